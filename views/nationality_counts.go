package views

import (
	"context"
	"fmt"
	"strings"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/page"
)

// nationalityPage gathers what the edition holds about one nationality, and what it
// does not.
type nationalityPage struct {
	edition    *data.Edition
	code, name string
	gaps       []string
}

func (b *nationalityPage) fill(ctx context.Context, m *page.ProfileModel) error {
	for _, part := range []func(context.Context, *page.ProfileModel) error{b.counts, b.statements, b.languages, b.charts, b.unknown} {
		if err := part(ctx, m); err != nil {
			return fmt.Errorf("nationality %s: %w", b.code, err)
		}
	}
	return nil
}

// counts shows the appointments by month, with the share and what rounding leaves open,
// and by fiscal and calendar year (editorial.md, rules 3 and 10).
func (b *nationalityPage) counts(ctx context.Context, m *page.ProfileModel) error {
	months, err := b.edition.Query(ctx, "nationality-months", b.code)
	if err != nil {
		return err
	}
	years, err := b.edition.Query(ctx, "nationality-years", b.code)
	if err != nil {
		return err
	}
	section := page.Section{ID: "counts", Title: "Appointments processed", Links: []layout.Link{
		{Text: "This nationality alone as a chart", Href: "/charts/nationality-panels?nationality=" + b.code, Note: "with picture, files and description"},
		{Text: "The same for all named countries, one scale", Href: "/charts/nationality-panels"},
		{Text: "The rows behind it", Href: dataRows("appointments-processed", "nationality", b.code), Note: "with CSV and other files"},
	}}
	published := false
	months.Each(func(r data.Row) { published = published || r.Has("total") })
	if !published {
		m.Leads = append(m.Leads, "No monthly table had been published by then.")
		b.gaps = append(b.gaps, "How many appointments were processed: nothing had been published by then.")
		return nil
	}
	if years.Len() == 0 {
		m.Leads = append(m.Leads, "The monthly tables do not name citizens of "+b.name+": they are inside “other”.")
		b.gaps = append(b.gaps, "How many appointments were processed: the releases in force do not name this nationality. It was not zero and not a known part of “other”.")
		section.Texts = []string{"DHS names ten nationalities in each release and puts all others, with the unknown ones, into one row."}
		section.Links = section.Links[1:2]
		m.Sections = append(m.Sections, section)
		return nil
	}
	m.Leads = append(m.Leads, b.countsLead(years))
	section.Texts = []string{
		"Appointments, not people. Processed does not mean that asylum was granted or even sought.",
		"Each figure is rounded to 10. The range says what rounding leaves open. January 2023 is partial, and May 2023 mixes appointments under two rules.",
	}
	if section.Drawing, err = b.drawing(months); err != nil {
		return err
	}
	section.Tables = []layout.Table{b.yearTable(years), b.monthTable(months)}
	m.Sections = append(m.Sections, section)
	return nil
}

// countsLead states the total of the printed fiscal years and its share.
func (b *nationalityPage) countsLead(years *data.Table) string {
	w := Words{}
	var n, total int64
	var from, to data.Row
	first := true
	years.Each(func(r data.Row) {
		if r.Text("calendar") != "fiscal" {
			return
		}
		n, total = n+r.Int("appointments"), total+r.Int("total")
		if first {
			from, first = r, false
		}
		to = r
	})
	return w.Count(n) + " appointments of citizens of " + b.name + " were processed from " + w.Month(dayOf(from, "first_month")) + " to " + w.Month(dayOf(to, "last_month")) +
		": " + w.Percent(float64(n)/float64(total), 1) + " of all."
}

func (b *nationalityPage) yearTable(years *data.Table) layout.Table {
	w := Words{}
	t := layout.Table{ID: "years", Caption: "By fiscal year as printed, and by calendar year as the sum of its months", Columns: []layout.Column{
		{Label: "Year"}, {Label: "Months with data"}, {Label: "Appointments processed", Unit: "rounded to 10", Numeric: true}, {Label: "Share of all", Numeric: true}, {Label: "Release"},
	}}
	years.Each(func(r data.Row) {
		share, _ := r.Float("share")
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: Capital(r.Text("calendar")) + " year " + r.Text("year"), Header: true},
			{Text: monthSpan(w, dayOf(r, "first_month"), dayOf(r, "last_month"))},
			{Text: w.Count(r.Int("appointments")), Value: r.Text("appointments")}, {Text: w.Percent(share, 1)},
			{Text: r.Text("release_id"), Href: "/releases/" + r.Text("release_id")},
		})
	})
	return t
}

func (b *nationalityPage) monthTable(months *data.Table) layout.Table {
	w := Words{}
	t := layout.Table{ID: "months", Caption: "By month", Columns: []layout.Column{
		{Label: "Month"}, {Label: "Appointments processed", Unit: "rounded to 10", Numeric: true}, {Label: "All nationalities", Numeric: true}, {Label: "Share", Numeric: true},
		{Label: "Range left by rounding", Numeric: true}, {Label: "Release"},
	}}
	missing := 0
	months.Each(func(r data.Row) {
		cells := []layout.Cell{{Text: w.Month(dayOf(r, "month")), Header: true}}
		if !r.Has("appointments") {
			missing++
		}
		for _, column := range []string{"appointments", "total"} {
			if r.Has(column) {
				cells = append(cells, layout.Cell{Text: w.Count(r.Int(column)), Value: r.Text(column)})
			} else {
				cells = append(cells, layout.Blank(spaced(r.Text("status"))))
			}
		}
		if share, ok := r.Float("share"); ok {
			low, _ := r.Float("share_low")
			high, _ := r.Float("share_high")
			cells = append(cells, layout.Cell{Text: w.Percent(share, 1)}, layout.Cell{Text: w.Number(low*100, 1) + "–" + w.Percent(high, 1)})
		} else {
			cells = append(cells, layout.Blank("none"), layout.Blank("none"))
		}
		release := layout.Blank("none")
		if r.Has("release_id") {
			release = layout.Cell{Text: r.Text("release_id"), Href: "/releases/" + r.Text("release_id")}
		}
		t.Rows = append(t.Rows, append(cells, release))
	})
	if missing > 0 {
		b.gaps = append(b.gaps, "Appointments in "+counted(int64(missing), "month", "months")+" of the programme: no figure for this nationality is held.")
	}
	return t
}

// drawing draws the months as bars; months without a figure are hatched.
func (b *nationalityPage) drawing(months *data.Table) (page.Drawing, error) {
	bars := chart.Series{Name: "citizens of " + b.name}
	months.Each(func(r data.Row) {
		bars.Points = append(bars.Points, chart.Point{At: dayOf(r, "month"), Value: pointValue(Frame{}, r, "appointments")})
	})
	fig := chart.Figure{
		ID: "nationality-" + strings.ToLower(b.code), Name: "Appointments of citizens of " + b.name + " by month",
		X:      programmeMonths(),
		Y:      chart.Axis{Label: "Appointments processed in the month", Unit: "appointments", Zero: true},
		Layers: []chart.Layer{chart.Bars{Series: []chart.Series{bars}}},
		Breaks: []chart.Break{title42Break(Words{})},
	}
	fig.Description = fig.Name + ". Appointments processed at southwest land ports, rounded to 10. " + chart.Describe(fig)
	return drawingOf(fig)
}
