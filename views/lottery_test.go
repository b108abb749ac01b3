package views_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/views/viewtest"
)

type lotteryAnswer struct {
	Level   string   `json:"processing_level"`
	Flag    string   `json:"flag"`
	Mean    *float64 `json:"mean_days"`
	Median  *float64 `json:"median_days"`
	P90     *float64 `json:"p90_days"`
	Longest *float64 `json:"longest_days"`
	Within  float64  `json:"within_days"`
	Curve   []struct{ Days, Waiting float64 }
	Listed  []struct {
		Parameter string
		Value     float64
		Source    string `json:"source_id"`
	} `json:"published"`
}

func askLottery(t *testing.T, c *viewtest.Client, query string) (a lotteryAnswer) {
	t.Helper()
	got := c.Get("/api/v1/lottery" + query)
	if err := json.Unmarshal(got.Body, &a); err != nil || got.Status != 200 {
		t.Fatalf("%s: %d %v %s", query, got.Status, err, got.Body)
	}
	return a
}

// TestLotteryStartsFromPublishedFigures: unasked it is the queue of the last weeks, and each figure names its document.
func TestLotteryStartsFromPublishedFigures(t *testing.T) {
	c := viewtest.New(t)
	a := askLottery(t, c, "")
	if a.Level != "modelled" || !strings.HasPrefix(a.Flag, "MODELLED") {
		t.Errorf("the answer does not say that it is modelled: %q, %q", a.Level, a.Flag)
	}
	if *a.Mean != 186.2 || *a.Longest != 320.3 {
		t.Errorf("mean %v, longest %v: want 186.2 and 320.3 for 270,000 people, 1,450 places, 30 percent", *a.Mean, *a.Longest)
	}
	shares := map[float64]bool{}
	for _, in := range a.Listed {
		if in.Source == "" {
			t.Errorf("%s %v names no source", in.Parameter, in.Value)
		}
		if in.Parameter == "priority_share" {
			shares[in.Value] = true
		}
	}
	if !shares[0.5] || !shares[0.3] {
		t.Errorf("shares %v: want both that were reported, 0.5 and 0.3", shares)
	}
	doc := c.Get("/wait-times/lottery").Doc()
	for _, share := range []string{"30 % kept", "50 % kept"} {
		if !strings.Contains(strings.ReplaceAll(doc.Find("#answers-table").Text(), "\u00a0", " "), share) {
			t.Errorf("the page does not show the waits with %s", share)
		}
	}
}

// TestLotteryWithoutAnEnd: when all is drawn by lot nothing but luck ends a wait.
func TestLotteryWithoutAnEnd(t *testing.T) {
	c := viewtest.New(t)
	if a := askLottery(t, c, "?priority_share=0"); a.Longest != nil || a.Mean == nil {
		t.Errorf("longest %v, mean %v: want no longest wait and a mean", a.Longest, a.Mean)
	}
	if a := askLottery(t, c, "?priority_share=0&per_day=100&arrivals=200"); a.Mean != nil {
		t.Errorf("mean %v of a queue that grows as fast as it is served, want none", *a.Mean)
	}
	if text := c.Get("/wait-times/lottery?priority_share=0&per_day=100&arrivals=300").Doc().Find("main").Text(); strings.Contains(text, "Inf") || strings.Contains(text, "NaN") {
		t.Error("the page writes a number that is none")
	}
}

