package views

import (
	"regexp"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/chart"
)

func storyFrame(t *testing.T, id string) (*Chart, Frame) {
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

// eachOf visits the charts of the stories on waits, languages and method.
func eachOf(t *testing.T, visit func(t *testing.T, c *Chart, f Frame)) {
	t.Helper()
	for _, c := range Charts() {
		if c.Story == WaitTimes || c.Story == Languages || c.ID == "sources-timeline" {
			t.Run(c.ID, func(t *testing.T) {
				_, f := storyFrame(t, c.ID)
				visit(t, c, f)
			})
		}
	}
}

// The curated tables of this edition and the August 2024 release give these sentences.
func TestWaitAndLanguageHeadlines(t *testing.T) {
	want := map[string]string{
		"waits-reported":       "Of 57 published waits 10 had ended, 26 were still running, 21 unknown.",
		"waits-averages":       "One official average: 10 weeks, non-Mexicans, April 2024.",
		"waits-longest":        "Longest reported: up to 7 months in May 2024, 9 in August 2024.",
		"waits-where":          "Published waits: 20 of 40 come from Tijuana and Ciudad Juárez.",
		"queue-days":           "270,000–300,000 people ÷ 1,450 = 186–207 days.",
		"language-statements":  "Languages of the app: 3 sources say three, 3 say five.",
		"by-official-language": "Spanish official, Haiti, Russia, other: 73.1 / 17.6 / 3.6 / 5.7\u00a0%.",
		"russia-share":         "Russia: 20.8\u00a0% in February 2023, 0.5\u00a0% in August 2024.",
		"court-languages":      "Immigration courts: 86.2\u00a0% in English, Spanish or Haitian Creole in FY2023.",
		"coverage-estimate":    "Modelled estimate: three languages reach 88\u00a0% or more in 9 of 10 countries; Russia is known only with five: 94\u00a0%.",
		"sources-timeline":     "6 releases and 175 documents carry the figures; the documents were read on 23 November 2026.",
	}
	eachOf(t, func(t *testing.T, c *Chart, f Frame) {
		if got := c.Headline(f); got != want[c.ID] {
			t.Errorf("got  %s\nwant %s", got, want[c.ID])
		}
	})
}

func TestWaitAndLanguageDrawings(t *testing.T) {
	eachOf(t, func(t *testing.T, c *Chart, f Frame) {
		if c.TableOnly {
			return
		}
		for _, width := range []int{chart.WideWidth, chart.NarrowWidth} {
			scene, err := chart.Draw(figureOf(c, f), chart.Options{Width: width})
			if err != nil {
				t.Fatal(err)
			}
			for _, pair := range scene.Overlaps() {
				t.Errorf("at %d px %q meets %q", width, pair.A, pair.B)
			}
		}
	})
}

// Before anything was published a chart says so; it is not drawn then.
func TestWaitAndLanguageHeadlinesWithoutRows(t *testing.T) {
	eachOf(t, func(t *testing.T, c *Chart, f Frame) {
		empty := Frame{Table: &data.Table{Columns: f.Columns}, Words: f.Words, Facts: f.Facts}
		if c.Headline(empty) == "" {
			t.Error("no headline")
		}
	})
}

// Rule 5: rows rated low stay out, but for the count without which the queue has no range,
// and for shares inside a modelled estimate, which are named as weak.
func TestLowRowsStayOut(t *testing.T) {
	eachOf(t, func(t *testing.T, c *Chart, f Frame) {
		if c.ID == "queue-days" || c.ID == "coverage-estimate" || f.Index("confidence") < 0 {
			return
		}
		f.Each(func(r data.Row) {
			if r.Text("confidence") == "low" {
				t.Errorf("a row rated low: %s", r.Text("source_id"))
			}
		})
	})
}

// Rule 11, for the words of the declarations and of the drawings.
func TestWaitAndLanguageWordsClaimNoCause(t *testing.T) {
	banned := regexp.MustCompile(`(?i)\b(admitted|surged?|floods?|waves?|illegals?|caused?|led to|due to|because of|thanks to|drove|driven|resulted|triggered)\b`)
	eachOf(t, func(t *testing.T, c *Chart, f Frame) {
		words := append(declaredWords(c), c.Headline(f))
		if !c.TableOnly {
			fig := figureOf(c, f)
			words = append(append(words, fig.Notes...), fig.Description)
		}
		for _, text := range words {
			if found := banned.FindString(text); found != "" {
				t.Errorf("%q in %q", found, text)
			}
		}
	})
}

// Rule 6: one mark for each duplicate group, kinds apart, arrows for those still waiting.
func TestWaitsReportedKeepsKindsApart(t *testing.T) {
	c, f := storyFrame(t, "waits-reported")
	drawn, groups := map[string]bool{}, map[string]int{}
	waits, err := datatest.Edition(t).Select(t.Context(), data.Select{Dataset: "wait-times"})
	if err != nil {
		t.Fatal(err)
	}
	f.Each(func(r data.Row) { drawn[r.Text("wait_id")] = true })
	waits.Each(func(r data.Row) {
		if g := r.Text("duplicate_group"); g != "" && drawn[r.Text("wait_id")] {
			groups[g]++
		}
	})
	if len(drawn) != f.Len() || groups["dhs-2024-04"] != 1 {
		t.Errorf("%d waits in %d rows, duplicate groups %v, want each once", len(drawn), f.Len(), groups)
	}
	f.Each(func(r data.Row) {
		if told := r.Text("statistic") == "anecdote"; told != (r.Text("panel") == "single cases") {
			t.Errorf("%s: %s in the panel %s", r.Text("wait_id"), r.Text("statistic"), r.Text("panel"))
		}
	})
	fig := c.Figure(f)
	marks, flagged := 0, 0
	for _, panel := range fig.Panels {
		for _, layer := range panel.Layers {
			var series []chart.Series
			switch l := layer.(type) {
			case chart.Dots:
				series = l.Series
			case chart.Ranges:
				series = l.Series
			default:
				t.Errorf("%T in the panel %s: waits are not joined", layer, panel.Title)
			}
			for _, s := range series {
				for _, p := range s.Points {
					marks++
					if strings.Contains(p.Note, "longer than the programme") {
						flagged++
					}
					if strings.Contains(p.Label, "still waiting") && p.Kind != waitRunning.English() {
						t.Errorf("%s: drawn as %q", p.Label, p.Kind)
					}
					if !strings.Contains(p.Label, "clock starts: ") {
						t.Errorf("%s: no clock", p.Label)
					}
				}
			}
		}
	}
	if marks != f.Len() || flagged != 2 {
		t.Errorf("%d marks for %d rows, %d flagged as longer than the programme, want 2", marks, f.Len(), flagged)
	}
}
