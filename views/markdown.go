package views

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"citas/data"
	"citas/views/layout"
)

// markdownTwin is the twin of a page as text.
func markdownTwin(path, title string) layout.Twin {
	return layout.Twin{Type: plainType(typeMarkdown), Href: path + "." + endMarkdown, Title: title + " as Markdown"}
}

// markdown writes a page as text for people and programs without a browser.
type markdown struct{ bytes.Buffer }

func (m *markdown) line(format string, args ...any) { fmt.Fprintf(m, format+"\n", args...) }

// text writes a paragraph.
func (m *markdown) text(paragraph string) {
	if paragraph != "" {
		m.line("%s\n", markdownText(paragraph))
	}
}

func (m *markdown) heading(level int, text string) {
	m.line("%s %s\n", strings.Repeat("#", level), markdownText(text))
}

func (m *markdown) item(text string) { m.line("- %s", text) }

// row writes a row of a table, cells as the files have them.
func (m *markdown) row(cells []string) {
	m.WriteString("|")
	for _, c := range cells {
		m.WriteString(" " + markdownText(c) + " |")
	}
	m.WriteString("\n")
}

// table writes rows cell by cell as the CSV has them; an empty cell is empty.
func (m *markdown) table(t *data.Table) {
	heads, rule := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i], rule[i] = c.Name, "---"
		if c.Type == data.Integer || c.Type == data.Number {
			rule[i] = "--:"
		}
	}
	m.row(heads)
	m.line("|%s|", strings.Join(rule, "|"))
	cells := make([]string, len(t.Columns))
	for _, row := range t.Rows {
		for i, v := range row {
			cells[i] = data.CellText(v)
		}
		m.row(cells)
	}
	m.line("")
}

// markdownText keeps a text from being read as a table, as HTML or as marks.
func markdownText(text string) string {
	return strings.NewReplacer("\\", `\\`, "|", `\|`, "\n", " ", "<", "&lt;", "`", "\\`", "*", `\*`).Replace(text)
}

// opening begins every text with the notice and what view it is of.
func (m *markdown) opening(r *Request, title string) {
	m.heading(1, title)
	m.line("> %s\n", layout.NoticeInBrief(Words{}))
	if day, dated := r.Edition.AsOf(); dated {
		m.line("The public record as of %s.\n", Words{}.Day(day))
	}
}

// closing says which edition everything is from.
func (m *markdown) closing(r *Request, citation string) Response {
	x := r.Edition.Manifest
	m.line("Edition %s (id %s), built %s.\n", x.Label, x.Edition, builtWords(Words{}, x))
	m.line("Cite as: %s", markdownText(citation))
	return Response{Type: typeMarkdown, Body: m.Bytes()}
}

// datasetMarkdown is /data/{id}.md: the page of a dataset as text, with the same rows.
func (s *Server) datasetMarkdown(r *Request, d *data.Dataset) (Response, error) {
	if err := r.known(); err != nil {
		return Response{}, err
	}
	rows, err := rowsOf(r.Context(), r.Edition, d)
	if err != nil {
		return Response{}, err
	}
	t, err := r.Edition.Select(r.Context(), data.Select{Dataset: d.ID, Limit: previewRows})
	if err != nil {
		return Response{}, err
	}
	var m markdown
	m.opening(r, d.Title)
	m.text(d.Summary)
	m.text("Counts: " + d.Counts)
	m.text("Does not count: " + d.Not)
	for _, note := range d.Notes {
		m.text(note)
	}
	m.heading(2, "Facts")
	for _, f := range datasetFacts(Words{}, r.Edition, d, rows) {
		var parts []string
		for _, p := range f.Parts {
			parts = append(parts, markdownText(p.Text))
		}
		m.item(string(f.Term) + ": " + strings.Join(parts, ", "))
	}
	licence := data.Licences[d.Licence]
	m.item("Licence: [" + licence.Title + "](" + licence.URL + "). Credit: " + licence.Credit)
	m.line("")
	m.heading(2, "Files")
	suffix := ""
	if day, dated := r.Edition.AsOf(); dated {
		suffix = "?" + asOfParam + "=" + day.Format(time.DateOnly)
	}
	for _, format := range exportFormats {
		m.item("[" + formatNames[format] + "](" + s.config.BaseURL + "/data/" + d.ID + "." + format + suffix + "): " + string(formatUses[format]))
	}
	m.line("")
	m.heading(2, "Columns")
	m.row([]string{"column", "type", "unit", "meaning"})
	m.line("|---|---|---|---|")
	for _, f := range d.Fields {
		meaning := f.Doc
		for _, term := range f.Enum {
			meaning += "; " + term.Value
			if term.Meaning != "" {
				meaning += " = " + term.Meaning
			}
		}
		m.row([]string{f.Name, string(f.Type), f.Unit, meaning})
	}
	m.line("")
	m.heading(2, "Rows")
	m.text(extract(Words{}, 0, t.Len(), rows) + ", cells as the files print them. An empty cell is missing; NA is Namibia.")
	if t.Len() > 0 {
		m.table(t)
	}
	a := m.closing(r, s.datasetReference(r, d).text())
	a.SaveAs, a.Inline = "citas-"+d.ID+"-"+r.Edition.Manifest.Label+r.asOfSuffix()+".md", true
	return a, nil
}

// chartMarkdown is /charts/{id}.md: the finding, every number that is drawn, and what
// belongs to them.
func (s *Server) chartMarkdown(r *Request, q chartRequest) (Response, error) {
	c := q.Chart
	sources, err := sourceLine(r.Context(), r.Edition, c, q.Frame.Words)
	if err != nil {
		return Response{}, err
	}
	var m markdown
	m.opening(r, q.Headline())
	m.text(string(c.Name) + ". " + q.Subtitle() + ".")
	if flag := c.Flag(); flag != "" {
		m.line("**%s**\n", markdownText(string(flag)))
	}
	if q.Frame.Len() > 0 {
		m.table(chartRows(q))
	}
	m.text("How to read this: " + string(c.How))
	m.text("Counts: " + string(c.Counts))
	m.text("Does not count: " + string(c.Not))
	for _, note := range c.Notes {
		m.text(string(note))
	}
	m.heading(2, "Sources")
	for _, l := range sources {
		m.item("[" + markdownText(l.Text) + "](" + s.config.BaseURL + l.Href + "), " + l.Note)
	}
	for _, id := range c.Datasets {
		m.item("[" + id + "](" + s.config.BaseURL + "/data/" + id + "." + endMarkdown + ")")
	}
	m.line("")
	ref, err := s.chartReference(r, q)
	return m.closing(r, ref.text()), err
}