// TestLotteryFormsAgree: page, CSV and API show the same curve, and each says that it is modelled.
func TestLotteryFormsAgree(t *testing.T) {
	c := viewtest.New(t)
	const query = "?waiting=300000&priority_share=0.5&days=30"
	a := askLottery(t, c, query)
	rows, err := csv.NewReader(strings.NewReader(string(c.Get("/wait-times/lottery.csv" + query).Body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for _, row := range rows[1:] {
		if row[len(row)-1] != "modelled" {
			t.Fatalf("row %v does not say that it is modelled", row)
		}
		if row[0] != "0.5" {
			continue
		}
		if days, left := row[1], row[2]; number(t, days) != a.Curve[i].Days || number(t, left) != a.Curve[i].Waiting {
			t.Errorf("CSV has %s days: %s, the API %v", days, left, a.Curve[i])
		}
		i++
	}
	if i != len(a.Curve) || i < 10 {
		t.Errorf("the CSV has %d days of the curve, the API %d", i, len(a.Curve))
	}
	doc := c.Get("/wait-times/lottery" + query).Doc()
	row := 0
	doc.Find("#lottery-table tbody tr").Each(func(_ int, tr *goquery.Selection) {
		if value, _ := tr.Children().Eq(1).Find("data").Attr("value"); value != "" && value != text(a.Curve[row].Waiting) {
			t.Errorf("the page has %s after %v days, the API %v", value, a.Curve[row].Days, a.Curve[row].Waiting)
		}
		row++
	})
	if row != len(a.Curve) {
		t.Errorf("the page's table has %d rows, the API's curve %d", row, len(a.Curve))
	}
	for _, path := range []string{"/wait-times/lottery" + query, "/wait-times/lottery.svg" + query, "/wait-times/lottery/test", "/wait-times/lottery/test.svg"} {
		if !strings.Contains(string(c.Get(path).Body), "MODELLED") {
			t.Errorf("%s does not say MODELLED", path)
		}
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func text(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// TestLotteryIsNobodysChance: past tense, about a person asking then (editorial.md; issue: never "your chance").
func TestLotteryIsNobodysChance(t *testing.T) {
	c := viewtest.New(t)
	for prefix, nevers := range map[string][]string{
		"":    {" your ", " you ", " will ", "you'll", "chances are"},
		"/es": {" su probabilidad", " sus probabilidades", " usted ", " tu ", " tendrá", " tendría ", " obtendrá", " esperará"},
	} {
		for _, path := range []string{"/wait-times/lottery", "/wait-times/lottery?priority_share=0", "/wait-times/lottery/test"} {
			words := strings.ToLower(c.Get(prefix + path).Doc().Find("main").Text())
			for _, never := range nevers {
				if strings.Contains(words, never) {
					t.Errorf("%s%s says %q", prefix, path, never)
				}
			}
		}
	}
}

// TestLotterySaysModelledInEveryLanguage: page, drawing and sentence, each in its language.
func TestLotterySaysModelledInEveryLanguage(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{"/wait-times/lottery", "/wait-times/lottery/test"} {
		doc := c.Get("/es" + path).Doc()
		if flag := doc.Find("main > .flag").Text(); !strings.HasPrefix(flag, "MODELADO: ") {
			t.Errorf("/es%s says %q of itself", path, flag)
		}
		if link := doc.Find(".downloads a[href$='.svg']").AttrOr("href", ""); link != "/es"+path+".svg" {
			t.Errorf("/es%s leads to the drawing %q", path, link)
		}
		svg := string(c.Get("/es" + path + ".svg").Body)
		if !strings.Contains(svg, "MODELADO") || strings.Contains(svg, "MODELLED") {
			t.Errorf("/es%s.svg is not modelled in Spanish", path)
		}
		if got := c.Get("/es" + path + ".csv"); got.Header.Get("Location") != path+".csv" {
			t.Errorf("/es%s.csv has a language: %d", path, got.Status)
		}
	}
}

// TestLotteryAddressIsTheState: what is said anyway is left out, and every link of the page keeps the rest.
func TestLotteryAddressIsTheState(t *testing.T) {
	c := viewtest.New(t)
	doc := c.Get("/wait-times/lottery?days=30&waiting=270000&arrivals=").Doc()
	found := false
	doc.Find("#lottery a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		if strings.Contains(href, "waiting=270000") {
			t.Errorf("link %s repeats what is so unasked", href)
		}
		found = found || href == "/wait-times/lottery.csv?days=30"
	})
	if !found {
		t.Error("no link to the CSV of the question")
	}
	if doc.Find(`form.filter input[name=days][value="30"]`).Length() != 1 {
		t.Error("the form forgets what was asked")
	}
}

// TestBacktestErrorIsTheDifference reads the CSV of the test: an error is the published wait minus the modelled one.
func TestBacktestErrorIsTheDifference(t *testing.T) {
	c := viewtest.New(t)
	rows, err := csv.NewReader(strings.NewReader(string(c.Get("/wait-times/lottery/test.csv").Body))).ReadAll()
	if err != nil || len(rows) < 10 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	of := func(row []string, name string) float64 { return number(t, row[column[name]]) }
	for _, row := range rows[1:] {
		want := (of(row, "published_days_low")+of(row, "published_days_high"))/2 - of(row, "modelled_days")
		if got := of(row, "error_days"); math.Abs(got-want) > 0.11 {
			t.Errorf("%s: error %v, want %v", row[column["wait_id"]], got, want)
		}
		if row[column["confidence"]] == "low" {
			t.Errorf("%s is rated low and drawn", row[column["wait_id"]])
		}
	}
}

// TestLotteryCanBeQuoted: in each whole language the sentence says that it is modelled, and its address shows the same sentences on the same figures.
func TestLotteryCanBeQuoted(t *testing.T) {
	c := viewtest.New(t)
	doc := c.Get("/wait-times/lottery?waiting=300000").Doc()
	for lang, parts := range map[string][]string{
		"en": {"300,000 people waiting", "MODELLED", "as of 23 November 2026"},
		"es": {"300,000 personas", "una persona que pidió entonces", "MODELADO", "al 23 de noviembre de 2026"},
	} {
		field := "textarea#quote-" + lang + "[lang=" + lang + "]"
		quote := doc.Find(field).Text()
		for _, part := range parts {
			if !strings.Contains(quote, part) {
				t.Errorf("no %q in %q", part, quote)
			}
		}
		address := quote[strings.LastIndex(quote, " ")+1:]
		_, path, ok := strings.Cut(address, "https://citas.example")
		if !ok {
			t.Errorf("%q is no address", address)
			continue
		}
		there := c.Get(path).Doc()
		if there.Find("main textarea").First().AttrOr("lang", "") != lang || there.Find(field).Text() != quote {
			t.Errorf("%s says something else than %q", address, quote)
		}
	}
}
