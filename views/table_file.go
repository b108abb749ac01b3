package views

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"time"

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

// tableJSON keeps the order of the columns, which a map would lose.
func tableJSON(t *data.Table) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("[")
	for i, cells := range t.Rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n\t{")
		for j, v := range cells {
			if j > 0 {
				b.WriteByte(',')
			}
			if day, ok := v.(time.Time); ok {
				v = day.Format(time.DateOnly)
			}
			text, err := json.Marshal(v)
			if err != nil {
				return nil, fmt.Errorf("column %s: %w", t.Columns[j].Name, err)
			}
			fmt.Fprintf(&b, "%q:%s", t.Columns[j].Name, text)
		}
		b.WriteByte('}')
	}
	b.WriteString("\n]\n")
	return b.Bytes(), nil
}
