package views

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// nationalityPage gathers what the edition holds about one nationality, and what it
// does not.
type nationalityPage struct {
	edition    *data.Edition
	w          Words
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

const (
	processedCounts locale.Msg = "Appointments that were processed at southwest land ports, by citizenship. DHS (OHSS) published the counts, rounded to 10; the shares are ours."
	processedNot    locale.Msg = "People. An appointment that was processed does not mean that asylum was granted or even sought."
)

var listingOfMonths = declareListing(listing{
	ID: "nationality-months", Name: "Appointments processed of one nationality by month", Level: data.Derived, Datasets: []string{"appointments-processed"},
	Of: "nationality", Key: []string{"month"}, Country: "nationality",
	Columns: []Head{
		{Column: "nationality_label", Label: "Citizens of", Form: Country},
		{Column: "month", Label: "Month", Form: Month},
		{Column: "appointments", Label: "Appointments processed", Unit: "appointments", Printed: "printed"},
		{Column: "share", Label: "Share", Form: Percent1, Low: "share_low", High: "share_high"},
	},
	Counts: processedCounts, Not: processedNot,
	Page: func(code string) string { return "/nationality/" + url.PathEscape(code) + "#months" },
})

var listingOfYears = declareListing(listing{
	ID: "nationality-years", Name: "Appointments processed of one nationality by year", Level: data.Derived, Datasets: []string{"appointments-processed"},
	Of: "nationality", Key: []string{"calendar", "year"}, Country: "nationality",
	Columns: []Head{
		{Column: "nationality_label", Label: "Citizens of", Form: Country},
		{Column: "calendar", Label: "Calendar", Form: Status},
		{Column: "year", Label: "Year", Form: Year},
		{Column: "appointments", Label: "Appointments processed", Unit: "appointments", Printed: "printed"},
		{Column: "share", Label: "Share of all", Form: Percent1},
	},
	Counts: processedCounts, Not: processedNot,
	Page: func(code string) string { return "/nationality/" + url.PathEscape(code) + "#years" },
})

// counts shows the appointments by month, with the share and what rounding leaves open,
// and by fiscal and calendar year (editorial.md, rules 3 and 10).
func (b *nationalityPage) counts(ctx context.Context, m *page.ProfileModel) error {
	w := b.w
	months, err := b.edition.Query(ctx, "nationality-months", b.code)
	if err != nil {
		return err
	}
	years, err := b.edition.Query(ctx, "nationality-years", b.code)
	if err != nil {
		return err
	}
	section := page.Section{ID: "counts", Title: w.T("Appointments processed"), Links: []layout.Link{
		{Text: w.T("This nationality alone as a chart"), Href: "/charts/nationality-panels?nationality=" + b.code, Note: w.T("with picture, files and description")},
		{Text: w.T("The same for all named countries, one scale"), Href: "/charts/nationality-panels"},
		{Text: w.T("The rows behind it"), Href: dataRows("appointments-processed", "nationality", b.code), Note: w.T("with CSV and other files")},
	}}
	published := false
	months.Each(func(r data.Row) { published = published || r.Has("total") })
	if !published {
		m.Leads = append(m.Leads, w.T("No monthly table had been published by then."))
		b.gaps = append(b.gaps, w.T("How many appointments were processed: nothing had been published by then."))
		return nil
	}
	if years.Len() == 0 {
		m.Leads = append(m.Leads, w.T("The monthly tables do not name citizens of {country}: they are inside “other”.", "country", b.name))
		b.gaps = append(b.gaps, w.T("How many appointments were processed: the releases in force do not name this nationality. It was not zero and not a known part of “other”."))
		section.Texts = []string{w.T("DHS names ten nationalities in each release and puts all others, with the unknown ones, into one row.")}
		section.Links = section.Links[1:2]
		m.Sections = append(m.Sections, section)
		return nil
	}
	m.Leads = append(m.Leads, b.countsLead(years))
	section.Texts = []string{
		w.T("Appointments, not people. Processed does not mean that asylum was granted or even sought."),
		w.T("Each figure is rounded to 10. The range says what rounding leaves open. January 2023 is partial, and May 2023 mixes appointments under two rules."),
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
	w := b.w
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
	return w.T("{n} appointments of citizens of {country} were processed from {from} to {to}: {share} of all.", "n", n, "country", b.name,
		"from", w.Month(dayOf(from, "first_month")), "to", w.Month(dayOf(to, "last_month")), "share", w.Percent(float64(n)/float64(total), 1))
}

func (b *nationalityPage) yearTable(years *data.Table) layout.Table {
	w := b.w
	t := layout.Table{ID: "years", Caption: w.T("By fiscal year as printed, and by calendar year as the sum of its months"), Columns: []layout.Column{
		{Label: "Year"}, {Label: "Months with data"}, {Label: "Appointments processed", Unit: "rounded to 10", Numeric: true}, {Label: "Share of all", Numeric: true}, {Label: "Release"},
	}}
	years.Each(func(r data.Row) {
		share, _ := r.Float("share")
		t.Rows = append(t.Rows, []layout.Cell{
			{Text: yearWords(w, r.Text("calendar"), r.Text("year")), Href: listingOfYears.cite(citeTable, r), Header: true},
			{Text: monthSpan(w, dayOf(r, "first_month"), dayOf(r, "last_month"))},
			{Text: w.Count(r.Int("appointments")), Value: r.Text("appointments")}, {Text: w.Percent(share, 1)},
			{Text: r.Text("release_id"), Href: "/releases/" + r.Text("release_id")},
		})
	})
	return t
}

func (b *nationalityPage) monthTable(months *data.Table) layout.Table {
	w := b.w
	t := layout.Table{ID: "months", Caption: w.T("By month"), Columns: []layout.Column{
		{Label: "Month"}, {Label: "Appointments processed", Unit: "rounded to 10", Numeric: true}, {Label: "All nationalities", Numeric: true}, {Label: "Share", Numeric: true},
		{Label: "Range left by rounding", Numeric: true}, {Label: "Release"},
	}}
	missing := 0
	months.Each(func(r data.Row) {
		month := layout.Cell{Text: Capital(w.Month(dayOf(r, "month"))), Header: true}
		if r.Has("appointments") {
			month.Href = listingOfMonths.cite(citeTable, r)
		} else {
			missing++
		}
		cells := []layout.Cell{month}
		for _, column := range []string{"appointments", "total"} {
			if r.Has(column) {
				cells = append(cells, layout.Cell{Text: w.Count(r.Int(column)), Value: r.Text(column)})
			} else {
				cells = append(cells, layout.Blank(enumWords(w, r.Text("status"))))
			}
		}
		if share, ok := r.Float("share"); ok {
			low, _ := r.Float("share_low")
			high, _ := r.Float("share_high")
			cells = append(cells, layout.Cell{Text: w.Percent(share, 1)}, layout.Cell{Text: w.Number(low*100, 1) + "–" + w.Percent(high, 1)})
		} else {
			cells = append(cells, layout.Blank(w.T("no value|none")), layout.Blank(w.T("no value|none")))
		}
		release := layout.Blank(w.T("no value|none"))
		if r.Has("release_id") {
			release = layout.Cell{Text: r.Text("release_id"), Href: "/releases/" + r.Text("release_id")}
		}
		t.Rows = append(t.Rows, append(cells, release))
	})
	if missing > 0 {
		b.gaps = append(b.gaps, w.N(int64(missing), "Appointments in one month of the programme: no figure for this nationality is held.", "Appointments in {n} months of the programme: no figure for this nationality is held."))
	}
	return t
}

// drawing draws the months as bars; months without a figure are hatched.
func (b *nationalityPage) drawing(months *data.Table) (page.Drawing, error) {
	w := b.w
	bars := chart.Series{Name: w.T("citizens of {country}", "country", b.name)}
	months.Each(func(r data.Row) {
		bars.Points = append(bars.Points, chart.Point{At: dayOf(r, "month"), Value: pointValue(Frame{Words: w}, r, "appointments")})
	})
	fig := chart.Figure{
		ID: "nationality-" + strings.ToLower(b.code), Name: w.T("Appointments of citizens of {country} by month", "country", b.name), Format: formatOf(w),
		X:      programmeMonths(),
		Y:      chart.Axis{Label: w.T("Appointments processed in the month"), Unit: w.T("appointments"), Zero: true},
		Layers: []chart.Layer{chart.Bars{Series: []chart.Series{bars}}},
		Breaks: []chart.Break{title42Break(w)},
	}
	fig.Description = fig.Name + ". " + w.T("Appointments processed at southwest land ports, rounded to 10.") + " " + chart.Describe(fig)
	return drawingOf(fig)
}

// yearWords names a year of one of the two calendars.
func yearWords(w Words, calendar, year string) string {
	if calendar == "fiscal" {
		return w.T("Fiscal year {year}", "year", year)
	}
	return w.T("Calendar year {year}", "year", year)
}
