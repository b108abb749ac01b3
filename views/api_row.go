package views

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"citas/data"
)

// apiRow is one row as an object whose members stand in the order of the columns:
// numbers are numbers, days are ISO 8601 texts, an empty cell is null.
type apiRow struct {
	columns []data.Column
	cells   []any
}

// MarshalJSON keeps the order of the columns, which a map would lose.
func (r apiRow) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, v := range r.cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if day, ok := v.(time.Time); ok {
			v = day.Format(time.DateOnly)
		}
		text, err := json.Marshal(v)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", r.columns[i].Name, err)
		}
		fmt.Fprintf(&b, "%q:%s", r.columns[i].Name, text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Schema describes a row to OpenAPI: its members are the columns that were asked for.
func (apiRow) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeObject, AdditionalProperties: true,
		Description: "one member for each column, in order; the dataset's fields say its type; null where the cell is empty",
	}
}

// rowsIn lists the rows of a table as the API writes them.
func rowsIn(t *data.Table) []apiRow {
	rows := make([]apiRow, t.Len())
	for i, cells := range t.Rows {
		rows[i] = apiRow{t.Columns, cells}
	}
	return rows
}
