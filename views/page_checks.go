package views

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// checkParams are the parameters of a check beside the statement: the hash of the answer expected, and the edition of which it was said.
var checkParams = []string{"expect", "edition"}

var (
	answerHash   = regexp.MustCompile(`^[0-9a-f]{16}$`)
	editionLabel = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}(?:\.[1-9]\d*)?$`)
)

// check is a statement with the answer that somebody expects.
type check struct {
	statement
	expect string // hash; empty: nothing is expected yet
	of     string // label of the edition of which it was said
	day    string // of the view; empty for the latest
}

// check answers /checks/{dataset}, as page, JSON or feed.
func (s *Server) check(r *Request) (Response, error) {
	id, format := splitName(r.PathValue("name"))
	d, err := r.Edition.Catalog().Dataset(id)
	if err != nil {
		return Response{}, err
	}
	c, err := r.check(d)
	if err != nil {
		return Response{}, err
	}
	now, err := c.answer(r.Context(), r.Edition)
	if err != nil {
		return Response{}, err
	}
	history, err := c.history(r.Context(), r.Edition)
	if err != nil {
		return Response{}, err
	}
	v := verdictOf(c, now, history)
	switch format {
	case "":
		return s.checkPage(r, v)
	case "json":
		return s.checkJSON(r, v)
	case "atom":
		return s.checkFeed(r, v)
	}
	return Response{}, fmt.Errorf("check of %s as %q: %w", id, format, data.ErrNotFound)
}

func (r *Request) check(d *data.Dataset) (check, error) {
	st, err := r.statement(d, checkParams...)
	if err != nil {
		return check{}, err
	}
	c := check{statement: st, day: asOfDay(r.Edition)}
	for _, p := range []struct {
		name, expected string
		pattern        *regexp.Regexp
		to             *string
	}{{"expect", "the 16 hexadecimal digits that the page of a check gives", answerHash, &c.expect}, {"edition", "the day of an edition, such as 2026-11-23 or 2026-11-23.2", editionLabel, &c.of}} {
		if *p.to, _, err = r.single(p.name); err != nil {
			return c, err
		}
		if *p.to != "" && !p.pattern.MatchString(*p.to) {
			return c, &data.ParamError{Param: p.name, Found: shortened(*p.to), Expected: p.expected}
		}
	}
	return c, nil
}

// Address is where the check is answered in a format; empty: the page.
func (c check) Address(format string) string {
	parts := c.parameters()
	if c.expect != "" {
		parts = append(parts, "expect="+c.expect)
	}
	if c.of != "" {
		parts = append(parts, "edition="+c.of)
	}
	if c.day != "" {
		parts = append(parts, asOfParam+"="+c.day)
	}
	address := "/checks/" + c.dataset.ID
	if format != "" {
		address += "." + format
	}
	return address + "?" + strings.Join(parts, "&")
}

// expecting is the check that expects an answer, as of an edition.
func (c check) expecting(hash, edition string) check {
	c.expect, c.of, c.day = hash, edition, ""
	return c
}

// verdict is what became of a check.
type verdict struct {
	check
	Now     finding
	History []turn[finding]
	State   string        // one of the states below
	Was     finding       // the answer expected, when it changed
	Turned  turn[finding] // the answer that took its place, when it changed
}

// The states of a check.
const (
	unasked   = "nothing expected"
	stillTrue = "still true"
	changed   = "changed"
	neverSo   = "never so"
)

// verdictOf compares an answer with the one that was expected, and looks through the releases for when it went.
func verdictOf(c check, now finding, history []turn[finding]) verdict {
	v := verdict{check: c, Now: now, History: history, State: neverSo}
	switch {
	case c.expect == "":
		v.State = unasked
		return v
	case c.expect == now.Hash:
		v.State = stillTrue
		return v
	}
	for i, f := range history {
		if f.Now.Hash == c.expect {
			v.State, v.Was, v.Turned = changed, f.Now, turn[finding]{Now: now}
			if i+1 < len(history) {
				v.Turned = history[i+1]
			}
		}
	}
	return v
}

// Sentence says the verdict.
func (v verdict) Sentence(w Words) string {
	groups := len(v.ask.Group)
	args := []any{"statement", v.In(w), "now", v.Now.Value(groups, w)}
	switch v.State {
	case stillTrue:
		return w.T("Still true: {statement} is {now}.", args...)
	case neverSo:
		return w.T("Not so: {statement} is {now}, and no release that is held ever gave the answer expected.", args...)
	case unasked:
		return Capital(w.T("{statement} is {now}.", args...))
	}
	args = append(args, "was", v.Was.Value(groups, w))
	if v.Turned.Day.IsZero() {
		return w.T("Changed: {statement} was {was} and is {now}.", args...)
	}
	args = append(args, "day", w.Day(v.Turned.Day), "then", v.Turned.Now.Value(groups, w))
	if v.Turned.Now.Hash != v.Now.Hash {
		return w.T("Changed: {statement} was {was}; since the release of {day} it is {then}, and now {now}.", args...)
	}
	return w.T("Changed: {statement} was {was}; since the release of {day} it is {then}.", args...)
}

func (s *Server) checkPage(r *Request, v verdict) (Response, error) {
	w, label, groups := r.Words(), r.Edition.Manifest.Label, len(v.ask.Group)
	title := titleOf(w, v.dataset)
	m := page.CheckModel{
		Page:    s.figures(r, "/checks", w.T("A check of {dataset}", "dataset", title), v.Sentence(w)),
		Dataset: layout.Link{Text: title, Href: "/data/" + v.dataset.ID}, State: v.State, Lead: v.Sentence(w),
		Rows: layout.Link{Text: w.T("The rows that it is computed from"), Href: "/data/" + v.dataset.ID + filterQuery(v.ask.Where) + "#rows"},
		Feed: layout.Link{Text: w.T("Feed"), Href: v.expecting(v.expect, v.of).Address("atom"), Note: w.T("says when the answer changes")},
		JSON: layout.Link{Text: "JSON", Href: v.Address("json"), Note: w.T("the verdict for programs")},
	}
	m.Page.NoIndex = true
	m.Saved = s.config.BaseURL + w.Prefix() + v.expecting(v.Now.Hash, label).Address("")
	if v.of != "" {
		m.Of = w.T("Said of the edition {edition}.", "edition", v.of)
	}
	if groups > 0 {
		m.Answer = v.answerTable(w)
	}
	m.History = v.historyTable(w)
	m.Form = v.form(w)
	m.Page.Twins = []layout.Twin{{Type: typeJSON, Href: v.Address("json"), Title: w.T("The verdict as JSON")}, {Type: plainType(typeAtom), Href: m.Feed.Href, Title: w.T("Changes of this answer")}}
	return prose(r.Context(), page.Check(m))
}

func (v verdict) answerTable(w Words) layout.Table {
	t := layout.Table{ID: "answer-table", Caption: Capital(v.In(w))}
	n := len(v.ask.Group)
	for i, c := range v.Now.Table.Columns[:n+1] {
		label := c.Name
		if i == n {
			label = Capital(v.what(w))
		}
		t.Columns = append(t.Columns, layout.Column{Name: label, Unit: locale.Msg(c.Unit), Numeric: i == n, Code: i < n})
	}
	for _, cells := range v.Now.Table.Rows {
		row := make([]layout.Cell, n+1)
		for i, x := range cells[:n+1] {
			text := data.CellText(x)
			row[i] = layout.Cell{Text: orElse(termWords(w, text), w.T(emptyCell)), Value: text, Header: i == 0}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (v verdict) historyTable(w Words) layout.Table {
	t := layout.Table{ID: "history-table", Caption: w.T("Releases that changed the answer, oldest first"), Columns: []layout.Column{{Label: "Published"}, {Label: "Release"}, {Label: "Answer", Numeric: true}, {Label: "file|Hash", Code: true}}}
	for _, f := range v.History {
		hash := f.Now.Hash
		if hash == v.expect {
			hash = w.T("{hash}, as expected", "hash", hash)
		}
		t.Rows = append(t.Rows, []layout.Cell{{Text: w.Day(f.Day), Value: f.Day.Format(time.DateOnly), Header: true}, {Text: f.Release, Href: "/releases/" + f.Release}, {Text: f.Now.Value(len(v.ask.Group), w)}, {Text: hash}})
	}
	return t
}

// form asks for another statement about the same rows.
func (v verdict) form(w Words) page.CheckForm {
	f := page.CheckForm{Action: "/checks/" + v.dataset.ID}
	for _, fn := range data.Functions() {
		f.Functions = append(f.Functions, page.FilterOption{Value: fn, Text: w.T(functionWords[fn].name), Selected: fn == v.ask.Fn})
	}
	f.Measures = append(f.Measures, page.FilterOption{Text: w.T("of a table|rows"), Selected: v.ask.Measure == ""})
	for _, name := range v.dataset.Measures() {
		f.Measures = append(f.Measures, page.FilterOption{Value: name, Text: columnWords(w, name), Selected: name == v.ask.Measure})
	}
	for _, c := range v.ask.Where {
		for _, value := range c.Values {
			f.Keep = append(f.Keep, page.FilterControl{Name: paramOf(c, slices.Concat(aggregateParams, checkParams)), Value: value})
		}
	}
	return f
}

// checkLink leads from the rows of a dataset to a check of them.
func checkLink(w Words, d *data.Dataset, where []data.Condition) layout.Link {
	c := check{statement: statement{d, data.Aggregate{Dataset: d.ID, Fn: "count", Where: where}}}
	return layout.Link{Text: w.T("Check a statement"), Href: c.Address(""), Note: w.T("an address that says later whether an answer from these rows still stands")}
}

// checkDocument is a verdict for programs.
type checkDocument struct {
	Dataset   string       `json:"dataset"`
	Statement string       `json:"statement"`
	State     string       `json:"state"`
	Sentence  string       `json:"sentence"`
	Expected  string       `json:"expected,omitempty"`
	Of        string       `json:"said_of_edition,omitempty"`
	Edition   string       `json:"edition"`
	AsOf      string       `json:"as_of,omitempty"`
	Now       checkAnswer  `json:"now"`
	History   []checkEntry `json:"history"`
}

type checkAnswer struct {
	Hash   string     `json:"hash"`
	Value  any        `json:"value"`
	Unit   string     `json:"unit,omitempty"`
	Groups []apiGroup `json:"groups,omitempty"`
}

type checkEntry struct {
	Day     string `json:"published"`
	Release string `json:"release_id"`
	checkAnswer
}

func (v verdict) document(f finding) checkAnswer {
	n := len(v.ask.Group)
	a := checkAnswer{Hash: f.Hash, Unit: f.Table.Columns[n].Unit}
	if n == 0 {
		a.Value = f.Table.Rows[0][0]
		return a
	}
	a.Groups = groupsOf(f.Table, n)
	return a
}

func (s *Server) checkJSON(r *Request, v verdict) (Response, error) {
	doc := checkDocument{Dataset: v.dataset.ID, Statement: v.In(Words{}), State: v.State, Sentence: v.Sentence(Words{}), Expected: v.expect, Of: v.of,
		Edition: r.Edition.ID(), AsOf: v.day, Now: v.document(v.Now), History: []checkEntry{}}
	for _, f := range v.History {
		doc.History = append(doc.History, checkEntry{f.Day.Format(time.DateOnly), f.Release, v.document(f.Now)})
	}
	body, err := json.Marshal(doc)
	return Response{Type: typeJSON, Body: append(body, '\n')}, err
}

// checkFeed has an entry for each release that changed the answer.
func (s *Server) checkFeed(r *Request, v verdict) (Response, error) {
	f := feed{
		id: tagURI("check/" + v.dataset.ID + "/" + strings.Join(v.parameters(), "&")), title: "citas: " + v.In(Words{}), subtitle: "An entry for each release that changed the answer.",
		author: orElse(s.config.Publisher, "citas"), page: s.config.BaseURL + v.Address(""), self: s.config.BaseURL + v.Address("atom"), updated: programmeStart,
	}
	for i, x := range slices.Backward(v.History) {
		e := feedEntry{
			id: f.id + "/" + x.Release, title: fmt.Sprintf("%s: %s", Capital(v.In(Words{})), x.Now.Value(len(v.ask.Group), Words{})), updated: x.Day, kind: "first answer",
			link: s.config.BaseURL + "/releases/" + x.Release, text: "Published in " + x.Release + ".",
		}
		if i > 0 {
			e.kind = "changed"
			e.text = fmt.Sprintf("The release %s changed it from %s to %s.", x.Release, v.History[i-1].Now.Value(len(v.ask.Group), Words{}), x.Now.Value(len(v.ask.Group), Words{}))
		}
		f.entries = append(f.entries, e)
	}
	if len(f.entries) > 0 {
		f.updated = f.entries[0].updated
	}
	return f.answer("atom", s.config.BaseURL != "")
}
