package data

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The two sheets of a workbook.
const (
	readmeSheet = "README"
	dataSheet   = "data"
)

// writeReadme says what the rows are, where they come from and what each column means.
func writeReadme(f *excelize.File, s sheet, about facts) error {
	d := about.dataset
	licence := Licences[d.Licence]
	lines := [][]any{
		{"Title", d.Title},
		{"Dataset", d.ID},
		{"Summary", d.Summary},
		{"One row is", d.Grain},
		{"Counts", d.Counts},
		{"Does not count", d.Not},
		{"Level", d.Level.Words()},
		{"Edition", about.edition},
		{"As of", about.asOf},
		{"Licence", licence.Title},
		{"Licence address", licence.URL},
		{"Credit", licence.Credit},
	}
	for _, n := range d.Notes {
		lines = append(lines, []any{"Note", n})
	}
	for _, c := range s.filters {
		lines = append(lines, []any{"Filter", c.Words()})
	}
	lines = append(lines, nil, []any{"Column", "Type", "Unit", "Meaning"})
	heads := []int{len(lines)}
	for _, c := range s.columns {
		meaning := c.Doc
		for _, t := range c.Enum {
			meaning += "; " + t.Value
			if t.Meaning != "" {
				meaning += " = " + t.Meaning
			}
		}
		lines = append(lines, []any{c.Name, string(c.Type), c.Unit, meaning})
	}
	lines = append(lines, nil, []any{"Release", "Published", "SHA-256 of the document", "Address"})
	heads = append(heads, len(lines))
	for _, r := range s.releases {
		lines = append(lines, []any{r.ID, r.Published, r.SHA256, r.URL})
	}
	for i, line := range lines {
		if err := f.SetSheetRow(readmeSheet, fmt.Sprintf("A%d", i+1), &line); err != nil {
			return err
		}
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for _, row := range heads {
		if err := f.SetCellStyle(readmeSheet, fmt.Sprintf("A%d", row), fmt.Sprintf("D%d", row), bold); err != nil {
			return err
		}
	}
	return f.SetColWidth(readmeSheet, "A", "D", 28)
}

// Words says the condition as a reader would: month from 2023-05-01.
func (c Condition) Words() string {
	values := make([]string, len(c.Values))
	for i, v := range c.Values {
		if values[i] = v; v == "" {
			values[i] = "(empty)"
		}
	}
	return c.Field + " " + c.Op.Words() + " " + strings.Join(values, " or ")
}
