package views

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/locale"
)

func TestEveryChartHasAFinding(t *testing.T) {
	eachChart(t, func(t *testing.T, q chartRequest) {
		headline := q.Headline()
		if headline == noFigures.English() || !strings.HasSuffix(headline, ".") || len(headline) > 140 {
			t.Errorf("headline %q", headline)
		}
		for name, text := range map[string]locale.Msg{"name": q.Chart.Name, "subtitle": q.Chart.Subtitle, "how": q.Chart.How, "counts": q.Chart.Counts, "not": q.Chart.Not} {
			if len(strings.Fields(string(text))) < 2 {
				t.Errorf("%s is %q", name, text)
			}
		}
	})
}

// Rule 1: "let in" says that it was mostly on parole, and nobody is "admitted".
func TestLetInIsSaidInFull(t *testing.T) {
	bare := regexp.MustCompile(`(?i)\badmit(ted|s)?\b|\blet in\b[^.]{0,40}`)
	eachChart(t, func(t *testing.T, q chartRequest) {
		for _, text := range chartWords(q) {
			if strings.HasPrefix(text, "One series. ") { // names the four counts after the chart has said them in full
				continue
			}
			for _, found := range bare.FindAllString(text, -1) {
				if !strings.Contains(found, "mostly on parole") {
					t.Errorf("%q in %q", found, text)
				}
			}
		}
	})
}

// chartWords is everything that a chart says in our words.
func chartWords(q chartRequest) []string {
	c := q.Chart
	words := append(declaredWords(c), q.Headline(), c.Flag().English())
	for _, f := range c.Filters {
		words = append(words, f.Label.English())
	}
	if q.Drawn() {
		fig := q.Figure()
		words = append(append(words, fig.Notes...), fig.Description)
	}
	return words
}

// Rule 3: where official counts stand by month or quarter, each row has its calendar year
// and its fiscal year, and the axis has both where there is room.
func TestBothYearsAreGiven(t *testing.T) {
	found := 0
	eachChart(t, func(t *testing.T, q chartRequest) {
		counts := slices.Contains(q.Chart.Datasets, "appointments-processed") || slices.Contains(q.Chart.Datasets, "field-office-encounters")
		form := q.Chart.form(q.Frame.Columns[0].Name)
		if !counts || form != Month && form != Quarter && q.Chart.ID != "processed-per-day" || q.Chart.ID == "revision-triangle" {
			return
		}
		found++
		if !q.Figure().X.Fiscal {
			t.Error("the axis has no fiscal years")
		}
		q.Frame.Each(func(r data.Row) {
			day, _ := r.Day(q.Frame.Columns[0].Name)
			if !r.Has("calendar_year") && q.Chart.ID == "processed-per-day" { // a level of places
				return
			}
			if r.Int("calendar_year") != int64(day.Year()) || r.Int("fiscal_year") != int64(day.AddDate(0, 3, 0).Year()) {
				t.Errorf("%s: calendar year %d, fiscal year %d", r.Text(q.Frame.Columns[0].Name), r.Int("calendar_year"), r.Int("fiscal_year"))
			}
		})
	})
	if found < 7 {
		t.Errorf("%d charts: the rule holds nothing", found)
	}
}

// Rule 3: totals of fiscal years say how many months they hold, and those of calendar
// years, which we add, stand beside them.
func TestFiscalYearsNameTheirMonths(t *testing.T) {
	_, f := allocationFrame(t, "processed-monthly")
	notes := strings.Join(yearTotals(f), " ")
	for _, want := range []string{"278,430 in 2023 (nine months with data)", "492,850 in 2024 (11 months)", "Calendar years, as sums of months: 413,680 in 2023, 357,620 in 2024 to August."} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q is not in %q", want, notes)
		}
	}
}

// Rule 11, for everything that a chart says and for a selection of it.
func TestChartWordsAreCalm(t *testing.T) {
	loud := regexp.MustCompile(`(?i)\b(surg(e|es|ed|ing)|flood(s|ed|ing)?|waves?|illegals?|aliens?|influx|crisis|soar(ed|s)?|plummet(ed|s)?|caused?|led to|due to|because of|thanks to|drove|driven|resulted|triggered|as a result)\b`)
	eachChart(t, func(t *testing.T, q chartRequest) {
		if fig := q.Chart.Figure(q.Frame); len(fig.Events) > 6 {
			t.Errorf("%d events", len(fig.Events))
		}
		for _, text := range []string{q.Headline(), string(q.Chart.Name), string(q.Chart.Subtitle)} {
			if found := loud.FindString(text); found != "" {
				t.Errorf("%q in %q", found, text)
			}
		}
	})
}

// Rule 14: rows on what people told describe and do not quote.
func TestNoOneIsQuoted(t *testing.T) {
	table, err := datatest.Edition(t).Select(t.Context(), data.Select{Dataset: "wait-times"})
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	table.Each(func(r data.Row) {
		if r.Text("statistic") != "anecdote" {
			return
		}
		told++
		if text := r.Text("population") + r.Text("note"); strings.ContainsAny(text, "“”\"«»") {
			t.Errorf("%s quotes: %s", r.Text("wait_id"), text)
		}
	})
	if told == 0 {
		t.Error("no told case was looked at")
	}
}
