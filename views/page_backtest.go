package views

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// lotteryTest answers /wait-times/lottery/test and its files: the model against the published waits.
func (s *Server) lotteryTest(r *Request) (Response, error) {
	id, format := splitName(r.PathValue("name"))
	if id != "test" {
		return Response{}, fmt.Errorf("the lottery's %q: %w", id, data.ErrNotFound)
	}
	b, err := readBacktest(r.Context(), r.Edition, r.Words())
	if err != nil {
		return Response{}, err
	}
	switch format {
	case "":
		return s.backtestHTML(r, b)
	case "csv", "json":
		return tableFile(b.Table(), format, "citas-lottery-test-modelled")
	case "svg", "png":
		return s.lotteryImage(r, b.Figure(), b.headline(), b.Words.T(backtestSubtitle), format)
	}
	return Response{}, fmt.Errorf("the lottery's test as %q: %w", format, data.ErrNotFound)
}

// backtest is the simulated programme beside the published waits, in a language.
type backtest struct {
	*lotteryCourse
	Waits []publishedWait
	Words Words
}

func readBacktest(ctx context.Context, e *data.Edition, w Words) (backtest, error) {
	c, err := simulateCourse(ctx, e)
	if err != nil {
		return backtest{}, err
	}
	t, err := e.Query(ctx, "waits-reported")
	if err != nil {
		return backtest{}, err
	}
	return backtest{c, c.against(t), w}, nil
}

const backtestSubtitle locale.Msg = "Published waits, in days, by the month in which they were seen, beside the simulated waits of those who were given a place in the month: the middle one, and the range of eight in ten"

func (b backtest) headline() string {
	inside := 0
	for _, p := range b.Waits {
		if p.Inside() {
			inside++
		}
	}
	return b.Words.T("Modelled: {inside} of {all} published waits lie where eight in ten of the simulated ones do.", "inside", inside, "all", len(b.Waits))
}

func (s *Server) backtestHTML(r *Request, b backtest) (Response, error) {
	w, path := b.Words, lotteryPath+"/test"
	m := page.LotteryTestModel{
		Page: s.read(s.figures(r, path, w.T("The model against the published waits"), w.T("A simulation of the whole programme, day by day, set beside the waits that were published, with its error."))),
		Flag: w.T(modelled), Course: b.course(), Errors: b.errors(),
	}
	m.Page.Current = "/wait-times"
	m.Leads = []string{
		b.lead(),
		w.T("The simulated queue begins empty on {day} and ends with the published {waiting} people. For that, {arrivals} people a day must have joined: an assumption, nobody published it.",
			"day", w.Day(b.Start), "waiting", w.Count(int64(b.Waiting)), "arrivals", w.Count(int64(b.Arrivals))),
	}
	m.Assumes = b.assumes()
	quotes, err := eachLanguage(w, func(w Words) page.CiteSentence { return b.quote(w, s.config.BaseURL, frozenDay(r.Edition)) })
	if err != nil {
		return Response{}, err
	}
	m.Quotes = quotes
	m.Page.Site.Scripts = append(m.Page.Site.Scripts, s.assets.URL("js/copy.js"))
	m.Figure = lotteryFigure(w, "lottery-test", b.headline(), w.T(backtestSubtitle), path)
	m.Figure.Table = b.table()
	for _, f := range chartFormats {
		m.Figure.Downloads = append(m.Figure.Downloads, layout.Download{Format: strings.ToUpper(f.format), Href: path + "." + f.format + r.asOfSuffix(), Use: f.use})
	}
	m.Figure.Counts = w.T("Each published wait, once, beside the simulation of its month. A wait that was still running is set beside how long those still in the simulated queue had waited.")
	m.Figure.Not = w.T("Waits rated low, waits that are longer than the programme had lasted, and those seen before the lottery began: the model has nothing to say of them.")
	m.Page.Twins = []layout.Twin{{Type: "text/csv", Href: path + ".csv" + r.asOfSuffix(), Title: w.T("The comparison as CSV")}}
	if m.Drawing, err = drawingOf(b.Figure()); err != nil {
		return Response{}, err
	}
	return prose(r.Context(), page.LotteryTest(m))
}

// quote is how far the model is off, in one sentence to be quoted.
func (b backtest) quote(w Words, base string, day time.Time) page.CiteSentence {
	b.Words = w
	return modelledQuote(w, []string{b.lead(), b.headline()}, base+w.Prefix()+lotteryPath+"/test?"+asOfParam+"="+day.Format(time.DateOnly), day)
}

// halves say how far half of the waits of a kind lie from the model at least, by panel: above, below.
var halves = map[string][2]locale.Msg{
	panelAverages: {"half of the averages lay {days} or more above the model", "half of the averages lay {days} or more below the model"},
	panelMaxima:   {"half of the longest waits lay {days} or more above the model", "half of the longest waits lay {days} or more below the model"},
	panelSingle:   {"half of the single cases lay {days} or more above the model", "half of the single cases lay {days} or more below the model"},
}

