package views_test

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data"
	"citas/views"
	"citas/views/viewtest"
)

// Rule 13: what is no plain count says so in the title, on the page, in the image, in CSV,
// in JSON and in the list of charts; what is one does not.
func TestFlagsTravel(t *testing.T) {
	c := viewtest.New(t)
	var list struct {
		Charts []struct{ ID, Level, Flag string }
	}
	if err := json.Unmarshal(c.Get("/api/v1/charts").Body, &list); err != nil {
		t.Fatal(err)
	}
	flagged := 0
	for i, chart := range views.Charts() {
		t.Run(chart.ID, func(t *testing.T) {
			word := map[data.Level]string{data.Derived: "(derived)", data.Modelled: "(modelled)"}[chart.Level]
			if word != "" {
				flagged++
			}
			address := "/charts/" + chart.ID
			page := c.Get(address).Doc()
			says := func(where, text string) {
				if (chart.Flag() != "") != strings.Contains(text, string(chart.Flag())) && chart.Flag() != "" {
					t.Errorf("%s does not say %q", where, chart.Flag())
				}
			}
			for where, text := range map[string]string{"title": page.Find("title").Text(), "caption": page.Find("caption").Text()} {
				if !strings.Contains(text, word) || word == "" && strings.Contains(text, "(derived)") {
					t.Errorf("%s: %q, want %q in it", where, text, word)
				}
			}
			says("page", page.Find(".figure-head .flag").Text())
			if (page.Find(".figure-head .flag").Length() > 0) != (word != "") {
				t.Error("the flag of the page is not that of the level")
			}
			if !chart.TableOnly {
				svg, err := goquery.NewDocumentFromReader(strings.NewReader(string(c.Get(address + ".svg").Body)))
				if err != nil {
					t.Fatal(err)
				}
				var texts []string
				svg.Find("text").Each(func(_ int, s *goquery.Selection) { texts = append(texts, s.Text()) })
				says("image", strings.Join(texts, " "))
			}
			records, err := csv.NewReader(strings.NewReader(string(c.Get(address + ".csv").Body))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			level := slices.Index(records[0], "processing_level")
			if (level >= 0) != (word != "") || level >= 0 && records[1][level] != string(chart.Level) {
				t.Errorf("the CSV has the columns %q", records[0])
			}
			var doc struct {
				Flag  string
				Level string `json:"processing_level"`
			}
			if err := json.Unmarshal(c.Get(address+".json").Body, &doc); err != nil {
				t.Fatal(err)
			}
			if doc.Flag != string(chart.Flag()) || doc.Level != string(chart.Level) || list.Charts[i].Flag != string(chart.Flag()) || list.Charts[i].Level != string(chart.Level) {
				t.Errorf("JSON says %+v, the list %+v", doc, list.Charts[i])
			}
		})
	}
	if flagged < 8 {
		t.Errorf("%d charts are derived or modelled", flagged)
	}
}
