package views

// Which test holds which rule of the editorial guide (what pages may say with the rows at hand):
//
//	 1 quantities and units      TestUnitsAreNeverJoined, TestLetInIsSaidInFull, TestAllocationWords
//	 2 12 May 2023, January 2023 TestDefinitionBreakIsDrawn, TestDailyRate
//	 3 rates, months, two years  TestBothYearsAreGiven, TestFiscalYearsNameTheirMonths, TestDailyRate
//	 4 claims are dots           TestClaimsAreDots
//	 5 confidence                TestLowRowsAreAskedFor, TestAllocationWords, TestLowRowsStayOut
//	 6 waits                     TestWaitsReportedKeepsKindsApart, TestWaitsAreNeverJoined
//	 7 queue                     TestQueueDaysDividesTheRightCounts
//	 8 single cases              TestSingleCasesStayUnknown, TestNobodyIsPlaceAndNationality
//	 9 languages                 TestLanguageStatementsShowBothSides, TestCoverageIsModelledForBothSets, TestCoverageHasNoMonths
//	10 rounding, Other           TestSmallBasesCarryARoundingBand, TestRussiaShareCarriesItsRounding, TestOtherIsNotCompared
//	11 causes, words, events     TestChartWordsAreCalm, TestWordsAreCalm, TestAllocationWords, TestWaitAndLanguageWordsClaimNoCause
//	12 requests, empty port      TestRequestsUseThePlacesNamed, TestEmptyPortsStay
//	13 derived and modelled      TestFlagsTravel
//	14 people's words            TestNoOneIsQuoted
//	15 as of                     TestAsOfShowsThePastEverywhere, and in data TestAsOfEqualsANaiveRecomputation

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/views/chart"
)

// eachChart visits every chart with what it shows unasked.
func eachChart(t *testing.T, visit func(t *testing.T, q chartRequest)) {
	t.Helper()
	for _, c := range Charts() {
		t.Run(c.ID, func(t *testing.T) {
			q, err := wholeChart(t.Context(), datatest.Edition(t), c, Words{})
			if err != nil {
				t.Fatal(err)
			}
			visit(t, q)
		})
	}
}

// declaredWords are the words of a chart that follow from no row.
func declaredWords(c *Chart) []string {
	words := []string{string(c.Name), string(c.Subtitle), string(c.How), string(c.Counts), string(c.Not)}
	for _, n := range c.Notes {
		words = append(words, string(n))
	}
	return words
}

// layersOf lists the layers of a figure with those of its panels.
func layersOf(fig chart.Figure) []chart.Layer {
	list := slices.Clone(fig.Layers)
	for _, p := range fig.Panels {
		list = append(list, p.Layers...)
	}
	return list
}

func distinct(f Frame, column string) []string {
	var list []string
	if f.Index(column) < 0 {
		return nil
	}
	f.Each(func(r data.Row) {
		if v := r.Text(column); v != "" && !slices.Contains(list, v) {
			list = append(list, v)
		}
	})
	return list
}

// Rule 1: a chart whose rows count different things draws dots, which nothing joins or adds.
func TestUnitsAreNeverJoined(t *testing.T) {
	mixed := 0
	eachChart(t, func(t *testing.T, q chartRequest) {
		if q.Chart.TableOnly || len(distinct(q.Frame, "unit")) < 2 && len(distinct(q.Frame, "quantity")) < 2 {
			return
		}
		mixed++
		for _, l := range layersOf(q.Figure()) {
			if _, ok := l.(chart.Dots); !ok && q.Chart.ID != "rules-timeline" { // a rule's unit is that of its words
				t.Errorf("rows of several units are drawn as %T", l)
			}
		}
	})
	if mixed < 3 {
		t.Errorf("%d charts have rows of several units: the rule holds nothing", mixed)
	}
}

