package views_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data"
	"citas/data/datatest"
	"citas/views/viewtest"
)

// TestNationalityNumbersAreThoseOfTheFile: every figure of the table by month is in the
// CSV of the dataset.
func TestNationalityNumbersAreThoseOfTheFile(t *testing.T) {
	c := viewtest.New(t)
	records, err := csv.NewReader(strings.NewReader(string(c.Get("/data/appointments-processed.csv?nationality=VE&period=month").Body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	value := -1
	for i, name := range records[0] {
		if name == "appointments" {
			value = i
		}
	}
	for _, r := range records[1:] {
		if r[value] != "" {
			want[r[value]] = true
		}
	}
	shown := 0
	c.Get("/nationality/VE").Doc().Find("#months tbody tr").Each(func(_ int, row *goquery.Selection) {
		if n, ok := row.Find("td").First().Find("data").Attr("value"); ok {
			shown++
			if !want[n] {
				t.Errorf("%s shows %s, which the file does not have", row.Find("th").Text(), n)
			}
		}
	})
	if shown < 20 {
		t.Errorf("%d months have a figure", shown)
	}
}

func TestProfilesFoundByOtherNames(t *testing.T) {
	c := viewtest.New(t)
	for asked, want := range map[string]string{
		"/nationality/ve": "/nationality/VE", "/nationality/Ha%C3%AFti": "/nationality/HT", "/nationality/rusia": "/nationality/RU", "/nationality/CHINA,%20PEOPLES%20REPUBLIC%20OF": "/nationality/CN",
		"/place/Ciudad%20Juarez": "/place/ciudad-juarez", "/place/ju%C3%A1rez": "/place/ciudad-juarez", "/place/Tijuana": "/place/tijuana", "/place/border-wide": "/place/border_wide", "/place/San%20Ysidro": "/place/san-ysidro",
	} {
		if got := c.Get(asked).Header.Get("Location"); got != want {
			t.Errorf("%s leads to %q, want %q", asked, got, want)
		}
	}
	if got := c.Get("/nationality/ve?as_of=2024-08-09").Header.Get("Location"); got != "/nationality/VE?as_of=2024-08-09" {
		t.Errorf("a past view leads to %q", got)
	}
}

// TestProfileOfAPastDay: before the first table nobody is "inside other".
func TestProfileOfAPastDay(t *testing.T) {
	c := viewtest.New(t)
	for path, want := range map[string]string{
		"/nationality/VE?as_of=2023-06-01": "No monthly table had been published by then.",
		"/nationality/VE?as_of=2024-08-09": "from January 2023 to ",
		"/nationality/AF?as_of=2024-08-09": "are inside “other”",
		"/place/el-paso?as_of=2023-02-01":  "No daily figure was published for El Paso.",
	} {
		if got := c.Get(path).Doc().Find("p.lead").Text(); !strings.Contains(got, want) {
			t.Errorf("%s leads with %q", path, got)
		}
	}
}

// TestEveryProfileAnswers: each territory and each place has a page that names its gaps.
func TestEveryProfileAnswers(t *testing.T) {
	c := viewtest.New(t)
	var paths []string
	rows, err := datatest.Edition(t).Select(t.Context(), data.Select{Dataset: "territories", Columns: []string{"territory"}})
	if err != nil {
		t.Fatal(err)
	}
	rows.Each(func(r data.Row) { paths = append(paths, "/nationality/"+r.Text("territory")) })
	for _, id := range data.PortIDs {
		paths = append(paths, "/place/"+id)
	}
	for _, p := range data.Places {
		paths = append(paths, "/place/"+p.Slug)
	}
	for _, path := range paths {
		got := c.Get(path)
		if got.Status != 200 {
			t.Errorf("%s: %d", path, got.Status)
			continue
		}
		doc := got.Doc()
		if doc.Find("#gaps li").Length() == 0 || strings.TrimSpace(doc.Find(".lead").Text()) == "" {
			t.Errorf("%s has no finding, or names nothing that is unknown", path)
		}
		if strings.HasPrefix(path, "/place/") && !strings.Contains(doc.Find("#waits").Text(), "Silence about a place is not a short wait.") {
			t.Errorf("%s does not say what silence means", path)
		}
	}
}

// TestSingleCasesNameNobody: on the page of a place a single case has month and place,
// never whom it is about (editorial.md, rule 8).
func TestSingleCasesNameNobody(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range []string{"/place/tijuana", "/place/tapachula", "/place/hidalgo"} {
		cases := c.Get(path).Doc().Find("#waits-cases tbody tr")
		if path == "/place/tijuana" && cases.Length() == 0 {
			t.Errorf("%s shows no case", path)
		}
		cases.Each(func(_ int, row *goquery.Selection) {
			want := 5 // wait, still waiting, clock, confidence, document
			if path == "/place/hidalgo" {
				want++ // and where
			}
			if n := row.Find("td").Length(); n != want {
				t.Errorf("%s: a case has %d cells", path, n)
			}
			if day := row.Find("th").Text(); len(strings.Fields(day)) != 2 {
				t.Errorf("%s: a case has the day %q", path, day)
			}
		})
	}
}

// TestTablesLeadToProfiles: a cell that names a nationality or a place leads to its page.
func TestTablesLeadToProfiles(t *testing.T) {
	c := viewtest.New(t)
	for page, link := range map[string]string{
		"/data/appointments-processed?nationality=VE": "/nationality/VE",
		"/data/nationality-languages?territory=HT":    "/nationality/HT",
		"/data/wait-times?place=tijuana":              "/place/tijuana",
		"/data/daily-capacity?port_id=el-paso":        "/place/el-paso",
		"/claims?place=tijuana":                       "/place/tijuana",
	} {
		if c.Get(page).Doc().Find(`table a[href="`+link+`"]`).Length() == 0 {
			t.Errorf("%s does not lead to %s", page, link)
		}
	}
	if n := c.Get("/data/appointments-processed?nationality=total").Doc().Find(`#preview a[href^="/nationality/"]`).Length(); n != 0 {
		t.Errorf("the total leads to %d nationalities", n)
	}
}