// lead says how far the model is off, by kind.
func (b backtest) lead() string {
	w := b.Words
	var parts []string
	for _, k := range b.kinds() {
		off, said := quantile(k.errors, 0.5), halves[k.panel]
		if off < 0 {
			parts = append(parts, w.T(said[1], "days", daysWords(w, -off)))
		} else {
			parts = append(parts, w.T(said[0], "days", daysWords(w, off)))
		}
	}
	if len(parts) == 0 {
		return w.T("No published wait can be set beside the model.")
	}
	return w.T("Of the published waits, {errors}: that is the model’s error.", "errors", w.Join(parts))
}

func (b backtest) assumes() []string {
	w := b.Words
	list := []string{
		w.T("Nobody waited before {day}. People did: how many was not published.", "day", w.Day(b.Start)),
		w.T("{arrivals} people a day joined, as many on each day, and none of them left.", "arrivals", w.Count(int64(b.Arrivals))),
		w.T("One queue for the whole border: the published waits are of single cities and of single people."),
		w.T("A wait begins when a person asks. Many published ones begin when somebody came to the city."),
	}
	for _, s := range b.Steps {
		list = append(list, w.T("From {day}: {places} places a day, {kept} of them kept for those who had waited longest.", "day", w.Day(s.From), "places", w.Upto(s.PerDay, 0), "kept", w.Percent(s.Share, 0)))
	}
	return list
}

// dotKinds are the kinds of published waits by panel, as the drawing names them.
var dotKinds = map[string]locale.Msg{panelAverages: "wait|average", panelMaxima: "wait|longest", panelSingle: "single case"}

// Figure draws the published waits over the simulated ones.
func (b backtest) Figure() chart.Figure {
	w := b.Words
	fig := chart.Figure{
		ID: "lottery-test", Name: w.T("Published and simulated waits (modelled)"),
		X:      chart.Months(b.Start, b.End.AddDate(0, 0, -1)),
		Y:      chart.Axis{Label: w.T("Days waited"), Unit: w.T("days"), Zero: true},
		Kinds:  []chart.Kind{{Name: w.T(dotKinds[panelAverages]), Glyph: chart.Diamond}, {Name: w.T(dotKinds[panelMaxima]), Glyph: chart.Square}, {Name: w.T(dotKinds[panelSingle]), Glyph: chart.Filled}},
		Said:   levelWords(w, data.Modelled),
		Format: formatOf(w),
	}
	var middle, band, dots chart.Series
	middle.Name, middle.Color = w.T("simulated, middle one"), chart.C1
	band.Name, band.Color = w.T("eight in ten"), chart.C1
	dots.Color = chart.C3
	for _, m := range b.Months {
		if len(m.Given) == 0 {
			continue
		}
		v := chart.V(rounding(quantile(m.Given, 0.5), 1))
		middle.Points = append(middle.Points, chart.Point{At: m.Month, Value: v})
		band.Points = append(band.Points, chart.Point{At: m.Month, Value: v, Lo: rounding(quantile(m.Given, 0.1), 1), Hi: rounding(quantile(m.Given, 0.9), 1)})
	}
	for _, p := range b.Waits {
		dots.Points = append(dots.Points, chart.Point{At: p.Month, Value: chart.V((p.Low + p.High) / 2), Kind: w.T(dotKinds[p.Panel]), Said: w.T("point|published"), From: p.Source})
	}
	fig.Layers = []chart.Layer{chart.Band{Series: []chart.Series{band}}, chart.Lines{Series: []chart.Series{middle}}, chart.Dots{Series: []chart.Series{dots}}}
	fig.Description = fig.Name + ". " + chart.Describe(fig)
	return fig
}

// Table is the comparison as rows.
func (b backtest) Table() *data.Table {
	t := &data.Table{Columns: []data.Column{
		{Name: "month", Type: data.Date}, {Name: "place", Type: data.String}, {Name: "kind", Type: data.String}, {Name: "still_waiting", Type: data.String},
		{Name: "published_days_low", Type: data.Number, Unit: "days"}, {Name: "published_days_high", Type: data.Number, Unit: "days"},
		{Name: "modelled_days", Type: data.Number, Unit: "days"}, {Name: "modelled_p10_days", Type: data.Number, Unit: "days"}, {Name: "modelled_p90_days", Type: data.Number, Unit: "days"},
		{Name: "error_days", Type: data.Number, Unit: "days"}, {Name: "wait_id", Type: data.String}, {Name: "confidence", Type: data.String}, {Name: "source_id", Type: data.String},
		{Name: "processing_level", Type: data.String},
	}}
	for _, p := range b.Waits {
		running := "no, or unknown"
		if p.Running {
			running = "yes"
		}
		t.Rows = append(t.Rows, []any{p.Month, p.Place, p.Panel, running, p.Low, p.High, rounding(p.Model, 1), rounding(p.P10, 1), rounding(p.P90, 1), rounding(p.Error(), 1), p.ID, p.Confidence, p.Source, string(data.Modelled)})
	}
	return t
}