// Rule 2: what counts appointments over time from before 12 May 2023 on marks that day.
func TestDefinitionBreakIsDrawn(t *testing.T) {
	day := onDay(2023, time.May, 12)
	drawn := 0
	eachChart(t, func(t *testing.T, q chartRequest) {
		if !q.Drawn() || !slices.Contains(q.Chart.Datasets, "appointments-processed") || q.Chart.ID == "claims-cumulative" { // totals since the start
			return
		}
		fig := q.Figure()
		if fig.X.From.IsZero() || !fig.X.From.Before(day) {
			return
		}
		drawn++
		if !slices.ContainsFunc(fig.Breaks, func(b chart.Break) bool { return b.At.Equal(day) && strings.Contains(b.Label, "Title\u00a042") }) {
			t.Error("12 May 2023 is not marked")
		}
	})
	if drawn < 5 {
		t.Errorf("%d charts: the rule holds nothing", drawn)
	}
}

// Rule 5: rows rated low are in a chart only for those who ask, but in claims and ports,
// where they are drawn hollow; the queue has one, with its rating.
func TestLowRowsAreAskedFor(t *testing.T) {
	shown := []string{"claims-cumulative", "port-sightings", "requests-per-place", "queue-days"}
	asked := 0
	for _, c := range Charts() {
		for _, f := range c.Filters {
			if f.Param != confidenceParam {
				continue
			}
			low, err := chosenRows(t, c.ID, "confidence=low")
			if err != nil {
				t.Errorf("%s: %v", c.ID, err)
				continue
			}
			if slices.Contains(shown, c.ID) != (len(f.Plain) == 0) {
				t.Errorf("%s shows %v unasked", c.ID, f.Plain)
			}
			if len(f.Plain) > 0 && len(distinct(low.Frame, "confidence")) == 1 {
				asked++
			}
			if c.TableOnly || !low.Drawn() {
				continue
			}
			for _, l := range layersOf(low.Figure()) {
				dots, ok := l.(chart.Dots)
				for i := 0; ok && i < len(dots.Series); i++ {
					for _, pt := range dots.Series[i].Points {
						if !pt.Low && pt.Kind != "rounded to 10" { // OHSS has no rating
							t.Errorf("%s: %q is rated low and not hollow", c.ID, pt.Label)
						}
					}
				}
			}
		}
	}
	if asked < 4 {
		t.Errorf("rows rated low can be asked for in %d charts", asked)
	}
}

// Rules 4 and 6: no line, area or bar in a chart of claims or waits.
func TestWaitsAreNeverJoined(t *testing.T) {
	eachChart(t, func(t *testing.T, q chartRequest) {
		if q.Chart.Story != WaitTimes || !q.Drawn() {
			return
		}
		for _, l := range layersOf(q.Figure()) {
			switch l.(type) {
			case chart.Dots, chart.Ranges:
			default:
				t.Errorf("waits are drawn as %T", l)
			}
		}
		if q.Chart.Tally != nil {
			t.Error("waits are added")
		}
	})
}

// Rule 8: a chart of waits has places and no nationality, in rows, filters and pictures.
func TestNobodyIsPlaceAndNationality(t *testing.T) {
	nations := regexp.MustCompile(`(?i)\b(cuban?|venezuelan?|haiti(an)?|hondura[ns]|colombian?|guatemalan?|salvadoran|russian?|ecuador(ian)?|nicaraguan?|peru(vian)?)s?\b`)
	eachChart(t, func(t *testing.T, q chartRequest) {
		if !slices.Contains(q.Chart.Datasets, "wait-times") {
			return
		}
		for _, f := range q.Chart.Filters {
			if f.Param == nationalityParam {
				t.Error("waits can be chosen by nationality")
			}
		}
		q.Frame.Each(func(r data.Row) {
			single := q.Frame.Index("kind") >= 0 && r.Text("kind") == "single case" || q.Frame.Index("panel") >= 0 && r.Text("panel") == "single cases"
			for _, c := range q.Frame.Columns {
				if found := nations.FindString(r.Text(c.Name)); found != "" && single && c.Name != "source_id" && c.Name != "locator" {
					t.Errorf("%s says %q of a single case", c.Name, found)
				}
			}
		})
		if q.Drawn() {
			for _, l := range layersOf(q.Figure()) {
				if dots, ok := l.(chart.Dots); ok {
					for _, pt := range dots.Series[0].Points {
						if found := nations.FindString(pt.Label + pt.Note + pt.Row); found != "" {
							t.Errorf("the picture says %q", found)
						}
					}
				}
			}
		}
	})
}

