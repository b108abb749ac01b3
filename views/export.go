package views

import (
	"fmt"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
)

// exportFormats are the endings of /data/{id}.
var exportFormats = []string{"csv", "parquet", "json"}

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

// export serves a dataset whole, from the edition's finished file, or a part of it or a
// past state, written in the same way.
func (s *Server) export(r *Request, d *data.Dataset, format string, conditions []data.Condition) (Response, error) {
	if !slices.Contains(exportFormats, format) {
		return Response{}, fmt.Errorf("dataset %s as %q: %w: it is published as %s", d.ID, format, data.ErrNotFound, listed(exportFormats))
	}
	a := Response{
		Type: mediaTypes[format], Inline: format == "json",
		SaveAs: "citas-" + d.ID + "-" + r.Edition.Manifest.Label + "." + format,
	}
	_, dated := r.Edition.AsOf()
	if len(conditions) == 0 && (!dated || !r.Edition.Catalog().Dated(d)) {
		file, path, err := r.Edition.Export(d.ID, format)
		a.File, a.Hash = path, file.SHA256
		return a, err
	}
	suffix := r.asOfSuffix()
	if len(conditions) > 0 {
		suffix += "-filtered"
	}
	a.SaveAs = strings.TrimSuffix(a.SaveAs, "."+format) + suffix + "." + format
	file, path, err := r.Edition.Slice(r.Context(), data.Select{Dataset: d.ID, Where: conditions}, format)
	a.File, a.Hash = path, file.SHA256
	return a, err
}
