package views

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/chart"
)

func chosenRows(t *testing.T, id, query string) (chartRequest, error) {
	t.Helper()
	c, err := ChartByID(id)
	if err != nil {
		t.Fatal(err)
	}
	all, err := loadRows(t.Context(), datatest.Edition(t), c, Words{})
	if err != nil {
		t.Fatal(err)
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return c.choose(all, all, values)
}

// One view has one address, whatever the order in which it was asked for.
func TestChartAddressIsNormal(t *testing.T) {
	for _, test := range []struct{ id, query, want string }{
		{"nationality-panels", "", ""},
		{"nationality-panels", "nationality=VE&nationality=CU&from=2023-06", "?from=2023-06&nationality=CU&nationality=VE"},
		{"nationality-panels", "to=2023-09&nationality=CU&nationality=CU", "?nationality=CU&to=2023-09"},
		{"nationality-panels", "from=2023-01&to=2025-01", ""}, // the whole time
		{"waits-reported", "confidence=medium&confidence=high", ""},
		{"waits-reported", "confidence=low", "?confidence=low"},
		{"claims-cumulative", "confidence=low&confidence=high&confidence=medium", ""},
		{"by-official-language", "from=2023-Q3", "?from=2023-Q3"},
		{"court-languages", "from=2021&to=2022", "?from=2021&to=2022"},
		{"waits-where", "place=ciudad-juarez&kind=single-case", "?kind=single-case&place=ciudad-juarez"},
	} {
		q, err := chosenRows(t, test.id, test.query)
		if err != nil {
			t.Errorf("%s?%s: %v", test.id, test.query, err)
		} else if got := q.Query(); got != test.want {
			t.Errorf("%s?%s: %q, want %q", test.id, test.query, got, test.want)
		}
	}
}

func TestChartSelections(t *testing.T) {
	for _, test := range []struct{ id, query, headline, subtitle, file string }{
		{"nationality-panels", "nationality=VE&from=2024-01&to=2024-02", "Venezuela, January 2024 to February 2024: 13,260 appointments processed, the sum of two months.", "(2 of 275 rows)", "citas-nationality-panels-L-selection-from-2024-01-nationality-VE-to-2024-02.csv"},
		{"processed-monthly", "from=2024-09", "From September 2024: no figure held.", "Selection: from September 2024 (5 of 25 rows)", "citas-processed-monthly-L-selection-from-2024-09.csv"},
		{"port-sightings", "place=eagle-pass", "Published daily figures by port: Eagle Pass", "Selection: Eagle Pass", "citas-port-sightings-L-selection-place-eagle-pass.csv"},
		{"waits-where", "place=matamoros&confidence=low&to=2023-02", "", "Matamoros, until February 2023, low confidence", "citas-waits-where-L-selection-confidence-low-place-matamoros-to-2023-02.csv"},
		{"rules-timeline", "kind=priority_share", "Rules for sharing places: Longest waiting.", "Selection: Longest waiting", "citas-rules-timeline-L-selection-kind-priority_share.csv"},
	} {
		q, err := chosenRows(t, test.id, test.query)
		if err != nil {
			t.Errorf("%s?%s: %v", test.id, test.query, err)
			continue
		}
		if got := q.Headline(); !strings.HasPrefix(got, test.headline) || got == q.Chart.Headline(q.Chart.unasked(q.Frame)) {
			t.Errorf("%s?%s: %s", test.id, test.query, got)
		}
		if got := q.Subtitle(); !strings.HasPrefix(got, string(q.Chart.Subtitle)) || !strings.Contains(got, test.subtitle) {
			t.Errorf("%s?%s: %s", test.id, test.query, got)
		}
		if got := q.FileName("L", "csv"); got != test.file {
			t.Errorf("%s?%s: file %s", test.id, test.query, got)
		}
	}
}

func TestChartFilterErrors(t *testing.T) {
	for _, test := range []struct{ id, query, param, valid string }{
		{"nationality-panels", "nationality=ve", "nationality", "VE"},
		{"port-sightings", "place=tijuana", "place", "san-ysidro"},
		{"waits-reported", "kind=average", "kind", "averages"},
		{"waits-reported", "confidence=none", "confidence", "low"},
		{"processed-monthly", "from=2022-12", "from", "2023-01"},
		{"processed-monthly", "to=May", "to", "2025-01"},
		{"processed-monthly", "from=2024-02&to=2024-01", "to", ""},
		{"processed-monthly", "from=2024-02&from=2024-01", "from", ""},
	} {
		_, err := chosenRows(t, test.id, test.query)
		var param *data.ParamError
		if !errors.As(err, &param) || param.Param != test.param || test.valid != "" && !slices.Contains(param.Valid, test.valid) {
			t.Errorf("%s?%s: %v", test.id, test.query, err)
		}
	}
}

// Each single value of each filter, and single times, draw without a collision or say
// that they are empty.
func TestEverySelectionDraws(t *testing.T) {
	for _, c := range Charts() {
		t.Run(c.ID, func(t *testing.T) {
			all, err := loadRows(t.Context(), datatest.Edition(t), c, Words{})
			if err != nil {
				t.Fatal(err)
			}
			whole, err := c.choose(all, all, nil)
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range c.Filters {
				if len(whole.Options[i]) < 1 {
					t.Errorf("%s has nothing to choose", f.Label)
				}
				for j, o := range whole.Options[i] {
					if f.period() && j%6 != 0 {
						continue
					}
					query := f.Param + "=" + o.name
					if f.period() {
						query += "&to=" + o.name
					}
					values, _ := url.ParseQuery(query)
					q, err := c.choose(all, all, values)
					if err != nil {
						t.Fatal(err)
					}
					t.Run(query, func(t *testing.T) { drawSelection(t, q, whole) })
				}
			}
		})
	}
}

func drawSelection(t *testing.T, q, whole chartRequest) {
	words := q.Headline() + q.Subtitle()
	if q.Selected() == (whole.Headline() == q.Headline()) {
		t.Errorf("selected %v, headline %q", q.Selected(), q.Headline())
	}
	if strings.Contains(words, "  ") || strings.Contains(words, "..") {
		t.Errorf("%q", words)
	}
	if !q.Drawn() {
		return
	}
	fig := q.Figure()
	if q.Selected() && !strings.Contains(fig.Description, q.Selection()) {
		t.Errorf("the description does not name %q", q.Selection())
	}
	for _, width := range []int{chart.WideWidth, chart.NarrowWidth} {
		scene, err := chart.Draw(fig, chart.Options{Width: width, Title: q.Headline(), Subtitle: q.Subtitle()})
		if err != nil {
			t.Fatal(err)
		}
		for _, pair := range scene.Overlaps() {
			t.Errorf("at %d px %s", width, fmt.Sprintf("%q meets %q", pair.A, pair.B))
		}
	}
}
