package views

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// cite answers /cite/{key}: a number, or the numbers of a row, as the record stood on a day.
func (s *Server) cite(r *Request) (Response, error) {
	name, format := splitCite(r.PathValue("key"))
	k, err := parseCiteKey(name)
	if err != nil {
		return Response{}, err
	}
	if k.day.IsZero() { // the day that the reader looks back to, or the newest
		return Response{Status: http.StatusSeeOther, Location: k.on(frozenDay(r.Edition)).Address(format), NoStore: true}, nil
	}
	r.Edition = r.Edition.At(time.Time{}) // the key says the day
	if latest := frozenDay(r.Edition); k.day.After(latest) {
		return Response{}, k.absent("the edition is of " + latest.Format(time.DateOnly))
	}
	w := r.Words()
	row, err := k.readDay(r.Context(), r.Edition, w)
	if err != nil {
		return Response{}, err
	}
	turns, err := k.turns(r.Context(), r.Edition, w)
	if err != nil {
		return Response{}, err
	}
	switch format {
	case "json":
		return s.citeJSON(row, turns)
	case "atom":
		return s.citeFeed(row, turns, w)
	}
	return s.citePage(r, row, turns)
}

// citeTexts are the figures of a row as they read, by column.
type citeTexts map[string]string

// turns is how the row went.
func (k citeKey) turns(ctx context.Context, e *data.Edition, w locale.Words) ([]turn[citeTexts], error) {
	return courseOf(e, k.releases(e), func(view *data.Edition) (citeTexts, error) {
		row, err := k.read(ctx, view, w)
		texts := citeTexts{}
		for _, n := range row.Numbers {
			texts[n.Key.column] = n.Text
		}
		return texts, err
	}, maps.Equal)
}

