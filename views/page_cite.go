package views

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
	latest := frozenDay(r.Edition)
	if k.day.After(latest) {
		return Response{}, k.absent("the edition is of " + latest.Format(time.DateOnly))
	}
	w := locale.From(r.Context())
	view := r.Edition
	if k.day.Before(latest) {
		view = view.At(k.day)
	}
	row, err := k.read(r.Context(), view, w)
	if err != nil {
		return Response{}, err
	}
	if k.column != "" {
		i := slices.IndexFunc(row.Numbers, func(n citedNumber) bool { return n.Key.column == k.column })
		if i < 0 {
			return Response{}, k.absent("the row has no such figure")
		}
		row.Numbers = row.Numbers[i : i+1]
	}
	if len(row.Numbers) == 0 {
		return Response{}, k.absent("the row has no figure")
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

// citeTurn is a day on which a row began to read as it does.
type citeTurn struct {
	Day     time.Time
	Release string
	Texts   map[string]string // by column
}

// turns is how the row went, oldest first: an entry for each release that changed a figure of it. Before the first the record had no such row.
func (k citeKey) turns(ctx context.Context, e *data.Edition, w locale.Words) ([]citeTurn, error) {
	var list []citeTurn
	for _, release := range k.releases(e) {
		day, err := time.Parse(time.DateOnly, release.Published)
		if err != nil {
			continue
		}
		row, err := k.read(ctx, e.At(day), w)
		if errors.Is(err, data.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		turn := citeTurn{day, release.ID, map[string]string{}}
		for _, n := range row.Numbers {
			if k.column == "" || k.column == n.Key.column {
				turn.Texts[n.Key.column] = n.Text
			}
		}
		if n := len(list); n == 0 || !same(list[n-1].Texts, turn.Texts) {
			list = append(list, turn)
		}
	}
	return list, nil
}

func same(a, b map[string]string) bool {
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return len(a) == len(b)
}

// releases are those that what the key names is made from.
func (k citeKey) releases(e *data.Edition) []data.Release {
	var ids []string
	switch k.kind {
	case citeData:
		ids = []string{k.id}
	case citeChart:
		if c, err := ChartByID(k.id); err == nil {
			ids = c.Datasets
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

func (s *Server) citePage(r *Request, row citedRow, turns []citeTurn) (Response, error) {
	w := locale.From(r.Context())
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
		f := page.CiteFigure{ID: fmt.Sprintf("figure-%d", i+1), Label: n.Label, Text: n.Text, Rounding: n.Rounding, Href: n.Key.Address("")}
		for _, in := range all {
			if !in.Whole() {
				continue
			}
			said, err := s.sentenceIn(r, n.Key, in)
			if err != nil {
				return Response{}, err
			}
			f.Sentences = append(f.Sentences, page.CiteSentence{ID: f.ID + "-" + in.Code(), Lang: in.Code(), Language: in.Name(), Text: said})
		}
		m.Figures = append(m.Figures, f)
	}
	m.Facts = s.citeFacts(row, w)
	m.Now = citeNow(row, turns, w)
	m.History = citeHistory(row, turns, w)
	return prose(r.Context(), page.Cite(m))
}

// sentenceIn writes the sentence of a number in a language.
func (s *Server) sentenceIn(r *Request, k citeKey, w locale.Words) (string, error) {
	view := r.Edition
	if k.day.Before(frozenDay(r.Edition)) {
		view = view.At(k.day)
	}
	row, err := k.read(r.Context(), view, w)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(row.Numbers, func(n citedNumber) bool { return n.Key.column == k.column })
	if i < 0 {
		return "", k.absent("the row has no such figure")
	}
	return row.Sentence(row.Numbers[i], k.day, s.config.BaseURL+w.Prefix()+k.Address(""), w), nil
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
func citeNow(row citedRow, turns []citeTurn, w locale.Words) []string {
	if len(turns) == 0 {
		return nil
	}
	var said []string
	last := turns[len(turns)-1]
	for _, n := range row.Numbers {
		now, ok := last.Texts[n.Key.column]
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

func citeHistory(row citedRow, turns []citeTurn, w locale.Words) layout.Table {
	t := layout.Table{ID: "history-table", Caption: w.T("Releases that changed it, oldest first"), Columns: []layout.Column{{Label: "Published"}, {Label: "Release"}}}
	for _, n := range row.Numbers {
		t.Columns = append(t.Columns, layout.Column{Name: n.Label, Numeric: true})
	}
	for _, turn := range turns {
		cells := []layout.Cell{{Text: w.Day(turn.Day), Value: turn.Day.Format(time.DateOnly), Header: true}, {Text: turn.Release, Href: "/releases/" + turn.Release}}
		for _, n := range row.Numbers {
			cells = append(cells, layout.Cell{Text: turn.Texts[n.Key.column]})
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

func (s *Server) citeJSON(row citedRow, turns []citeTurn) (Response, error) {
	day := row.Key.day
	doc := citeDocument{Key: row.Key.String(), AsOf: day.Format(time.DateOnly), In: row.Title, Row: row.Where, Release: row.Release, Locator: row.Locator, Source: row.Source,
		Flag: row.Flag, Counts: row.Counts, NotCount: row.Not, Figures: []citeFigure{}, History: []citeRevision{}}
	for _, n := range row.Numbers {
		address := s.config.BaseURL + n.Key.Address("")
		doc.Figures = append(doc.Figures, citeFigure{n.Key.column, n.Value, n.Text, n.Unit, n.Rounding, row.Sentence(n, day, address, locale.Words{}), address})
	}
	for _, t := range turns {
		doc.History = append(doc.History, citeRevision{t.Day.Format(time.DateOnly), t.Release, t.Texts})
	}
	body, err := json.Marshal(doc)
	return Response{Type: typeJSON, Body: append(body, '\n')}, err
}

// citeFeed has an entry for each release that changed a figure of the row.
func (s *Server) citeFeed(row citedRow, turns []citeTurn, w locale.Words) (Response, error) {
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
			text := w.T("{label}: {now}", "label", n.Label, "now", t.Texts[n.Key.column])
			if i > 0 {
				e.kind = "revised"
				if before := turns[i-1].Texts[n.Key.column]; before != t.Texts[n.Key.column] {
					text = w.T("{label}: the release {release} changed it from {before} to {now}", "label", n.Label, "release", t.Release, "before", before, "now", t.Texts[n.Key.column])
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
