package views_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/views"
	"citas/views/viewtest"
)

const monday = "2024-09-30" // after the second workbook, before the third

func TestAsOfShowsThePastEverywhere(t *testing.T) {
	c := viewtest.New(t)
	for path, want := range map[string]string{
		"/":                                       "636,680 appointments",
		"/allocations":                            "to May 2024",
		"/charts/processed-monthly":               "636,680",
		"/charts/processed-monthly.json":          `"as_of":"2024-09-30"`,
		"/charts/processed-monthly.csv":           "2024-05-01,2024,2024,45620,",
		"/charts/processed-monthly.svg":           "the record as of 30 September 2024",
		"/data/appointments-processed":            "ohss-monthly@2024-09-06",
		"/data/appointments-processed.csv":        "2024-05-01,total,Total,45620,",
		"/data/appointments-processed.json":       `"appointments":45620`,
		"/data/appointments-processed/revisions":  "From ohss-monthly@2024-08-09 to ohss-monthly@2024-09-06",
		"/data/appointments-processed/triangle":   "Two of 17 months were revised",
		"/data/published-statements.csv":          "elvenezolano-2024-09", // said in September: counts from its last day
		"/api/v1/datasets/appointments-processed": `"id":"appointments-processed"`,
	} {
		joint := "?"
		if strings.Contains(path, "?") {
			joint = "&"
		}
		got := c.Get(path + joint + "as_of=" + monday)
		if got.Status != http.StatusOK {
			t.Errorf("%s: status %d", path, got.Status)
			continue
		}
		text := string(got.Body)
		if strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
			text = strings.Join(strings.Fields(got.Doc().Text()), " ")
		}
		if !strings.Contains(text, want) {
			t.Errorf("%s as of %s does not say %q", path, monday, want)
		}
		if strings.Contains(text, "ohss-monthly@2024-12-06") {
			t.Errorf("%s as of %s shows a release of December", path, monday)
		}
	}
}

func TestEveryLinkKeepsTheDay(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{"/", "/allocations", "/charts", "/charts/processed-monthly", "/data", "/data/appointments-processed", "/data/appointments-processed/revisions"} {
		doc := c.Get(path + "?as_of=" + monday).Doc()
		doc.Find("main a[href^='/'], header a[href^='/']").Each(func(_ int, a *goquery.Selection) {
			href, _ := a.Attr("href")
			if strings.HasPrefix(href, "/editions") { // an edition is the same on every day
				return
			}
			if _, free := a.Attr("data-any-day"); !free && !strings.Contains(href, "as_of="+monday) {
				t.Errorf("%s: the link to %s forgets the day", path, href)
			}
		})
		doc.Find("main form").Each(func(_ int, form *goquery.Selection) {
			if v, _ := form.Find(`input[name="as_of"]`).Attr("value"); v != monday {
				t.Errorf("%s: a form forgets the day", path)
			}
		})
		if said := doc.Find(".as-of-said").Text(); !strings.Contains(said, "as it stood on 30 September 2024") {
			t.Errorf("%s says %q", path, said)
		}
		if href, _ := doc.Find(".as-of-said a").Attr("href"); href != path {
			t.Errorf("%s: the way to the latest leads to %s", path, href)
		}
	}
}

func TestBeforeTheRecordBeginsPagesAreEmptyNotBroken(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range pages(t) {
		if strings.Contains(path, "?") {
			continue
		}
		if got := c.Get(path + "?as_of=1999-12-31"); got.Status != http.StatusOK && got.Status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, got.Status)
		}
	}
	for _, chart := range views.Charts() {
		for _, ext := range []string{"", ".csv", ".json"} {
			if got := c.Get("/charts/" + chart.ID + ext + "?as_of=1999-12-31"); got.Status != http.StatusOK {
				t.Errorf("%s%s: status %d: %.200s", chart.ID, ext, got.Status, got.Body)
			}
		}
		if got := c.Get("/charts/" + chart.ID + ".svg?as_of=1999-12-31"); got.Status >= http.StatusInternalServerError {
			t.Errorf("%s.svg: status %d: %.200s", chart.ID, got.Status, got.Body)
		}
	}
	if rows := c.Get("/data/appointments-processed.csv?as_of=1999-12-31"); strings.Count(string(rows.Body), "\n") != 1 {
		t.Errorf("the CSV has rows: %.200s", rows.Body)
	}
}

func TestABadDayIsSaidToBeOne(t *testing.T) {
	c := viewtest.New(t)
	for _, day := range []string{"yesterday", "2024-13-01", "2024-9-1", "20240930", "2024-09-30'--", "0000-01-01"} {
		got := c.Get("/data/ports.csv?as_of=" + day)
		if got.Status != http.StatusBadRequest || !strings.Contains(string(got.Body), "the record begins on 20") {
			t.Errorf("%s: status %d, %s", day, got.Status, got.Body)
		}
	}
	if got := c.Get("/?as_of="); got.Status != http.StatusOK {
		t.Errorf("an empty field: status %d", got.Status)
	}
	if got := c.Get("/?as_of=2024-01-01&as_of=2024-02-01"); got.Status != http.StatusBadRequest {
		t.Errorf("two days: status %d", got.Status)
	}
}

func TestRevisedMonthsAreMarked(t *testing.T) {
	c := viewtest.New(t)
	body := string(c.Get("/charts/processed-monthly").Body)
	if n := strings.Count(body, "first published as"); n == 0 {
		t.Error("no revised month says what was published first")
	}
	if !strings.Contains(body, "July 2023: 44,810, first published as 44,800") {
		t.Error("July 2023 does not say both values")
	}
}