// Rule 9: the modelled estimate has no time in it.
func TestCoverageHasNoMonths(t *testing.T) {
	c, f := storyFrame(t, "coverage-estimate")
	if fig := c.Figure(f); !fig.X.From.IsZero() || slices.ContainsFunc(f.Columns, func(c data.Column) bool { return c.Type == data.Date }) {
		t.Error("an estimate over time")
	}
}

// Rule 10: a share of rounded counts has its bounds where its base is small.
func TestSmallBasesCarryARoundingBand(t *testing.T) {
	shares := 0
	eachChart(t, func(t *testing.T, q chartRequest) {
		if !slices.Contains(q.Chart.Datasets, "appointments-processed") || q.Frame.Index("share") < 0 || q.Frame.Index("share_low") >= 0 {
			return
		}
		q.Frame.Each(func(r data.Row) {
			share, ok := r.Float("share")
			if n := float64(r.Int("appointments")); ok && n > 0 {
				shares++
				if base := n / share; base < 1000 {
					t.Errorf("a share of %g appointments without its rounding", base)
				}
			}
		})
	})
	if shares == 0 {
		t.Error("no share was looked at")
	}
}

// Rule 10: Other is another thing in each release, so no first value stands beside it.
func TestOtherIsNotCompared(t *testing.T) {
	c, f := allocationFrame(t, "nationality-panels")
	others := 0
	f.Each(func(r data.Row) {
		if r.Text("nationality") == "other" {
			others++
			if r.Has("first_published") {
				t.Errorf("%s: Other has a first value", r.Text("month"))
			}
		}
	})
	if others == 0 || !strings.Contains(strings.Join(declaredWords(c), " "), "includes people whose citizenship is unknown") {
		t.Errorf("%d rows of Other, notes %q", others, c.Notes)
	}
}

// Rule 12: what a statement itself says of places is what its requests are divided by.
func TestRequestsUseThePlacesNamed(t *testing.T) {
	_, f := allocationFrame(t, "requests-per-place")
	named := regexp.MustCompile(`([0-9][0-9,]*) (?:daily )?places`)
	n := 0
	f.Each(func(r data.Row) {
		if m := named.FindStringSubmatch(r.Text("note")); m != nil {
			n++
			if r.Text("places") != strings.ReplaceAll(m[1], ",", "") || r.Text("places_basis") != "named_in_the_statement" {
				t.Errorf("the statement names %s places, %s were used (%s)", m[1], r.Text("places"), r.Text("places_basis"))
			}
		}
		if rate, ok := r.Float("per_place"); ok && math.Abs(rate-float64(r.Int("requests"))/float64(r.Int("places"))) > 0.05001 {
			t.Errorf("%d requests ÷ %d places = %g", r.Int("requests"), r.Int("places"), rate)
		}
	})
	if n == 0 {
		t.Error("no statement names its places")
	}
}

// Rule 12: a port without a figure has its row, whatever confidence or basis is chosen.
func TestEmptyPortsStay(t *testing.T) {
	for _, query := range []string{"", "confidence=medium", "confidence=low", "kind=announced", "from=2024-01"} {
		q, err := chosenRows(t, "port-sightings", query)
		if err != nil {
			t.Fatal(err)
		}
		if rows := q.Figure().Y.Rows; !slices.Contains(rows, "Eagle Pass") || query == "" && len(rows) != 8 {
			t.Errorf("%q: rows %q", query, rows)
		}
	}
}
