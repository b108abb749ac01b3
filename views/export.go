package views

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
)

// exportFormats are the endings of /data/{id}, and those that can be filtered.
var (
	exportFormats = []string{"csv", "parquet", "json"}
	filterFormats = []string{"csv", "json"}
)

// filterStep is how many rows a filtered export reads at a time.
const filterStep = 50_000

// What a reader is told of each format: its name and what it is good for.
var (
	formatNames = map[string]string{"csv": "CSV", "parquet": "Parquet", "json": "JSON"}
	formatUses  = map[string]string{
		"csv":     "spreadsheets and everything else",
		"parquet": "DuckDB, R, pandas: typed and small",
		"json":    "programs: one array of rows",
	}
)

// downloads lists the finished files of a dataset.
func downloads(id string, files []data.File) []layout.Download {
	var list []layout.Download
	for _, f := range files {
		list = append(list, layout.Download{
			Format: formatNames[f.Format], Href: "/data/" + id + "." + f.Format,
			Size: bytesWords(f.Bytes), SHA256: f.SHA256, Use: formatUses[f.Format],
		})
	}
	return list
}

// export serves a dataset whole, from the edition's finished file, or filtered by
// equality, written in the same way.
func (s *Server) export(r *Request, d *data.Dataset, format string, conditions []data.Condition) (Response, error) {
	if !slices.Contains(exportFormats, format) {
		return Response{}, fmt.Errorf("dataset %s as %q: %w: it is published as %s", d.ID, format, data.ErrNotFound, listed(exportFormats))
	}
	a := Response{
		Type: mediaTypes[format], Inline: format == "json",
		SaveAs: "citas-" + d.ID + "-" + r.Edition.Manifest.Label + "." + format,
	}
	if len(conditions) == 0 {
		file, path, err := r.Edition.Export(d.ID, format)
		a.File, a.Hash = path, file.SHA256
		return a, err
	}
	if !slices.Contains(filterFormats, format) {
		return Response{}, &data.ParamError{Param: conditions[0].Field, Found: conditions[0].Values[0], Expected: "a whole file as ." + format + "; filters work on", Valid: filterFormats}
	}
	a.SaveAs = strings.TrimSuffix(a.SaveAs, "."+format) + "-filtered." + format
	body, err := filtered(r.Context(), r.Edition, data.Select{Dataset: d.ID, Where: conditions}, writers[format])
	a.Body = body
	return a, err
}

// rowWriter writes a table as a file of the edition has it.
type rowWriter struct {
	begin func(b *bytes.Buffer, columns []data.Column)
	row   func(b *bytes.Buffer, columns []data.Column, cells []any, first bool)
	end   func(b *bytes.Buffer)
}

var writers = map[string]rowWriter{"csv": csvWriter, "json": jsonWriter}

func filtered(ctx context.Context, e *data.Edition, query data.Select, w rowWriter) ([]byte, error) {
	var b bytes.Buffer
	written := 0
	query.Limit = filterStep
	for {
		query.Offset = written
		t, err := e.Select(ctx, query)
		if err != nil {
			return nil, err
		}
		if written == 0 {
			w.begin(&b, t.Columns)
		}
		for i, cells := range t.Rows {
			w.row(&b, t.Columns, cells, written+i == 0)
		}
		written += t.Len()
		if t.Len() < filterStep {
			w.end(&b)
			return b.Bytes(), nil
		}
	}
}

// csvWriter writes RFC 4180 with LF and as few quotes as DuckDB's COPY: an empty cell is
// nothing, an empty text would be "".
var csvWriter = rowWriter{
	begin: func(b *bytes.Buffer, columns []data.Column) {
		for i, c := range columns {
			separate(b, i)
			b.WriteString(c.Name)
		}
		b.WriteByte('\n')
	},
	row: func(b *bytes.Buffer, _ []data.Column, cells []any, _ bool) {
		for i, v := range cells {
			separate(b, i)
			if v != nil {
				writeCSV(b, data.CellText(v))
			}
		}
		b.WriteByte('\n')
	},
	end: func(*bytes.Buffer) {},
}

func separate(b *bytes.Buffer, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

func writeCSV(b *bytes.Buffer, text string) {
	if text != "" && !strings.ContainsAny(text, ",\"\n\r") {
		b.WriteString(text)
		return
	}
	b.WriteByte('"')
	b.WriteString(strings.ReplaceAll(text, `"`, `""`))
	b.WriteByte('"')
}

// jsonWriter writes one array with a row on each line, as DuckDB's COPY does.
var jsonWriter = rowWriter{
	begin: func(b *bytes.Buffer, _ []data.Column) { b.WriteString("[\n\t") },
	row: func(b *bytes.Buffer, columns []data.Column, cells []any, first bool) {
		if !first {
			b.WriteString(",\n\t")
		}
		b.WriteByte('{')
		for i, v := range cells {
			separate(b, i)
			writeJSON(b, columns[i].Name)
			b.WriteByte(':')
			switch v.(type) {
			case nil:
				b.WriteString("null")
			case int64, float64, bool:
				b.WriteString(data.CellText(v))
			default:
				writeJSON(b, data.CellText(v))
			}
		}
		b.WriteByte('}')
	},
	end: func(b *bytes.Buffer) { b.WriteString("\n]\n") },
}

func writeJSON(b *bytes.Buffer, text string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.Encode(text)          // a text cannot fail
	b.Truncate(b.Len() - 1) // without the encoder's line end
}
