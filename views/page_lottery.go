package views

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// lotteryLeaves is what the model leaves out.
var lotteryLeaves = []locale.Msg{
	"People asked for themselves and their families: a family shared one place in the draw.",
	"Requests were made from places near one port, and each port had its own places. The model has one queue for the whole border.",
	"People gave up, were sent away from the border by Mexican authorities, or could not ask every day. Who missed a day had no chance on it.",
	"How many people joined or left was never published. Nor was the number of people waiting, but for the last weeks.",
	"Nationality limits, and places lost because nobody confirmed them.",
	"The wait from asking to the day of the appointment: a place was for up to 14, later 21 days ahead.",
}

// lotteryPage answers /wait-times/lottery and its files.
func (s *Server) lotteryPage(r *Request) (Response, error) {
	id, format := splitName(r.PathValue("name"))
	if id != "lottery" {
		return Response{}, fmt.Errorf("wait times %q: %w", id, data.ErrNotFound)
	}
	q, err := r.readLottery()
	if err != nil {
		return Response{}, err
	}
	a, err := q.answer(r.Words())
	if err != nil {
		return Response{}, err
	}
	switch format {
	case "":
		return s.lotteryHTML(r, a)
	case "csv", "json":
		return tableFile(a.Table(), format, "citas-lottery-modelled")
	case "svg", "png":
		return s.lotteryImage(r, a.Figure(), a.headline(), a.conditions(), format)
	}
	return Response{}, fmt.Errorf("the lottery as %q: %w", format, data.ErrNotFound)
}

func (s *Server) lotteryHTML(r *Request, a lotteryAnswer) (Response, error) {
	w := a.Words
	m := page.LotteryModel{
		Page: s.read(s.figures(r, lotteryPath, w.T("The lottery, explained"), w.T("A model of how long people waited when places were drawn by lot and partly kept for those who had waited longest. Modelled, not published."))),
		Flag: w.T(modelled), Leads: a.leads(), Action: lotteryPath, Answers: a.answers(), Inputs: a.sources(), Leaves: textsOf(w, lotteryLeaves),
		Test: layout.Link{Text: w.T("The model against the published waits"), Href: lotteryPath + "/test", Note: w.T("how far it is from what was reported")},
	}
	m.Page.Current = "/wait-times"
	m.Page.NoIndex = m.Page.NoIndex || a.Address("") != lotteryPath
	m.Page.Twins = []layout.Twin{{Type: "text/csv", Href: a.Address("csv"), Title: w.T("The curve as CSV")}, {Type: "application/json", Href: a.behind("/api/v1/lottery"), Title: w.T("The model’s answer as JSON")}}
	quotes, err := eachLanguage(w, func(w Words) page.CiteSentence { return a.quote(w, s.config.BaseURL, frozenDay(r.Edition)) })
	if err != nil {
		return Response{}, err
	}
	m.Quotes = quotes
	m.Page.Site.Scripts = append(m.Page.Site.Scripts, s.assets.URL("js/copy.js"))
	if a.past != "" {
		m.Keep = []layout.Param{{Name: asOfParam, Value: a.past}}
	}
	for _, p := range lotteryParams {
		f := page.NumberField{Name: p.name, Label: w.T(p.label), Unit: w.T(p.unit), Value: decimal(*p.in(&a.lotteryQuestion)), Least: decimal(p.least), Most: decimal(p.most), Step: "any"}
		if p.whole {
			f.Step = "1"
		}
		if p.name == "arrivals" && a.Arrivals == a.PerDay {
			f.Value = "" // follows the places
			f.Unit = w.T("empty: as many as places")
		}
		m.Fields = append(m.Fields, f)
	}
	m.Figure = lotteryFigure(w, "lottery", a.headline(), a.conditions(), a.Address("")+"#lottery")
	m.Figure.Table, m.Figure.Downloads = a.curve(), a.downloads()
	m.Figure.Counts, m.Figure.Not = w.T("The share of people in a modelled queue who still waited so many days after they had asked."), w.T("The wait of any person, or anyone’s chance: the queue was never published from day to day.")
	if m.Drawing, err = drawingOf(a.Figure()); err != nil {
		return Response{}, err
	}
	return prose(r.Context(), page.Lottery(m))
}

func lotteryFigure(w Words, id, headline, subtitle, href string) layout.Figure {
	return layout.Figure{ID: id, Headline: headline, Subtitle: subtitle, Href: href, Modelled: w.T(modelled)}
}

