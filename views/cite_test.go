package views_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/views"
	"citas/views/viewtest"
)

const julyKey = "/cite/data.appointments-processed.appointments~period=month~fiscal_year=2023~month=2023-07-01~nationality=total"

type citeAnswer struct {
	Key, Release string
	Figures      []struct {
		Column, Text, Rounding, Sentence, URL string
		Value                                 any
	}
	History []struct {
		Published string
		Figures   map[string]string
	}
}

func askCite(t *testing.T, c *viewtest.Client, path string) (a citeAnswer) {
	t.Helper()
	got := c.Get(path + ".json")
	if err := json.Unmarshal(got.Body, &a); err != nil || got.Status != 200 {
		t.Fatalf("%s: %d %v %s", path, got.Status, err, got.Body)
	}
	return a
}

// TestCitedNumberSaysThatItWasRevised: July 2023 as of August 2024, revised by the release of September.
func TestCitedNumberSaysThatItWasRevised(t *testing.T) {
	c := viewtest.New(t)
	then := askCite(t, c, julyKey+"@2024-08-09")
	if f := then.Figures[0]; f.Text != "44,800 appointments" || f.Rounding != "rounded to 10 by the publisher" || !strings.Contains(f.Sentence, "as of 9 August 2024") || !strings.Contains(f.Sentence, f.URL) {
		t.Errorf("as of August 2024: %+v", f)
	}
	if now := askCite(t, c, julyKey+"@2026-11-01"); now.Figures[0].Text != "44,810 appointments" || len(now.History) < 2 {
		t.Errorf("today: %+v", now)
	}
	doc := c.Get(julyKey + "@2024-08-09").Doc()
	if note := doc.Find(".note").Text(); !strings.Contains(note, "44,810 appointments since the release of 6 September 2024") || !strings.Contains(note, "44,800") {
		t.Errorf("the page says %q", note)
	}
	if es := doc.Find("textarea[lang=es]").First().Text(); !strings.Contains(es, "El registro público al 9 de agosto de 2024") || !strings.Contains(es, "/es/cite/") {
		t.Errorf("in Spanish: %q", es)
	}
	feed := string(c.Get(julyKey + "@2024-08-09.atom").Body)
	if !strings.Contains(feed, "changed it from 44,800 appointments to 44,810 appointments") {
		t.Errorf("the feed does not say what changed: %s", feed)
	}
}

// TestEveryRowHasAnAddress: the key of each table picks one row, and the number there is the one of the table.
func TestEveryRowHasAnAddress(t *testing.T) {
	c := viewtest.New(t)
	for _, chart := range views.Charts() {
		citedRows(t, c, "/charts/"+chart.ID, `#table tbody th a[href^="/cite/"], #chart tbody th a[href^="/cite/"]`)
	}
	for page, tables := range map[string][]string{
		"/nationalities":  {"counted"},
		"/nationality/VE": {"years", "months", "languages-table", "coverage"},
		"/place/tijuana":  {"waits-averages", "waits-longest", "waits-cases"}, "/place/el-paso": {"levels-table"},
		"/claims": {"all-processed", "all-scheduled"}, "/jumps": {"steps-table"}, "/data/appointments-processed": {"preview"},
		"/data/appointments-processed/revisions": {"cells-table"},
		"/data/appointments-processed/triangle":  {"months-table"}, "/data/appointments-processed/triangle?nationality=VE": {"months-table"}, "/places": {"ports"},
		"/wait-times/lottery/test": {"errors-table", "course-table", "lottery-test-table"},
	} {
		for _, id := range tables {
			if citedRows(t, c, page, "#"+id+` tbody a[href^="/cite/"]`) == 0 {
				t.Errorf("%s: no row of %s has an address", page, id)
			}
		}
	}
	a := askCite(t, c, "/cite/chart.russia-share.share~month=2023-02-01@2026-11-01")
	if f := a.Figures[0]; !strings.HasPrefix(f.Rounding, "between ") {
		t.Errorf("a share of rounded counts carries no band: %+v", f)
	}
	lead := askCite(t, c, "/cite/lead.overview.1@2026-11-01")
	if got, want := lead.Figures[0].Text, strings.TrimSpace(c.Get("/").Doc().Find(".lead").First().Text()); got != want {
		t.Errorf("the sentence is %q, the page leads with %q", got, want)
	}
}

