package views

import (
	"slices"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/chart"
)

func allocationFrame(t *testing.T, id string) (*Chart, Frame) {
	t.Helper()
	c, err := ChartByID(id)
	if err != nil {
		t.Fatal(err)
	}
	f, err := loadFrame(t.Context(), datatest.Edition(t), c, Words{})
	if err != nil {
		t.Fatal(err)
	}
	return c, f
}

func eachAllocation(t *testing.T, visit func(t *testing.T, c *Chart, f Frame)) {
	t.Helper()
	n := 0
	for _, c := range Charts() {
		if c.Story != Allocations {
			continue
		}
		n++
		t.Run(c.ID, func(t *testing.T) {
			_, f := allocationFrame(t, c.ID)
			visit(t, c, f)
		})
	}
	if n != 12 {
		t.Errorf("%d charts in the story, want 12", n)
	}
}

// The August 2024 release and the curated tables of this edition give these sentences.
func TestAllocationHeadlines(t *testing.T) {
	want := map[string]string{
		"processed-per-day":  "From Jul 2023 to Aug 2024 about 1,466 a day were processed; 1,450 were announced.",
		"processed-monthly":  "DHS counted 771,280 appointments processed from January 2023 to August 2024.",
		"nationality-panels": "Cuba: 9.3\u00a0% of January–September 2023, 26.7\u00a0% of October 2023–August 2024.",
		"nationality-share":  "Citizens of four countries held 78\u00a0% of them.",
		"port-ratio":         "For every 100 people met at southwest ports, 89 appointments were processed.",
		"claims-cumulative":  "Nearly 936,500 scheduled by December 2024; 771,280 processed by August 2024: two counts, two dates.",
		"capacity-steps":     "740, 1,000, 1,250, 1,450 a day, then none.",
		"ports-map":          "Eight ports of entry took appointments, from San Ysidro in the west to Brownsville in the east.",
		"port-sightings":     "7 of 8 ports have any published daily figure; no official table was found.",
		"requests-per-place": "Late in 2024 about 193 people asked for each place.",
		"rules-timeline":     "Half to the longest waiting in May 2023, 30\u00a0% by February 2024.",
		"field-offices":      "Of every 100 encounters at southwest ports, 48 were in the Laredo field office.",
	}
	eachAllocation(t, func(t *testing.T, c *Chart, f Frame) {
		if got := c.Headline(f); got != want[c.ID] {
			t.Errorf("got  %s\nwant %s", got, want[c.ID])
		}
	})
}

func TestAllocationLeads(t *testing.T) {
	e := datatest.Edition(t)
	row := func(query string) data.Row {
		table, err := e.Query(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		if table.Len() != 1 {
			t.Fatalf("%s: %d rows, want 1", query, table.Len())
		}
		return table.Row(0)
	}
	want := []string{
		"771,280 appointments were processed at southwest land ports from January 2023 to August 2024 (278,430 by September 2023, then 492,850; rounded; no later count held).",
		"From July 2023 to August 2024 about 1,466 a day were processed (627,530 in 428 days), against 1,450 announced.",
		"Citizens of four countries held 78\u00a0% of them, 601,670: Venezuela 22.3\u00a0%, Cuba 20.4\u00a0%, Mexico 17.7\u00a0% and Haiti 17.6\u00a0%.",
	}
	if got := leadAllocations(row("lead-allocations"), Words{}); !slices.Equal(got, want) {
		t.Errorf("allocations:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	want = append(want,
		"Late in 2024 about 280,000 people a day asked for 1,450 places (193 to one).",
		"One official average wait was published: 10 weeks (non-Mexican applicants, April 2024); longest reported wait: up to 9 months (August 2024).",
		"The app spoke three languages or five: sources dispute it.")
	if got := leadOverview(row("overview"), Words{}); !slices.Equal(got, want) {
		t.Errorf("overview:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAllocationDrawings(t *testing.T) {
	eachAllocation(t, func(t *testing.T, c *Chart, f Frame) {
		fig := figureOf(c, f)
		if len(fig.Events) > 6 {
			t.Errorf("%d events", len(fig.Events))
		}
		for _, width := range []int{chart.WideWidth, chart.NarrowWidth} {
			scene, err := chart.Draw(fig, chart.Options{Width: width})
			if err != nil {
				t.Fatal(err)
			}
			for _, pair := range scene.Overlaps() {
				t.Errorf("at %d px %q meets %q", width, pair.A, pair.B)
			}
		}
	})
}

// figureOf is the drawing of a chart with what every drawing carries.
func figureOf(c *Chart, f Frame) chart.Figure {
	return chartRequest{Chart: c, Frame: f}.Figure()
}
