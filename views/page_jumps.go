package views

import (
	"path"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// jumps is /jumps and its files: every large step of a series, with what the record has from the same months.
func (s *Server) jumps(r *Request) (Response, error) {
	steps, err := seriesSteps(r.Context(), r.Edition)
	if err != nil {
		return Response{}, err
	}
	w := r.Words()
	titles, err := eventTitles(r, w)
	if err != nil {
		return Response{}, err
	}
	m := page.JumpsModel{
		Page: s.figures(r, jumpsPath, w.T("Large steps, and what is known of them"), w.T("Every large step of a monthly series, set beside events, changes of definition and revisions of the same months, or called unexplained.")),
		Lead: jumpsLead(steps, w),
		Steps: layout.Table{ID: "steps-table", Caption: w.T("Steps of a quarter or more in the rate a day, where a month counts 1,000 or more"), Columns: []layout.Column{
			{Label: "Series"}, {Label: "Month"}, {Label: "Month before", Numeric: true}, {Label: "Month of the step", Numeric: true}, {Label: "Change a day", Numeric: true}, {Label: "In the same two months", Wide: true}}},
		Data: []layout.Link{{Text: "CSV", Href: jumpsPath + ".csv" + r.asOfSuffix()}, {Text: "JSON", Href: jumpsPath + ".json" + r.asOfSuffix()}},
	}
	m.Page.Twins = []layout.Twin{{Type: "text/csv", Href: jumpsPath + ".csv" + r.asOfSuffix(), Title: w.T("Large steps, and what is known of them")}}
	for _, x := range steps {
		name := x.Label
		if x.Dataset == "field-office-encounters" {
			name = w.T("Encounters, {place}", "place", Capital(spaced(x.Series)))
		}
		sign := "+"
		if x.Change < 0 {
			sign = "−"
		}
		m.Steps.Rows = append(m.Steps.Rows, []layout.Cell{
			{Text: name, Href: "/data/" + x.Dataset, Header: true}, {Text: w.Month(x.Month), Value: x.Month.Format(time.DateOnly), Href: x.cite()},
			{Text: w.Count(x.Before)}, {Text: w.Count(x.After), Href: placeAddress(x.Release, x.Locator, "")},
			{Text: sign + w.Percent(max(x.Change, -x.Change), 0), Value: decimal(x.Change)}, {Text: stepWords(x, w, titles)},
		})
	}
	return prose(r.Context(), page.Jumps(m))
}

const jumpsPath = "/jumps"

func jumpsLead(steps []seriesStep, w locale.Words) string {
	if len(steps) == 0 {
		return w.T("No series had made a large step by then.")
	}
	nothing := 0
	for _, s := range steps {
		if s.Unexplained() {
			nothing++
		}
	}
	return w.N(int64(len(steps)), "One large step is in the record.", "{n} large steps are in the record.") + " " +
		w.N(int64(nothing), "For one of them it has nothing from the same months: it stays unexplained.", "For {n} of them it has nothing from the same months: they stay unexplained.")
}

// eventTitles are the events by their identifier, with their day.
func eventTitles(r *Request, w locale.Words) (map[string]string, error) {
	t, err := r.Edition.Select(r.Context(), data.Select{Dataset: "events"})
	if err != nil {
		return nil, err
	}
	titles := map[string]string{}
	t.Each(func(row data.Row) {
		day, _ := row.Day("date")
		titles[row.Text("event_id")] = w.Day(day) + ": " + w.T(locale.Msg(row.Text("title")))
	})
	return titles, nil
}

// jumpsFile is the list for programs.
func (s *Server) jumpsFile(r *Request) (Response, error) {
	_, format := splitName(path.Base(r.URL.Path))
	t, err := r.Edition.Query(r.Context(), "series-steps")
	if err != nil {
		return Response{}, err
	}
	return tableFile(withColumn(t, "processing_level", string(data.Derived)), format, "citas-large-steps")
}
