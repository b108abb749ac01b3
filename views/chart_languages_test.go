package views

import (
	"math"
	"slices"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/chart"
)

func TestWaitAndLanguageLeads(t *testing.T) {
	lead := func(query string, say func(data.Row, Words) []string, want []string) {
		t.Helper()
		table, err := datatest.Edition(t).Query(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		if table.Len() != 1 {
			t.Fatalf("%s: %d rows, want 1", query, table.Len())
		}
		if got := say(table.Row(0), Words{}); !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", query, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	lead("lead-wait-times", leadWaitTimes, []string{
		"One official average wait was published: 10 weeks, for non-Mexicans, in April 2024.",
		"The longest wait reported for the whole border: up to 9 months, in August 2024.",
		"Nobody measured the waits: of 57 published ones 34 are told cases, and 26 were still running.",
	})
	lead("lead-languages", leadLanguages, []string{
		"Three languages or five: disputed. A copy of the asylum rule, members of Congress and Amnesty International say three; Respond Crisis Translation, a CBP notice and Rest of World say five.",
		"Three means English, Spanish and Haitian Creole; five adds Portuguese and Russian.",
		"Of the appointments processed from January 2023 to August 2024, 73.1\u00a0% were of citizens of countries where Spanish is official, 17.6\u00a0% of Haiti, 3.6\u00a0% of Russia.",
	})
}

// Rule 7: only counts of people who sought an appointment, for the whole border.
func TestQueueDaysDividesTheRightCounts(t *testing.T) {
	_, f := storyFrame(t, "queue-days")
	want := map[string][3]int64{"cbp": {270_000, 1450, 186}, "msf": {300_000, 1450, 207}}
	f.Each(func(r data.Row) {
		got := [3]int64{r.Int("people"), r.Int("places_a_day"), r.Int("days")}
		if got != want[r.Text("said_by")] {
			t.Errorf("%s: %v, want %v", r.Text("said_by"), got, want[r.Text("said_by")])
		}
		delete(want, r.Text("said_by"))
	})
	if len(want) > 0 {
		t.Errorf("no row for %v", want)
	}
}

// Rule 9: three and five are both shown, and Portuguese and Russian are contested.
func TestLanguageStatementsShowBothSides(t *testing.T) {
	c, f := storyFrame(t, "language-statements")
	var titles []string
	for _, p := range c.Figure(f).Panels {
		titles = append(titles, p.Title)
	}
	for _, side := range []string{"three", "five"} {
		if !slices.Contains(titles, "The app as a whole, said to have "+side+" languages") {
			t.Errorf("panels %q: none for those who say %s", titles, side)
		}
	}
	said := map[string][]string{}
	f.Each(func(r data.Row) { said[r.Text("language")] = append(said[r.Text("language")], r.Text("says")) })
	for _, language := range []string{"Portuguese", "Russian"} {
		if !slices.Contains(said[language], "missing") || !slices.Contains(said[language], "partial") {
			t.Errorf("%s: %v, want both sides", language, said[language])
		}
	}
	if !strings.Contains(string(c.Not), "contested, not absent") {
		t.Error("the words do not say that Portuguese and Russian are contested")
	}
}

func TestCoverageIsModelledForBothSets(t *testing.T) {
	c, f := storyFrame(t, "coverage-estimate")
	if c.Level != data.Modelled || !strings.Contains(string(c.Name), "modelled") || !strings.HasPrefix(c.Headline(f), "Modelled estimate") {
		t.Error("not marked as modelled")
	}
	sets := map[string]int{}
	f.Each(func(r data.Row) {
		sets[r.Text("language_set")]++
		if r.Text("status") != "reported" && (r.Has("low") || r.Has("high")) {
			t.Errorf("%s, %s: a value without an estimate", r.Text("name"), r.Text("language_set"))
		}
	})
	if sets["three"] != 10 || sets["five"] != 10 {
		t.Errorf("rows by set: %v, want 10 each", sets)
	}
	for _, words := range []string{"Nationality is not language", "speaking is not reading", "no series over time"} {
		if !strings.Contains(string(c.Not), words) {
			t.Errorf("%q is not said", words)
		}
	}
}

// Rule 10: each printed figure may be five lower or higher.
func TestRussiaShareCarriesItsRounding(t *testing.T) {
	c, f := storyFrame(t, "russia-share")
	months := 0
	f.Each(func(r data.Row) {
		if !r.Has("share") {
			if r.Text("status") == "reported" {
				t.Error("no share, and no reason")
			}
			return
		}
		months++
		n, total := float64(r.Int("appointments")), float64(r.Int("total"))
		low, _ := r.Float("share_low")
		high, _ := r.Float("share_high")
		if math.Abs(low-(n-5)/(total+5)) > 1e-12 || math.Abs(high-(n+5)/(total-5)) > 1e-12 {
			t.Errorf("%s: %g to %g", r.Text("month"), low, high)
		}
	})
	if months != 20 {
		t.Errorf("%d months, want 20", months)
	}
	if _, ok := c.Figure(f).Layers[0].(chart.Band); !ok {
		t.Error("no band under the line")
	}
}

func TestSharesOfAQuarterAddUp(t *testing.T) {
	_, f := storyFrame(t, "by-official-language")
	sums, rows := map[string]float64{}, map[string]int{}
	f.Each(func(r data.Row) {
		share, ok := r.Float("share")
		rows[r.Text("quarter")]++
		if ok {
			sums[r.Text("quarter")] += share
		}
		if ok != (r.Text("status") == "reported") {
			t.Errorf("%s %s: status %s", r.Text("quarter"), r.Text("official_language"), r.Text("status"))
		}
	})
	for quarter, n := range rows {
		if sum, ok := sums[quarter]; n != 4 || ok && math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s: %d groups, shares add to %g", quarter, n, sum)
		}
	}
}

// The words around a chart are for readers of a ninth grade.
func TestWaitAndLanguageProseIsPlain(t *testing.T) {
	eachOf(t, func(t *testing.T, c *Chart, _ Frame) {
		text := strings.Join(declaredWords(c), " ")
		if grade := readingGrade(text); grade > 9 {
			t.Errorf("grade %.1f", grade)
		}
	})
}

// readingGrade is the Flesch–Kincaid grade, with vowel groups for syllables.
func readingGrade(text string) float64 {
	sentences := float64(strings.Count(text, ". ") + strings.Count(text, ": ") + 1)
	words, syllables := 0.0, 0.0
	for _, word := range strings.Fields(strings.ToLower(text)) {
		word = strings.TrimSuffix(strings.Trim(word, ".,;:()“”’"), "e")
		words++
		vowel, n := false, 0.0
		for _, r := range word {
			is := strings.ContainsRune("aeiouyáéíóú", r)
			if is && !vowel {
				n++
			}
			vowel = is
		}
		syllables += max(n, 1)
	}
	return 0.39*words/sentences + 11.8*syllables/words - 15.59
}