func (b backtest) table() layout.Table {
	w := b.Words
	t := layout.Table{ID: "lottery-test-table", Caption: w.T("Published waits and the model, in days"), Columns: []layout.Column{
		{Label: "Seen in"}, {Label: "Place"}, {Label: "Kind"}, {Label: "wait|Published", Unit: "days", Numeric: true}, {Label: "Modelled", Unit: "days", Numeric: true},
		{Label: "Error", Unit: "days", Numeric: true}, {Label: "Source"}}}
	for _, p := range b.Waits {
		span := w.Upto(p.Low, 0)
		if p.High != p.Low {
			span += "–" + w.Upto(p.High, 0)
		}
		if p.Running {
			span += ", " + w.T("still waiting")
		}
		wait := citeKey{kind: citeData, id: data.WaitTimes.ID, row: []citePart{{"wait_id", p.ID}}}
		t.Rows = append(t.Rows, []layout.Cell{{Text: w.Month(p.Month), Header: true, Href: listingOfComparison.citeRow(p.ID)}, {Text: enumWords(w, p.Place)}, {Text: enumWords(w, p.Panel)}, {Text: span, Href: wait.Address("")},
			daysCell(w, p.Model), signedDays(w, p.Error()), {Text: p.Source, Href: "/sources/" + p.Source}})
	}
	return t
}

// signedDays writes an error: more than modelled is plus.
func signedDays(w Words, days float64) layout.Cell {
	cell := daysCell(w, days)
	switch {
	case days >= 0.5:
		cell.Text = "+" + cell.Text
	case days <= -0.5:
		cell.Text = "−" + daysCell(w, -days).Text
	}
	return cell
}

// kindErrors are the errors of one kind of published wait, in order.
type kindErrors struct {
	panel  string
	errors []float64
	inside int
}

func (b backtest) kinds() (list []kindErrors) {
	for _, p := range b.Waits {
		i := slices.IndexFunc(list, func(k kindErrors) bool { return k.panel == p.Panel })
		if i < 0 {
			i = len(list)
			list = append(list, kindErrors{panel: p.Panel})
		}
		list[i].errors = append(list[i].errors, p.Error())
		if p.Inside() {
			list[i].inside++
		}
	}
	for _, k := range list {
		slices.Sort(k.errors)
	}
	return list
}

// errors sums up the errors by kind: the middle one, since single cases lie far out.
func (b backtest) errors() layout.Table {
	w := b.Words
	t := layout.Table{ID: "errors-table", Caption: w.T("Published minus modelled, by kind"), Columns: []layout.Column{
		{Label: "Kind"}, {Label: "Waits", Numeric: true}, {Label: "Where eight in ten simulated ones lie", Numeric: true}, {Label: "Middle error", Unit: "days", Numeric: true}, {Label: "Smallest", Unit: "days", Numeric: true}, {Label: "Largest", Unit: "days", Numeric: true}}}
	for _, k := range b.kinds() {
		n := len(k.errors)
		t.Rows = append(t.Rows, []layout.Cell{{Text: enumWords(w, k.panel), Header: true, Href: listingOfErrors.citeRow(k.panel)}, {Text: w.Count(int64(n))}, {Text: w.Count(int64(k.inside))}, signedDays(w, quantile(k.errors, 0.5)), signedDays(w, k.errors[0]), signedDays(w, k.errors[n-1])})
	}
	return t
}

// course is the simulated queue by month.
func (b backtest) course() layout.Table {
	w := b.Words
	t := layout.Table{ID: "course-table", Caption: w.T("The simulated queue at the end of each month, and the waits of those given a place in it; people rounded to 100 by us"), Columns: []layout.Column{
		{Label: "Month"}, {Label: "Waiting at its end", Unit: "people", Numeric: true}, {Label: "Given a place", Unit: "people", Numeric: true},
		{Label: "One in ten within", Unit: "days", Numeric: true}, {Label: "Half within", Unit: "days", Numeric: true}, {Label: "Nine in ten within", Unit: "days", Numeric: true}, {Label: "Longest", Unit: "days", Numeric: true}}}
	for _, m := range b.Months {
		day := m.Month.Format(time.DateOnly)
		row := []layout.Cell{{Text: w.Month(m.Month), Value: day, Header: true, Href: listingOfCourse.citeRow(day)}, {Text: w.Count(hundreds(m.Queue))}, {Text: w.Count(hundreds(len(m.Given)))}}
		for _, q := range []float64{0.1, 0.5, 0.9, 1} {
			if len(m.Given) == 0 {
				row = append(row, layout.Blank(w.T("nobody")))
				continue
			}
			row = append(row, daysCell(w, quantile(m.Given, q)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (s *Server) lotteryPages(*Request) ([]mapped, error) {
	return []mapped{{Location: lotteryPath}}, nil
}

func (s *Server) lotteryTestPages(*Request) ([]mapped, error) {
	return []mapped{{Location: lotteryPath + "/test"}}, nil
}
