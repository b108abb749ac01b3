package views

import (
	"bytes"
	"encoding/csv"

	"citas/data"
)

// tableFile writes a small result as CSV or as a JSON array of objects.
func tableFile(t *data.Table, format, name string) (Response, error) {
	var body []byte
	var err error
	if format == "csv" {
		body, err = tableCSV(t)
	} else {
		body, err = tableJSON(t)
	}
	return Response{Type: mediaTypes[format], Body: body, SaveAs: name + "." + format, Inline: format == "json"}, err
}

func tableCSV(t *data.Table) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	record := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		record[i] = c.Name
	}
	if err := w.Write(record); err != nil {
		return nil, err
	}
	for _, cells := range t.Rows {
		for i, v := range cells {
			record[i] = data.CellText(v)
		}
		if err := w.Write(record); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// tableJSON writes one array, a row on each line.
func tableJSON(t *data.Table) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("[")
	for i, cells := range t.Rows {
		if i > 0 {
			b.WriteByte(',')
		}
		row, err := apiRow{t.Columns, cells}.MarshalJSON()
		if err != nil {
			return nil, err
		}
		b.WriteString("\n\t")
		b.Write(row)
	}
	b.WriteString("\n]\n")
	return b.Bytes(), nil
}