// releases are those that what the key names is made from.
func (k citeKey) releases(e *data.Edition) []data.Release {
	var ids []string
	switch k.kind {
	case citeData, citeTriangle:
		ids = []string{k.id}
	case citeChart, citeTable:
		if l, err := k.listing(); err == nil {
			ids = l.Datasets
		}
	default:
		return e.Manifest.Releases
	}
	var list []data.Release
	for _, id := range ids {
		if d, err := e.Catalog().Dataset(id); err == nil {
			for _, r := range releasesOf(e, d) {
				if !slices.ContainsFunc(list, func(x data.Release) bool { return x.ID == r.ID }) {
					list = append(list, r)
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b data.Release) int {
		if a.Published < b.Published {
			return -1
		}
		if a.Published > b.Published {
			return 1
		}
		return 0
	})
	return list
}

func (s *Server) citePage(r *Request, row citedRow, turns []turn[citeTexts]) (Response, error) {
	w := r.Words()
	title := row.Title
	if len(row.Numbers) == 1 && row.Key.kind != citeLead {
		title = row.Numbers[0].Text
	}
	m := page.CiteModel{
		Page: s.page(r, row.Page, title, w.T("A figure of this record with its source, its day and its meaning, at an address that stays.")), Title: title,
		Where: layout.Link{Text: row.Title, Href: row.Page}, Row: row.Where,
		Feed: layout.Link{Text: w.T("Feed"), Href: row.Key.Address("atom"), Note: w.T("says when a release changes it")},
		JSON: layout.Link{Text: "JSON", Href: row.Key.Address("json")},
	}
	m.Page.NoIndex = true
	m.Page.Site.Scripts = append(m.Page.Site.Scripts, s.assets.URL("js/copy.js"))
	m.Page.Twins = []layout.Twin{{Type: plainType(typeAtom), Href: m.Feed.Href, Title: m.Feed.Note}, {Type: plainType(typeJSON), Href: m.JSON.Href, Title: "JSON"}}
	all, err := locale.All()
	if err != nil {
		return Response{}, err
	}
	for i, n := range row.Numbers {
		m.Figures = append(m.Figures, page.CiteFigure{ID: fmt.Sprintf("figure-%d", i+1), Label: n.Label, Text: n.Text, Rounding: n.Rounding, Href: n.Key.Address("")})
	}
	for _, in := range all {
		if !in.Whole() {
			continue
		}
		said := row
		if in.Code() != w.Code() {
			if said, err = row.Key.readDay(r.Context(), r.Edition, in); err != nil {
				return Response{}, err
			}
		}
		for i, n := range said.Numbers {
			f := &m.Figures[i]
			address := s.config.BaseURL + in.Prefix() + n.Key.Address("")
			f.Sentences = append(f.Sentences, page.CiteSentence{ID: f.ID + "-" + in.Code(), Lang: in.Code(), Language: in.Name(), Text: said.Sentence(n, row.Key.day, address, in)})
		}
	}
	m.Facts = s.citeFacts(row, w)
	m.Now = citeNow(row, turns, w)
	m.History = citeHistory(row, turns, w)
	return prose(r.Context(), page.Cite(m))
}

func (s *Server) citeFacts(row citedRow, w locale.Words) []layout.Fact {
	facts := []layout.Fact{layout.Linked("Stands in", row.Title, row.Page)}
	for _, f := range []struct {
		term locale.Msg
		text string
	}{{"Row", row.Where}, {"Counts", row.Counts}, {"Does not count", row.Not}, {"Made how", row.Flag}, {"As of", w.Day(row.Key.day)}} {
		if f.text != "" {
			facts = append(facts, layout.Text(f.term, f.text))
		}
	}
	if row.Release != "" {
		facts = append(facts, layout.Linked("Release", row.Release, "/releases/"+row.Release))
		if row.Locator != "" {
			facts = append(facts, layout.Linked("Place in the document", row.Locator, placeAddress(row.Release, row.Locator, row.Source)))
		}
	}
	return facts
}

// citeNow says what became of the figures since.
func citeNow(row citedRow, turns []turn[citeTexts], w locale.Words) []string {
	if len(turns) == 0 {
		return nil
	}
	var said []string
	last := turns[len(turns)-1]
	for _, n := range row.Numbers {
		now, ok := last.Now[n.Key.column]
		switch {
		case !ok || last.Day.Before(row.Key.day) || now == n.Text:
		default:
			said = append(said, w.T("Revised since: {label} is {now} since the release of {day}; here it stands as {then}.", "label", n.Label, "now", now, "day", w.Day(last.Day), "then", n.Text))
		}
	}
	if len(said) == 0 {
		said = []string{w.T("No later release that is held has changed it.")}
	}
	return said
}

func citeHistory(row citedRow, turns []turn[citeTexts], w locale.Words) layout.Table {
	t := layout.Table{ID: "history-table", Caption: w.T("Releases that changed it, oldest first"), Columns: []layout.Column{{Label: "Published"}, {Label: "Release"}}}
	for _, n := range row.Numbers {
		t.Columns = append(t.Columns, layout.Column{Name: n.Label, Numeric: true})
	}
	for _, turn := range turns {
		cells := []layout.Cell{{Text: w.Day(turn.Day), Value: turn.Day.Format(time.DateOnly), Header: true}, {Text: turn.Release, Href: "/releases/" + turn.Release}}
		for _, n := range row.Numbers {
			cells = append(cells, layout.Cell{Text: turn.Now[n.Key.column]})
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// citeDocument is a cited row for programs.
type citeDocument struct {
	Key      string         `json:"key"`
	AsOf     string         `json:"as_of"`
	In       string         `json:"in"`
	Row      string         `json:"row"`
	Release  string         `json:"release_id,omitempty"`
	Locator  string         `json:"locator,omitempty"`
	Source   string         `json:"source_id,omitempty"`
	Flag     string         `json:"flag,omitempty"`
	Figures  []citeFigure   `json:"figures"`
	History  []citeRevision `json:"history"`
	Counts   string         `json:"counts,omitempty"`
	NotCount string         `json:"does_not_count,omitempty"`
}

type citeFigure struct {
	Column   string `json:"column"`
	Value    any    `json:"value"`
	Text     string `json:"text"`
	Unit     string `json:"unit,omitempty"`
	Rounding string `json:"rounding,omitempty"`
	Sentence string `json:"sentence"`
	URL      string `json:"url"`
}

type citeRevision struct {
	Day     string            `json:"published"`
	Release string            `json:"release_id"`
	Texts   map[string]string `json:"figures"`
}

func (s *Server) citeJSON(row citedRow, turns []turn[citeTexts]) (Response, error) {
	day := row.Key.day
	doc := citeDocument{Key: row.Key.String(), AsOf: day.Format(time.DateOnly), In: row.Title, Row: row.Where, Release: row.Release, Locator: row.Locator, Source: row.Source,
		Flag: row.Flag, Counts: row.Counts, NotCount: row.Not, Figures: []citeFigure{}, History: []citeRevision{}}
	for _, n := range row.Numbers {
		address := s.config.BaseURL + n.Key.Address("")
		doc.Figures = append(doc.Figures, citeFigure{n.Key.column, n.Value, n.Text, n.Unit, n.Rounding, row.Sentence(n, day, address, locale.Words{}), address})
	}
	for _, t := range turns {
		doc.History = append(doc.History, citeRevision{t.Day.Format(time.DateOnly), t.Release, t.Now})
	}
	body, err := json.Marshal(doc)
	return Response{Type: typeJSON, Body: append(body, '\n')}, err
}

// citeFeed has an entry for each release that changed a figure of the row.
func (s *Server) citeFeed(row citedRow, turns []turn[citeTexts], w locale.Words) (Response, error) {
	name := row.Title
	if row.Where != "" {
		name += " (" + row.Where + ")"
	}
	undated := row.Key.on(time.Time{})
	f := feed{
		id: tagURI("cite/" + undated.String()), title: "citas: " + name, subtitle: w.T("An entry for each release that changed it."),
		author: orElse(s.config.Publisher, "citas"), page: s.config.BaseURL + undated.Address(""), self: s.config.BaseURL + row.Key.Address("atom"), updated: programmeStart,
	}
	for i, t := range slices.Backward(turns) {
		e := feedEntry{id: f.id + "/" + t.Release, title: name, updated: t.Day, link: s.config.BaseURL + row.Key.on(t.Day).Address(""), kind: "first value"}
		for _, n := range row.Numbers {
			text := w.T("{label}: {now}", "label", n.Label, "now", t.Now[n.Key.column])
			if i > 0 {
				e.kind = "revised"
				if before := turns[i-1].Now[n.Key.column]; before != t.Now[n.Key.column] {
					text = w.T("{label}: the release {release} changed it from {before} to {now}", "label", n.Label, "release", t.Release, "before", before, "now", t.Now[n.Key.column])
				}
			}
			e.text += text + ". "
		}
		f.entries = append(f.entries, e)
	}
	if len(f.entries) > 0 {
		f.updated = f.entries[0].updated
	}
	return f.answer("atom", s.config.BaseURL != "")
}
