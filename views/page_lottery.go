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
	"citas/views/page"
)

// lotteryLeaves is what the model leaves out.
var lotteryLeaves = []string{
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
	a, err := q.answer()
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
	m := page.LotteryModel{
		Page: s.read(s.figures(r, lotteryPath, "The lottery, explained", "A model of how long people waited when places were drawn by lot and partly kept for those who had waited longest. Modelled, not published.")),
		Flag: modelled, Leads: a.leads(), Action: lotteryPath, Answers: a.answers(), Inputs: a.sources(), Leaves: lotteryLeaves,
		Test: layout.Link{Text: "The model against the published waits", Href: lotteryPath + "/test", Note: "how far it is from what was reported"},
	}
	m.Page.Current = "/wait-times"
	m.Page.NoIndex = m.Page.NoIndex || a.Address("") != lotteryPath
	m.Page.Twins = []layout.Twin{{Type: "text/csv", Href: a.Address("csv"), Title: "The curve as CSV"}, {Type: "application/json", Href: a.behind("/api/v1/lottery"), Title: "The model's answer as JSON"}}
	m.Quote = a.quote(s.config.BaseURL, frozenDay(r.Edition))
	m.Page.Site.Scripts = append(m.Page.Site.Scripts, s.assets.URL("js/copy.js"))
	if a.past != "" {
		m.Keep = []layout.Param{{Name: asOfParam, Value: a.past}}
	}
	for _, p := range lotteryParams {
		f := page.NumberField{Name: p.name, Label: p.label, Unit: p.unit, Value: decimal(*p.in(&a.lotteryQuestion)), Least: decimal(p.least), Most: decimal(p.most), Step: "any"}
		if p.whole {
			f.Step = "1"
		}
		if p.name == "arrivals" && a.Arrivals == a.PerDay {
			f.Value = "" // follows the places
			f.Unit = "empty: as many as places"
		}
		m.Fields = append(m.Fields, f)
	}
	var err error
	m.Figure = lotteryFigure("lottery", a.headline(), a.conditions(), a.Address("")+"#lottery")
	m.Figure.Table, m.Figure.Downloads = a.curve(), a.downloads()
	m.Figure.Counts, m.Figure.Not = "The share of people in a modelled queue who still waited so many days after they had asked.", "The wait of any person, or anyone’s chance: the queue was never published from day to day."
	if m.Drawing, err = drawingOf(a.Figure()); err != nil {
		return Response{}, err
	}
	return prose(r.Context(), page.Lottery(m))
}

func lotteryFigure(id, headline, subtitle, href string) layout.Figure {
	return layout.Figure{ID: id, Headline: headline, Subtitle: subtitle, Href: href, Modelled: modelled}
}

// conditions names the queue.
func (a lotteryAnswer) conditions() string {
	w := Words{}
	joined := "as many people joining"
	if a.Arrivals != a.PerDay {
		joined = w.Upto(a.Arrivals, 1) + " people joining a day"
	}
	return fmt.Sprintf("Modelled for %s people waiting, %s places a day and %s; share of people still waiting, by days since they asked", w.Count(int64(a.Waiting)), w.Upto(a.PerDay, 1), joined)
}

// headline is the finding, past and modelled.
func (a lotteryAnswer) headline() string {
	x := a.Lines[0].Waits
	if math.IsInf(x.Median, 1) {
		return "Modelled: more than half of those who asked then never had a place."
	}
	text := fmt.Sprintf("Modelled: half of those who asked then had a place within %s", daysWords(x.Median))
	if math.IsInf(x.Longest, 1) {
		return text + "; nothing but luck ended the wait of the others."
	}
	return text + fmt.Sprintf("; the longest wait was %s.", daysWords(x.Longest))
}

// leads state the answer about a person asking then: what is modelled is past, and nobody's chance.
func (a lotteryAnswer) leads() []string {
	w, x := Words{}, a.Lines[0].Waits
	first := fmt.Sprintf("With %s people waiting, %s places a day and %s of them kept for those who had waited longest, ", w.Count(int64(a.Waiting)), w.Upto(a.PerDay, 1), w.Percent(a.PriorityShare, a.shareDecimals()))
	if math.IsInf(x.Mean, 1) {
		first += "a person asking then had a wait that has no mean in this model: the queue grew too fast."
	} else {
		first += fmt.Sprintf("a person asking then waited %s on average, in this model.", daysWords(x.Mean))
	}
	second := fmt.Sprintf("Within %s, %s of the people who asked then had a place.", daysWords(a.Days), w.Percent(x.Within(a.Days), 0))
	if !math.IsInf(x.P90, 1) {
		second += fmt.Sprintf(" Nine in ten had one within %s.", daysWords(x.P90))
	}
	if math.IsInf(x.Longest, 1) {
		second += " For the others the wait had no upper end."
	} else {
		second += fmt.Sprintf(" Nobody waited longer than %s.", daysWords(x.Longest))
	}
	return []string{first, second}
}

