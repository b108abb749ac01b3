package views_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"citas/views"
	"citas/views/viewtest"
)

// figureRow is one row of a chart's table, as the page shows it and as the file holds it.
type figureRow struct {
	page []string // what a reader sees
	file []string
	says map[string]bool // every number that the row may be quoted with
}

// A chart says the same in every form: the cells of its table are those of its CSV and its
// JSON, each mark is labelled with numbers of one row, and the long description speaks only
// of values that a row holds. So it is for the whole chart and for a selection.
func TestEveryFormOfAChartSaysTheSame(t *testing.T) {
	c := viewtest.New(t)
	for _, chart := range views.Charts() {
		addresses := []string{"/charts/" + chart.ID}
		page := c.Get(addresses[0]).Doc()
		if box := page.Find(".choose input[type=checkbox]").First(); box.Length() > 0 {
			addresses = append(addresses, addresses[0]+"?"+box.AttrOr("name", "")+"="+box.AttrOr("value", ""))
		}
		if ends := page.Find(".choose select[name=to] option"); ends.Length() > 2 {
			addresses = append(addresses, addresses[0]+"?to="+ends.Eq(ends.Length()/2).AttrOr("value", ""))
		}
		for _, address := range addresses {
			t.Run(address, func(t *testing.T) { checkForms(t, c, address) })
		}
	}
}

func checkForms(t *testing.T, c *viewtest.Client, address string) {
	page := c.Get(address).Doc()
	rows := figureRows(t, c, page, address)
	page.Find(".drawing svg").Each(func(_ int, svg *goquery.Selection) {
		checkNames(t, page, svg)
		svg.Find("[data-label]").Each(func(_ int, mark *goquery.Selection) {
			parts := []string{mark.AttrOr("data-label", "")}
			if strings.HasSuffix(parts[0], ": no file held") { // a run of months or quarters, named by its ends
				parts = strings.Split(parts[0], " to ")
			}
			for _, part := range parts {
				if !slices.ContainsFunc(rows, func(r figureRow) bool { return r.has(part) }) {
					t.Errorf("no row of the table has the numbers of the mark %q", part)
				}
			}
		})
		desc := svg.Find("desc").Text()
		for _, said := range quoted.FindAllString(desc, -1) {
			if !slices.ContainsFunc(rows, func(r figureRow) bool { return r.has(said) }) {
				t.Errorf("no row of the table has %q, which the description says", said)
			}
		}
	})
	if drawn := page.Find(".drawing svg").Length(); drawn > 0 {
		alt := page.Find("#alt-text").Text()
		if desc := page.Find(".drawing .wide svg desc").Text(); !strings.HasSuffix(alt, desc) || !strings.HasPrefix(alt, strings.TrimSpace(page.Find("h1").Text())) {
			t.Errorf("the alt text is not the headline and the description: %.200s", alt)
		}
	}
}

// checkNames wants the short name and the long description that a screen reader reads.
func checkNames(t *testing.T, page *goquery.Document, svg *goquery.Selection) {
	if svg.AttrOr("role", "") != "img" {
		t.Error("the drawing has no role")
	}
	for _, id := range strings.Fields(svg.AttrOr("aria-labelledby", "")) {
		if text := page.Find("#" + id).Text(); len(strings.Fields(text)) < 3 {
			t.Errorf("#%s names the drawing with %q", id, text)
		}
	}
	desc := svg.Find("desc").Text()
	if len(desc) < 150 || !strings.Contains(desc, " showing ") {
		t.Errorf("the description is %q", desc)
	}
	if svg.Find(".c-break").Length() > 0 && !strings.Contains(desc, "definition changes on") {
		t.Error("a break is drawn and not described")
	}
	if svg.Find("pattern").Length() > 0 && !strings.Contains(desc, "No value for") {
		t.Error("missing values are drawn and not described")
	}
}

// figureRows reads table, CSV and JSON and fails where a cell differs.
func figureRows(t *testing.T, c *viewtest.Client, page *goquery.Document, address string) []figureRow {
	path, query, _ := strings.Cut(address, "?")
	file := func(ext string) []byte { return c.Get(path + "." + ext + "?" + query).Body }
	records, err := csv.NewReader(strings.NewReader(string(file("csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Columns []struct{ Name, Type string }
		Rows    []map[string]any
		Flag    string
		Level   string `json:"processing_level"`
	}
	if err := json.Unmarshal(file("json"), &doc); err != nil {
		t.Fatal(err)
	}
	cells := page.Find(".chart-page table tbody tr")
	if len(records)-1 != len(doc.Rows) || len(doc.Rows) != cells.Length() || cells.Length() == 0 {
		t.Fatalf("%d rows in CSV, %d in JSON, %d on the page", len(records)-1, len(doc.Rows), cells.Length())
	}
	var rows []figureRow
	cells.Each(func(i int, tr *goquery.Selection) {
		row := figureRow{file: records[i+1]}
		tr.Children().Each(func(j int, td *goquery.Selection) {
			text := strings.TrimSpace(td.Text())
			row.page = append(row.page, text)
			if value := td.Find("data").AttrOr("value", text); !td.HasClass("missing") && value != records[i+1][j] || td.HasClass("missing") != (records[i+1][j] == "") {
				t.Errorf("row %d, %s: the page has %q, the CSV %q", i+1, records[0][j], value, records[i+1][j])
			}
			if value := jsonText(doc.Rows[i][doc.Columns[j].Name]); !sameCell(value, records[i+1][j]) {
				t.Errorf("row %d, %s: the JSON has %q, the CSV %q", i+1, records[0][j], value, records[i+1][j])
			}
		})
		row.count()
		rows = append(rows, row)
	})
	return rows
}

func jsonText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

func sameCell(a, b string) bool {
	x, errA := strconv.ParseFloat(a, 64)
	y, errB := strconv.ParseFloat(b, 64)
	return a == b || errA == nil && errB == nil && x == y
}

// numeral is a number in prose, without the point or comma of the sentence.
var numeral = regexp.MustCompile(`\d+(?:[,.]\d+)*`)

// quoted is a value with the time or row that it is said of: "11,260 appointments (May 2024)".
var quoted = regexp.MustCompile(`(?:from|to|Highest|lowest) \d[\d,]*(?:\.\d+)?[^().;]*\([^()]*\)`)

// has reports whether every number of a text is one that the row may be quoted with.
func (r figureRow) has(text string) bool {
	for _, n := range numeral.FindAllString(strings.ReplaceAll(text, "per 100 ", ""), -1) {
		if !r.says[n] {
			return false
		}
	}
	return true
}

// count collects the numbers of a row: as the page prints them, as days, months, quarters
// and fiscal years, and rounded as drawings write them.
func (r *figureRow) count() {
	r.says = map[string]bool{}
	add := func(text string) {
		for _, n := range numeral.FindAllString(text, -1) {
			r.says[n] = true
		}
	}
	w := views.Words{}
	for i, cell := range r.file {
		if i < len(r.page) {
			add(r.page[i])
		}
		if day, err := time.Parse(time.DateOnly, cell); err == nil {
			for _, d := range []time.Time{day, day.AddDate(0, 0, 1)} {
				add(w.Day(d) + w.Quarter(d))
			}
			continue
		}
		add(cell)
		if v, err := strconv.ParseFloat(cell, 64); err == nil {
			for decimals := range 3 {
				add(w.Number(v, decimals))
				if math.Abs(v) <= 2 { // a share, or a ratio
					add(w.Number(100*v, decimals))
				}
			}
		}
	}
}