// conditions names the queue.
func (a lotteryAnswer) conditions() string {
	w := a.Words
	args := []any{"waiting", w.Count(int64(a.Waiting)), "places", w.Upto(a.PerDay, 1), "arrivals", w.Upto(a.Arrivals, 1)}
	if a.Arrivals != a.PerDay {
		return w.T("Modelled for {waiting} people waiting, {places} places a day and {arrivals} people joining a day; share of people still waiting, by days since they asked", args...)
	}
	return w.T("Modelled for {waiting} people waiting, {places} places a day and as many people joining; share of people still waiting, by days since they asked", args...)
}

// headline is the finding, past and modelled.
func (a lotteryAnswer) headline() string {
	w, x := a.Words, a.Lines[0].Waits
	switch {
	case math.IsInf(x.Median, 1):
		return w.T("Modelled: more than half of those who asked then never had a place.")
	case math.IsInf(x.Longest, 1):
		return w.T("Modelled: half of those who asked then had a place within {days}; nothing but luck ended the wait of the others.", "days", daysWords(w, x.Median))
	}
	return w.T("Modelled: half of those who asked then had a place within {days}; the longest wait was {longest}.", "days", daysWords(w, x.Median), "longest", daysWords(w, x.Longest))
}

// leads state the answer about a person asking then: what is modelled is past, and nobody's chance.
func (a lotteryAnswer) leads() []string {
	w, x := a.Words, a.Lines[0].Waits
	args := []any{"waiting", w.Count(int64(a.Waiting)), "places", w.Upto(a.PerDay, 1), "kept", w.Percent(a.PriorityShare, a.shareDecimals()), "days", daysWords(w, x.Mean)}
	first := w.T("With {waiting} people waiting, {places} places a day and {kept} of them kept for those who had waited longest, a person asking then waited {days} on average, in this model.", args...)
	if math.IsInf(x.Mean, 1) {
		first = w.T("With {waiting} people waiting, {places} places a day and {kept} of them kept for those who had waited longest, a person asking then had a wait that has no mean in this model: the queue grew too fast.", args...)
	}
	second := w.T("Within {days}, {share} of the people who asked then had a place.", "days", daysWords(w, a.Days), "share", w.Percent(x.Within(a.Days), 0))
	if !math.IsInf(x.P90, 1) {
		second += " " + w.T("Nine in ten had one within {days}.", "days", daysWords(w, x.P90))
	}
	if math.IsInf(x.Longest, 1) {
		second += " " + w.T("For the others the wait had no upper end.")
	} else {
		second += " " + w.T("Nobody waited longer than {days}.", "days", daysWords(w, x.Longest))
	}
	return []string{first, second}
}

// eachLanguage is a sentence to be quoted in each whole language, that of the page first.
func eachLanguage(first Words, say func(Words) page.CiteSentence) ([]page.CiteSentence, error) {
	all, err := locale.All()
	if err != nil {
		return nil, err
	}
	list := []page.CiteSentence{say(first)}
	for _, in := range all {
		if in.Whole() && in != first {
			list = append(list, say(in))
		}
	}
	return list, nil
}

// quote says that it is modelled, and its address keeps the day, so that the figures it starts from stay.
func (a lotteryAnswer) quote(w Words, base string, day time.Time) page.CiteSentence {
	a.Words = w
	at := a.lotteryQuestion
	at.past = day.Format(time.DateOnly)
	return modelledQuote(w, a.leads(), base+w.Prefix()+at.Address(""), day)
}

// modelledQuote joins sentences of a model with what they are, the day and their address.
func modelledQuote(w Words, said []string, address string, day time.Time) page.CiteSentence {
	text := strings.Join(append(said, w.T(modelled)), " ") + " " + w.T("The public record as of {day}. {address}", "day", w.Day(day), "address", address)
	return page.CiteSentence{ID: "quote-" + w.Code(), Lang: w.Code(), Language: w.Name(), Text: text}
}

func (a lotteryAnswer) shareDecimals() int {
	if p := a.PriorityShare * 100; p == math.Trunc(p) {
		return 0
	}
	return 1
}

// daysWords writes a modelled number of days: whole, as the model is no finer.
func daysWords(w Words, days float64) string {
	if math.IsInf(days, 0) {
		return w.T("no upper end")
	}
	return w.N(int64(math.Round(days)), "1 day", "{n} days")
}

func daysCell(w Words, days float64) layout.Cell {
	if math.IsInf(days, 1) {
		return layout.Blank(w.T("no upper end"))
	}
	return layout.Cell{Text: w.Count(int64(math.Round(days))), Value: decimal(rounding(days, 1))}
}

