package views

import (
	"citas/data"
	"citas/views/layout"
	"slices"
)

// llms is /llms.txt: what the site holds and where, for programs that read text.
func (s *Server) llms(r *Request) (Response, error) {
	about, err := s.metadata(r)
	if err != nil {
		return Response{}, err
	}
	base, x := s.config.BaseURL, r.Edition.Manifest
	var m markdown
	m.heading(1, "citas")
	m.line("> %s\n", data.CollectionSummary)
	m.line("%s\n", layout.NoticeInBrief(Words{}))
	m.line("Rules for quoting: scheduled, processed, requested and let in are four different counts; say which one a figure is, its date and its source. " +
		"Claims are not a series. Waits were never measured. Figures called derived or modelled are no plain counts. An empty cell is missing; NA is Namibia.\n")
	m.line("Edition %s (id %s), data hash %s. Cite as: %s\n", x.Label, x.Edition, x.DataHash, s.editionReference(x).text())
	link := func(text, path, note string) { m.item("[" + markdownText(text) + "](" + base + path + "): " + note) }
	m.heading(2, "Data")
	for _, t := range about.Tables {
		link(t.Title, "/data/"+t.ID+"."+endMarkdown, counted(t.Files.Rows, "row", "rows")+", "+t.Level.Words())
	}
	m.line("")
	m.heading(2, "Charts")
	for _, c := range Charts() {
		link(string(c.Name), "/charts/"+c.ID+"."+endMarkdown, string(c.Subtitle))
	}
	m.line("")
	m.heading(2, "For programs")
	for _, l := range catalogueDescriptions(Words{}) {
		if l.Href != "/llms.txt" {
			link(l.Text, l.Href, l.Note)
		}
	}
	for _, l := range wholeEdition(Words{}, x) {
		link(l.Text, l.Href, l.Note)
	}
	m.line("")
	m.heading(2, "Pages")
	for _, l := range slices.Concat(navigation, footLinks) {
		m.item("[" + l.Name.English() + "](" + base + l.Href + ")")
	}
	return Response{Type: typeText, Body: m.Bytes()}, nil
}
