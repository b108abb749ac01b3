package views

import (
	"context"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// dataset is /data/{id} and, with an ending, its files.
func (s *Server) dataset(r *Request) (Response, error) {
	id, format, cited := splitCitation(r.PathValue("name"))
	if !cited {
		id, format = splitName(id)
	}
	d, err := r.Edition.Catalog().Dataset(id)
	if err != nil {
		return Response{}, err
	}
	if cited {
		if err := r.known(); err != nil {
			return Response{}, err
		}
		return s.datasetReference(r, d).answer(format)
	}
	switch format {
	case "":
	case endDataPackage, endCSVW:
		return s.describeDataset(r, d, format)
	case endMarkdown:
		return s.datasetMarkdown(r, d)
	default:
		return s.export(r, d, format)
	}
	view, err := r.previewOf(d)
	if err != nil {
		return Response{}, err
	}
	m, err := s.datasetModel(r, d, view)
	if err != nil {
		return Response{}, err
	}
	return html(r.Context(), page.Dataset(m))
}

func (s *Server) datasetModel(r *Request, d *data.Dataset, view preview) (page.DatasetModel, error) {
	files, _ := r.Edition.Manifest.Dataset(d.ID)
	rows, err := rowsOf(r.Context(), r.Edition, d)
	if err != nil {
		return page.DatasetModel{}, err
	}
	w := r.Words()
	m := page.DatasetModel{
		Page:  s.figures(r, "/data", titleOf(w, d), w.T(locale.Msg(d.Summary))),
		Title: titleOf(w, d), Summary: w.T(locale.Msg(d.Summary)), Counts: w.T(locale.Msg(d.Counts)), Not: w.T(locale.Msg(d.Not)), Notes: textsOf(w, d.Notes),
		Facts: datasetFacts(w, r.Edition, d, rows), Downloads: downloads(w, d.ID, files.Files),
		Described: descriptions(w, d.ID), Edition: wholeEdition(w, r.Edition.Manifest),
		History: append(historyLinks(w, d), checkLink(w, d, view.where), sqlLink(w, d)),
		Fields:  fieldModels(w, d), Releases: releaseTable(w, releasesOf(r.Edition, d)),
	}
	if d.Level == data.Derived || d.Level == data.Modelled {
		m.Modelled = w.T("{level}; see the method.", "level", Capital(levelWords(w, d.Level)))
	}
	licence := data.Licences[d.Licence]
	m.Licence, m.Credit = layout.Link{Text: w.T(locale.Msg(licence.Title)), Href: licence.URL}, w.T(locale.Msg(licence.Credit))
	m.Cite, m.Citations = s.datasetReference(r, d).text(), citationFiles(w, func(ending string) string { return "/data/" + d.ID + "." + ending })
	for _, format := range exportFormats {
		m.Page.Twins = append(m.Page.Twins, layout.Twin{Type: mediaTypes[format], Href: "/data/" + d.ID + "." + format, Title: w.T("{title} as {format}", "title", titleOf(w, d), "format", formatNames[format])})
	}
	m.Page.Twins = append(m.Page.Twins, markdownTwin("/data/"+d.ID, titleOf(w, d)))
	m.Page.Describers = describers(d.ID)
	if err := s.linkDataset(r, d, &m.Page, len(view.where)+len(view.sort) > 0 || view.page > 1); err != nil {
		return m, err
	}
	if _, dated := r.Edition.AsOf(); dated && r.Edition.Catalog().Dated(d) {
		for i := range m.Downloads { // written when asked for
			m.Downloads[i].Size, m.Downloads[i].SHA256 = w.T("as of that day"), ""
		}
	}
	if err := s.preview(r, d, view, rows, &m); err != nil {
		return m, err
	}
	if err := s.profile(r, d, &m); err != nil {
		return m, err
	}
	m.Samples = samplesOf(s.config.BaseURL, r, d, view)
	m.Frozen = layout.Link{Text: w.T("the files of edition {label}", "label", r.Edition.Manifest.Label), Href: "/editions/" + r.Edition.ID()}
	m.Lineage = lineageOf(w, r.Edition, d)
	m.SQL = d.BuildSQL()
	err = checkModel(r.Context(), w, r.Edition, d, &m)
	return m, err
}

func datasetFacts(w Words, e *data.Edition, d *data.Dataset, rows int64) []layout.Fact {
	facts := []layout.Fact{
		{Term: "Identifier", Parts: []layout.Part{{Text: d.ID, Code: true}}},
		layout.Text("One row is", w.T(locale.Msg(d.Grain))),
		layout.Text("Rows", w.Count(rows)),
		layout.Text("Level", levelWords(w, d.Level)),
		{Term: "Key", Parts: codes(d.Key)},
		{Term: "Order of rows", Parts: codes(d.Order)},
	}
	sources := layout.Fact{Term: "Sources"}
	for _, id := range e.Catalog().SourcesOf(d) {
		sources.Parts = append(sources.Parts, layout.Part{Text: id, Href: "/sources/" + id})
	}
	if len(sources.Parts) > 0 {
		facts = append(facts, sources)
	}
	made := layout.Fact{Term: "Made from"}
	for _, id := range d.Uses {
		made.Parts = append(made.Parts, layout.Part{Text: id, Href: "/data/" + id})
	}
	if len(made.Parts) > 0 {
		facts = append(facts, made)
	}
	return append(facts, layout.Text("Releases", historyWords(w, d)))
}

// historyWords says what a new release does to the table.
func historyWords(w Words, d *data.Dataset) string {
	switch {
	case d.Versioned():
		return w.T("a newer release replaces each {part} that it holds; earlier ones are kept", "part", w.Join(d.History.Partition))
	case d.History.SaidOn != "":
		return w.T("rows add up, dated by {column}", "column", d.History.SaidOn)
	}
	return w.T("one state only")
}

func codes(names []string) []layout.Part {
	parts := make([]layout.Part, len(names))
	for i, name := range names {
		parts[i] = layout.Part{Text: name, Code: true}
	}
	return parts
}

func fieldModels(w Words, d *data.Dataset) []page.FieldModel {
	models := make([]page.FieldModel, len(d.Fields))
	for i, f := range d.Fields {
		m := page.FieldModel{
			Name: f.Name, Type: string(f.Type), Unit: phrase(w, f.Unit), Doc: phrase(w, f.Doc),
			Key: slices.Contains(d.Key, f.Name), Required: f.Required,
		}
		if id, _, ok := strings.Cut(f.Ref, "."); ok {
			m.Reference = layout.Link{Text: id, Href: "/data/" + id}
		}
		for _, t := range f.Enum {
			m.Terms = append(m.Terms, page.TermModel{Value: t.Value, Meaning: meaningOf(w, t)})
		}
		models[i] = m
	}
	return models
}

// meaningOf says what a value means. A value without more words explains itself in English;
// another language says the word it has for it.
func meaningOf(w Words, t data.Term) layout.Phrase {
	if word := termWords(w, t.Value); t.Meaning == "" && word != spaced(t.Value) && word != t.Value {
		return layout.Phrase{Text: word}
	}
	return phrase(w, t.Meaning)
}

// checkModel fills what the checks of the dataset found in this edition.
func checkModel(ctx context.Context, w Words, e *data.Edition, d *data.Dataset, m *page.DatasetModel) error {
	t, err := e.Select(ctx, data.Select{
		Dataset: "checks", Columns: []string{"check_id", "title", "severity", "outcome", "failures", "sample"},
		Where: []data.Condition{{Field: "dataset", Values: []string{d.ID}}}, Order: []string{"check_id"},
	})
	if err != nil {
		return err
	}
	m.Checks = layout.Table{ID: "checks-table", Caption: w.T("Checks of this edition"), Plain: true, Columns: []layout.Column{
		{Label: "Rule", Wide: true}, {Label: "Severity"}, {Label: "Outcome"}, {Label: "Rows that break it", Numeric: true}, {Label: "First of them"},
	}}
	failed := int64(0)
	outcomes := map[string]string{}
	t.Each(func(row data.Row) {
		outcomes[row.Text("check_id")] = row.Text("outcome") + ", " + Words{}.N(row.Int("failures"), "{n} row breaks it", "{n} rows break it") // in the comments of SQL
		if row.Text("outcome") != "passed" {
			failed++
		}
		sample := layout.Blank(w.T("no value|none"))
		if row.Has("sample") {
			sample = layout.Cell{Text: row.Text("sample"), Lang: inEnglish(w)}
		}
		title := checkTitle(w, d, row.Text("title"))
		m.Checks.Rows = append(m.Checks.Rows, []layout.Cell{
			{Text: title.Text, Lang: title.Lang}, {Text: enumWords(w, row.Text("severity"))}, {Text: enumWords(w, row.Text("outcome"))}, {Text: w.Count(row.Int("failures"))}, sample,
		})
	})
	for _, check := range d.AllChecks() {
		if outcome, ran := outcomes[check.ID]; ran {
			m.CheckSQL += "-- " + check.Title + ": " + outcome + "\n" + check.SQL + "\n\n"
		}
	}
	m.CheckSQL = strings.TrimSpace(m.CheckSQL)
	switch {
	case t.Len() == 0:
		m.CheckNote = w.T("No checks are recorded for this dataset.")
	case failed == 0:
		m.CheckNote = w.N(int64(t.Len()), "1 check was made on this dataset in this edition. It passed.", "{n} checks were made on this dataset in this edition. All passed.")
	default:
		m.CheckNote = w.T("{n} checks were made on this dataset in this edition; {failed} did not hold. A broken rule of severity error keeps a release out.",
			"n", t.Len(), "failed", failed)
	}
	return nil
}

// titleOf is what a dataset is called.
func titleOf(w Words, d *data.Dataset) string { return w.T(locale.Msg(d.Title)) }

// phrase is a text of a declaration in the reader's language, or in English and so marked.
func phrase(w Words, text string) layout.Phrase {
	p := layout.Phrase{Text: w.T(locale.Msg(text))}
	if !w.Has(locale.Msg(text)) {
		p.Lang = inEnglish(w)
	}
	return p
}

// textsOf are texts of a declaration, or messages, in the reader's language.
func textsOf[T ~string](w Words, texts []T) []string {
	list := make([]string, len(texts))
	for i, text := range texts {
		list[i] = w.T(locale.Msg(text))
	}
	return list
}