// answers compares the ways to share the same places.
func (a lotteryAnswer) answers() layout.Table {
	w := a.Words
	t := layout.Table{ID: "answers-table", Caption: w.T("Modelled waits by how the places were shared"), Columns: []layout.Column{
		{Label: "Kept for the longest waiting"}, {Label: "Mean", Unit: "days", Numeric: true}, {Label: "Half within", Unit: "days", Numeric: true},
		{Label: "Nine in ten within", Unit: "days", Numeric: true}, {Label: "Longest", Unit: "days", Numeric: true}, {Name: w.T("A place within {days}", "days", daysWords(w, a.Days)), Numeric: true}}}
	for _, l := range a.Lines {
		within := l.Waits.Within(a.Days)
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: l.Name, Header: true}, daysCell(w, l.Waits.Mean), daysCell(w, l.Waits.Median), daysCell(w, l.Waits.P90), daysCell(w, l.Waits.Longest),
			{Text: w.Percent(within, 0), Value: decimal(rounding(within, 4))},
		})
	}
	return t
}

// curve is the drawing as a table, a column for each line.
func (a lotteryAnswer) curve() layout.Table {
	w := a.Words
	t := layout.Table{ID: "lottery-table", Caption: w.T("Share of people still waiting, modelled"), Columns: []layout.Column{{Label: "Days since asking", Numeric: true}}}
	for _, l := range a.Lines {
		t.Columns = append(t.Columns, layout.Column{Name: l.Name, Numeric: true})
	}
	for _, d := range a.At {
		row := []layout.Cell{{Text: w.Upto(d, 1), Value: decimal(rounding(d, 1)), Header: true}}
		for _, l := range a.Lines {
			left := rounding(l.Waits.Waiting(d), 4)
			row = append(row, layout.Cell{Text: w.Percent(left, 1), Value: decimal(left)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// sources lists the published figures, each with a link that takes it.
func (a lotteryAnswer) sources() layout.Table {
	w := a.Words
	t := layout.Table{ID: "inputs-table", Caption: w.T("Published figures for the whole border that the model can start from"), Columns: []layout.Column{
		{Label: "What"}, {Label: "Value", Numeric: true}, {Label: "Of"}, {Label: "Said as"}, {Label: "Confidence"}, {Label: "Source"}, {Label: "In the form"}}}
	for _, p := range lotteryParams[:3] {
		for _, in := range ofParam(a.inputs, p.name) {
			said := w.Upto(in.Value, 2)
			if p.name == "priority_share" {
				said = w.Percent(in.Value, 0)
			}
			take := a.with(p.name, in.Value)
			use := layout.Cell{Text: w.T("take it"), Href: take.Address("")}
			if *p.in(&take) == *p.in(&a.lotteryQuestion) {
				use = layout.Cell{Text: w.T("figure|taken")}
			}
			t.Rows = append(t.Rows, []layout.Cell{
				{Text: w.T(p.short), Header: true}, {Text: said, Value: decimal(in.Value)}, {Text: w.Month(in.Day)}, {Text: whoWords(w, in.Said)}, {Text: enumWords(w, in.Confidence)},
				{Text: in.Source, Href: "/sources/" + in.Source}, use,
			})
		}
	}
	return t
}

func (a lotteryAnswer) downloads() []layout.Download {
	list := []layout.Download{{Format: "API", Href: a.behind("/api/v1/lottery"), Use: "the answer, the curve and the figures it starts from"}}
	for _, f := range chartFormats {
		list = append(list, layout.Download{Format: strings.ToUpper(f.format), Href: a.Address(f.format), Use: f.use})
	}
	return list
}

// lotteryImage is a modelled drawing as a file that says so.
func (s *Server) lotteryImage(r *Request, fig chart.Figure, headline, subtitle, format string) (Response, error) {
	w := r.Words()
	o := chart.Options{Title: headline, Subtitle: subtitle + ". " + w.T(modelled), Source: w.T("Source: a model by citas from published figures.") + " " + s.creditLine(r.Edition, w), Standalone: true}
	a := Response{Type: "image/png", SaveAs: "citas-lottery-modelled-" + r.Edition.Manifest.Label + w.Suffix() + "." + format, Inline: true}
	if format == "svg" {
		a.Type = "image/svg+xml"
		svg, err := chart.SVG(fig, o)
		if err != nil {
			return Response{}, err
		}
		var b bytes.Buffer
		err = svg.Render(r.Context(), &b)
		a.Body = b.Bytes()
		return a, err
	}
	leave, err := s.pictures.Enter(r.Context())
	if err != nil {
		return Response{}, fmt.Errorf("picture of the lottery: %w", err)
	}
	defer leave()
	o.Scale = 2
	a.Body, err = chart.PNG(fig, o)
	return a, err
}