// citedRows follows some of the addresses of a table's rows, and returns how many there are.
func citedRows(t *testing.T, c *viewtest.Client, page, selector string) int {
	t.Helper()
	seen := map[string]bool{}
	for _, href := range c.Get(page).Doc().Find(selector).Map(attribute("href")) {
		if seen[href] {
			t.Errorf("%s: two rows have the address %s", page, href)
		}
		seen[href] = true
	}
	n := 0
	for href := range seen {
		if n++; n > 2 {
			break
		}
		to := c.Get(href)
		if to.Status != 303 {
			t.Errorf("%s: %s: %d", page, href, to.Status)
			continue
		}
		at, err := url.Parse(to.Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Get(at.EscapedPath()); got.Status != 200 || got.Doc().Find("textarea").Length() == 0 {
			t.Errorf("%s: %s: %d, or without a sentence", page, at, got.Status)
		}
	}
	return len(seen)
}

// TestCiteSaysWhatIsDerived: in one row the publisher's count is no derived figure, and the share of it is one, with its band.
func TestCiteSaysWhatIsDerived(t *testing.T) {
	a := askCite(t, viewtest.New(t), "/cite/table.nationality-months~nationality=VE~month=2023-07-01@2026-11-01")
	derived := map[string]bool{}
	for _, f := range a.Figures {
		derived[f.Column] = strings.Contains(f.Sentence, "Derived: ")
		if banded := strings.HasPrefix(f.Rounding, "between "); banded != (f.Column == "share") {
			t.Errorf("%s: %s", f.Column, f.Rounding)
		}
	}
	if want := map[string]bool{"appointments": false, "share": true}; !maps.Equal(derived, want) {
		t.Errorf("derived: %v", derived)
	}
}

// TestCiteKeepsTheDay: from a page of a past day a number is cited as of that day.
func TestCiteKeepsTheDay(t *testing.T) {
	c := viewtest.New(t)
	href := c.Get("/charts/processed-monthly?as_of=2024-08-09").Doc().Find(`#table tbody th a[href^="/cite/"]`).First().AttrOr("href", "")
	if to := c.Get(href).Header.Get("Location"); !strings.Contains(to, "@2024-08-09") {
		t.Errorf("%s leads to %q", href, to)
	}
}

func attribute(name string) func(int, *goquery.Selection) string {
	return func(_ int, s *goquery.Selection) string { return s.AttrOr(name, "") }
}

// TestCiteSaysWhatReleasesSaid: a month of the triangle as of the release that revised it, and as of the one before.
func TestCiteSaysWhatReleasesSaid(t *testing.T) {
	c := viewtest.New(t)
	const july = "/cite/triangle.appointments-processed~nationality=total~month=2023-07-01"
	for day, want := range map[string]string{
		"2024-08-09": "44,800 appointments, 44,800 appointments, 0, 0 appointments",
		"2024-09-06": "44,800 appointments, 44,810 appointments, 1, +10 appointments",
	} {
		var got []string
		for _, f := range askCite(t, c, july+"@"+day).Figures {
			got = append(got, f.Text)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q", day, got)
		}
	}
	derived := map[string]string{}
	for _, f := range askCite(t, c, july+"@2024-09-06").Figures {
		derived[f.Column] = fmt.Sprint(strings.Contains(f.Sentence, "Derived: "), " ", f.Rounding)
	}
	const printed, computed = "false rounded to 10 by the publisher", "true computed from counts that the publisher rounded to 10"
	if want := map[string]string{"first_value": printed, "latest_value": printed, "revisions": "true ", "largest": computed}; !maps.Equal(derived, want) {
		t.Errorf("%v", derived)
	}
	// A release that leaves the month alone revises nothing.
	august := "/cite/triangle.appointments-processed~nationality=total~month=2023-08-01@2024-09-06"
	if history := askCite(t, c, august).History; len(history) != 1 {
		t.Errorf("August 2023 has %d turns", len(history))
	}
	if said := c.Get(august).Doc().Find(".note").Text(); strings.Contains(said, "Revised since") {
		t.Errorf("August 2023: %s", said)
	}
	for _, wrong := range []string{"~nationality=total~month=1999-01-01", "~nationality=total", "~month=2023-07-01~period=month", "~color=red~month=2023-07-01", "~month=2023-07-01"} {
		if got := c.Get("/cite/triangle.appointments-processed" + wrong + "@2024-09-06"); got.Status != 404 {
			t.Errorf("%s: %d", wrong, got.Status)
		}
	}
}

// TestCiteSaysWhatThePageSays: the figures of the lottery's test are rounded once, for the page and for its addresses.
func TestCiteSaysWhatThePageSays(t *testing.T) {
	c := viewtest.New(t)
	const path = "/wait-times/lottery/test"
	rows := c.Get(path).Doc().Find("#lottery-test-table tbody tr")
	if rows.Length() < 10 {
		t.Fatalf("%d rows", rows.Length())
	}
	rows.Each(func(_ int, row *goquery.Selection) {
		var shown []string
		row.Find("td").Each(func(i int, cell *goquery.Selection) {
			if i == 3 || i == 4 { // modelled, error
				shown = append(shown, strings.TrimSpace(cell.Text())+" days")
			}
		})
		var cited []string
		for _, f := range askCite(t, c, row.Find(`th a[href^="/cite/"]`).AttrOr("href", "")+"@2026-11-01").Figures {
			if f.Column == "modelled_days" || f.Column == "error_days" {
				cited = append(cited, f.Text)
			}
		}
		if fmt.Sprint(shown) != fmt.Sprint(cited) {
			t.Errorf("the page says %q, the address %q", shown, cited)
		}
	})
}