// quote is the answer to be quoted: it says that it is modelled, and its address keeps the day, so that the figures it starts from stay.
func (a lotteryAnswer) quote(base string, day time.Time) page.CiteSentence {
	w, at := Words{}, a.lotteryQuestion
	at.past = day.Format(time.DateOnly)
	text := strings.Join(append(a.leads(), modelled), " ") + " " + w.T("The public record as of {day}. {address}", "day", w.Day(day), "address", base+at.Address(""))
	return page.CiteSentence{ID: "quote", Lang: w.Code(), Language: w.Name(), Text: text}
}

func (a lotteryAnswer) shareDecimals() int {
	if p := a.PriorityShare * 100; p == math.Trunc(p) {
		return 0
	}
	return 1
}

// daysWords writes a modelled number of days: whole, as the model is no finer.
func daysWords(days float64) string {
	if math.Round(days) == 1 {
		return "1 day"
	}
	return Words{}.Count(int64(math.Round(days))) + " days"
}

func daysCell(days float64) layout.Cell {
	if math.IsInf(days, 1) {
		return layout.Blank("no upper end")
	}
	return layout.Cell{Text: Words{}.Count(int64(math.Round(days))), Value: decimal(rounding(days, 1))}
}

// answers compares the ways to share the same places.
func (a lotteryAnswer) answers() layout.Table {
	t := layout.Table{ID: "answers-table", Caption: "Modelled waits by how the places were shared", Columns: []layout.Column{
		{Label: "Kept for the longest waiting"}, {Label: "Mean", Unit: "days", Numeric: true}, {Label: "Half within", Unit: "days", Numeric: true},
		{Label: "Nine in ten within", Unit: "days", Numeric: true}, {Label: "Longest", Unit: "days", Numeric: true}, {Name: "A place within " + daysWords(a.Days), Numeric: true}}}
	w := Words{}
	for _, l := range a.Lines {
		within := l.Waits.Within(a.Days)
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: l.Name, Header: true}, daysCell(l.Waits.Mean), daysCell(l.Waits.Median), daysCell(l.Waits.P90), daysCell(l.Waits.Longest),
			{Text: w.Percent(within, 0), Value: decimal(rounding(within, 4))},
		})
	}
	return t
}

// curve is the drawing as a table, a column for each line.
func (a lotteryAnswer) curve() layout.Table {
	t := layout.Table{ID: "lottery-table", Caption: "Share of people still waiting, modelled", Columns: []layout.Column{{Label: "Days since asking", Numeric: true}}}
	w := Words{}
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
	t := layout.Table{ID: "inputs-table", Caption: "Published figures for the whole border that the model can start from", Columns: []layout.Column{
		{Label: "What"}, {Label: "Value", Numeric: true}, {Label: "Of"}, {Label: "Said as"}, {Label: "Confidence"}, {Label: "Source"}, {Label: "In the form"}}}
	w := Words{}
	for _, p := range lotteryParams[:3] {
		for _, in := range ofParam(a.inputs, p.name) {
			said := w.Upto(in.Value, 2)
			if p.name == "priority_share" {
				said = w.Percent(in.Value, 0)
			}
			take := a.with(p.name, in.Value)
			use := layout.Cell{Text: "take it", Href: take.Address("")}
			if *p.in(&take) == *p.in(&a.lotteryQuestion) {
				use = layout.Cell{Text: "taken"}
			}
			t.Rows = append(t.Rows, []layout.Cell{
				{Text: p.short, Header: true}, {Text: said, Value: decimal(in.Value)}, {Text: w.Month(in.Day)}, {Text: speaker(in.Said)}, {Text: in.Confidence},
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
	o := chart.Options{Title: headline, Subtitle: subtitle + ". " + modelled, Source: "Source: a model by citas from published figures. " + s.creditLine(r.Edition, Words{}), Standalone: true}
	a := Response{Type: "image/png", SaveAs: "citas-lottery-modelled-" + r.Edition.Manifest.Label + "." + format, Inline: true}
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
