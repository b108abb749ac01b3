package views_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/views"
	"citas/views/viewtest"
)

// pictureSizes are the sizes of a picture in px; 0 is as high as the drawing.
var pictureSizes = map[string][2]int{"1x": {720, 0}, "2x": {1440, 0}, "share": {1200, 630}, "square": {1080, 1080}, "portrait": {1080, 1350}}

// Every chart leaves its page in every form.
func TestEveryChartInEveryForm(t *testing.T) {
	c := viewtest.New(t)
	for _, ch := range views.Charts() {
		t.Run(ch.ID, func(t *testing.T) {
			base := "/charts/" + ch.ID
			doc := answered(t, c, base).Doc()
			headline := strings.TrimSpace(doc.Find("h1").Text())
			sameTable(t, doc, answered(t, c, base+".csv").Body)
			drawnSVG(t, answered(t, c, base+".svg").Body, string(ch.Name), headline)
			for size, want := range pictureSizes {
				img, err := png.Decode(bytes.NewReader(answered(t, c, base+".png?size="+size).Body))
				if err != nil {
					t.Fatalf("%s: %v", size, err)
				}
				if got := img.Bounds().Size(); got.X != want[0] || want[1] != 0 && got.Y != want[1] {
					t.Errorf("%s: %v, want %v", size, got, want)
				}
			}
			var document struct {
				Headline string           `json:"headline"`
				Rows     []map[string]any `json:"rows"`
			}
			decode(t, answered(t, c, base+".json").Body, &document)
			if document.Headline != headline || len(document.Rows) == 0 {
				t.Errorf("JSON: headline %q, %d rows; the page says %q", document.Headline, len(document.Rows), headline)
			}
			selfContained(t, c, "/embed/"+ch.ID, headline, string(ch.Flag()))
			var rich struct{ Version, Type, Title, HTML string }
			decode(t, answered(t, c, "/oembed?format=json&url="+url.QueryEscape("https://citas.example"+base)).Body, &rich)
			if rich.Version != "1.0" || rich.Type != "rich" || rich.Title != headline || !strings.Contains(rich.HTML, `src="https://citas.example/embed/`+ch.ID+`"`) {
				t.Errorf("oEmbed: %+v", rich)
			}
			for _, ending := range []string{"txt", "bib", "ris", "csl.json"} {
				if body := string(answered(t, c, base+"."+ending).Body); !strings.Contains(body, "https://citas.example"+base+"?as_of=2026-11-23") {
					t.Errorf("%s names no address that stays: %s", ending, body)
				}
			}
		})
	}
}

func answered(t *testing.T, c *viewtest.Client, path string) *viewtest.Answer {
	t.Helper()
	got := c.Get(path)
	if got.Status != 200 {
		t.Fatalf("%s: %d %.300s", path, got.Status, got.Body)
	}
	return got
}

func decode(t *testing.T, body []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatalf("%v in %.200s", err, body)
	}
}

// sameTable compares the table of a page with a file, cell by cell.
func sameTable(t *testing.T, doc *goquery.Document, file []byte) {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := doc.Find("article table").First().Find("tbody tr")
	if rows.Length() != len(records)-1 || rows.Length() == 0 {
		t.Errorf("the table has %d rows, the file %d", rows.Length(), len(records)-1)
		return
	}
	rows.Each(func(i int, row *goquery.Selection) {
		row.Find("th, td").Each(func(j int, cell *goquery.Selection) {
			value, exact := cell.Find("data").Attr("value")
			if !exact {
				value = strings.TrimSpace(cell.Text())
			}
			if cell.HasClass("missing") {
				value = ""
			}
			if value != records[i+1][j] {
				t.Errorf("row %d, %s: the page has %q, the file %q", i+1, records[0][j], value, records[i+1][j])
			}
		})
	})
}

// drawnSVG asserts that a drawing is one, and says what it shows.
func drawnSVG(t *testing.T, body []byte, name, headline string) {
	t.Helper()
	d, text := xml.NewDecoder(bytes.NewReader(body)), ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if words, ok := token.(xml.CharData); ok {
			text += string(words) + " "
		}
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	svg := doc.Find("svg[role=img][aria-labelledby]")
	if svg.Length() != 1 || svg.ChildrenFiltered("title").Text() != name || len(svg.ChildrenFiltered("desc").Text()) < 40 {
		t.Errorf("no role, name or description: %q, %q", svg.ChildrenFiltered("title").Text(), svg.ChildrenFiltered("desc").Text())
	}
	if words := strings.Fields(headline); !strings.Contains(text, words[0]) || svg.Find("rect, path, line, circle").Length() < 2 {
		t.Error("the drawing has no headline, or nothing is drawn")
	}
}

var inScript = regexp.MustCompile(`https?://`)

// selfContained asserts that a frame loads nothing from elsewhere, runs nothing that is
// not ours, may be framed, and says what every page must.
func selfContained(t *testing.T, c *viewtest.Client, path, headline, flag string) {
	t.Helper()
	got := answered(t, c, path)
	doc := got.Doc()
	if policy := got.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors *") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("policy %s", policy)
	}
	if h1 := doc.Find("h1").Text(); h1 != headline {
		t.Errorf("the frame says %q, the page %q", h1, headline)
	}
	if flag != "" && !strings.Contains(doc.Find(".flag").Text(), flag) {
		t.Errorf("no flag %q", flag)
	}
	for _, words := range []string{"The CBP One appointment programme ended on 20 January 2025. This site cannot book", "CC BY 4.0", "Source:"} {
		if !strings.Contains(strings.Join(strings.Fields(doc.Find("body").Text()), " "), words) {
			t.Errorf("the frame does not say %q", words)
		}
	}
	if doc.Find(`a[href="/charts/`+strings.TrimPrefix(path, "/embed/")+`"]`).Length() != 1 || doc.Find("svg, table").Length() == 0 {
		t.Error("no way to the page, or nothing is shown")
	}
	doc.Find("[src], link[href]").Each(func(_ int, s *goquery.Selection) {
		address := s.AttrOr("src", s.AttrOr("href", ""))
		if !strings.HasPrefix(address, "/static/") {
			t.Errorf("loads %s", address)
			return
		}
		if file := answered(t, c, address); inScript.Match(bytes.ReplaceAll(file.Body, []byte("http://www.w3.org/2000/svg"), nil)) {
			t.Errorf("%s names another place", address)
		}
	})
	doc.Find("style, [style], script:not([src]), [onclick], [onload], iframe, form").Each(func(_ int, s *goquery.Selection) {
		t.Errorf("inline or active: %s", goquery.NodeName(s))
	})
}

func TestEmbedsAreFrozenAndFilteredLikeThePage(t *testing.T) {
	c := viewtest.New(t)
	for _, q := range []string{"?as_of=2024-08-09", "?nationality=VE", "?as_of=2024-08-09&nationality=VE&childId=x&initialWidth=300&parentUrl=https%3A%2F%2Fnews.example"} {
		plain := strings.Split(q, "&childId")[0]
		page, frame := answered(t, c, "/charts/nationality-panels"+plain).Doc(), answered(t, c, "/embed/nationality-panels"+q).Doc()
		if a, b := page.Find("h1").Text(), frame.Find("h1").Text(); a != b {
			t.Errorf("%s: the page says %q, the frame %q", q, a, b)
		}
		if frozen := strings.Contains(frame.Find(".flag").Text(), "as of 9 August 2024"); frozen != strings.Contains(q, "as_of") {
			t.Errorf("%s: says the day: %v", q, frozen)
		}
	}
	for path, status := range map[string]int{"/embed/nothing": 404, "/embed/processed-monthly?colour=red": 400} {
		got := c.Get(path)
		if got.Status != status || got.Doc().Find("nav, svg").Length() != 0 || got.Doc().Find("h1").Length() != 1 {
			t.Errorf("%s: %d %.200s", path, got.Status, got.Body)
		}
	}
	if policy := c.Get("/charts/processed-monthly").Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'none'") {
		t.Errorf("a page may be framed: %s", policy)
	}
}

// The texts to copy are whole: a named, lazy frame, a way to the page, a picture for
// hosts that show no frames.
func TestSnippets(t *testing.T) {
	doc := answered(t, viewtest.New(t), "/charts/processed-per-day").Doc()
	for id, want := range map[string]string{"embed-live": "https://citas.example/embed/processed-per-day", "embed-frozen": "https://citas.example/embed/processed-per-day?as_of=2026-11-23"} {
		area := doc.Find("#download textarea#" + id)
		code, err := goquery.NewDocumentFromReader(strings.NewReader(area.Text()))
		if err != nil {
			t.Fatal(err)
		}
		frame := code.Find("iframe")
		if frame.AttrOr("src", "") != want || frame.AttrOr("loading", "") != "lazy" || frame.AttrOr("title", "") != doc.Find("h1").Text() {
			t.Errorf("%s: %s", id, area.Text())
		}
		if _, readonly := area.Attr("readonly"); !readonly || doc.Find("label[for="+id+"]").Length() != 1 {
			t.Errorf("%s cannot be copied", id)
		}
		inside, err := goquery.NewDocumentFromReader(strings.NewReader(frame.Text()))
		if err != nil {
			t.Fatal(err)
		}
		img := inside.Find("a[href^='https://citas.example/charts/processed-per-day'] img[alt]")
		if !strings.Contains(img.AttrOr("src", ""), "processed-per-day.png?") || img.AttrOr("alt", "") == "" {
			t.Errorf("%s has no picture for hosts without frames: %s", id, frame.Text())
		}
		if code.Find("p a[href]").Length() != 1 || code.Find("script[async]").AttrOr("src", "") != "https://citas.example/embed.js" {
			t.Errorf("%s: %s", id, area.Text())
		}
	}
	without := answered(t, viewtest.New(t, func(c *views.Config) { c.BaseURL = "" }), "/charts/processed-per-day").Doc()
	if without.Find("textarea[id^=embed]").Length() != 0 || without.Find(`link[type="application/json+oembed"], meta[property="og:image"]`).Length() != 0 {
		t.Error("a site that does not know its address gives addresses away")
	}
}

func TestOEmbed(t *testing.T) {
	c := viewtest.New(t)
	at := func(address, more string) string { return "/oembed?url=" + url.QueryEscape(address) + more }
	const chart = "https://citas.example/charts/processed-monthly"
	for path, status := range map[string]int{
		at(chart, ""):                     200,
		at(chart+"?as_of=2024-08-09", ""): 200,
		at("https://citas.example/embed/processed-monthly", ""):      200,
		at(chart, "&format=xml"):                                     501,
		at(chart, "&format=yaml"):                                    400,
		at(chart, "&maxwidth=wide"):                                  400,
		at(chart, "&maxheight=0"):                                    400,
		at(chart, "&colour=red"):                                     400,
		"/oembed":                                                    400,
		at("https://citas.example/data", ""):                         404,
		at("https://elsewhere.example/charts/processed-monthly", ""): 404,
		at(chart+".csv", ""):                                         404,
		at(chart+"?colour=red", ""):                                  404,
		at("https://citas.example/charts/nothing", ""):               404,
	} {
		if got := c.Get(path); got.Status != status {
			t.Errorf("%s: %d, want %d: %.200s", path, got.Status, status, got.Body)
		}
	}
	var small struct {
		Width, Height int
		Thumbnail     string `json:"thumbnail_url"`
		HTML          string
	}
	decode(t, answered(t, c, at(chart, "&maxwidth=400&maxheight=300")).Body, &small)
	if small.Width != 400 || small.Height != 300 || small.Thumbnail != "" || !strings.Contains(small.HTML, `width="400" height="300"`) {
		t.Errorf("%+v", small)
	}
	link := answered(t, c, "/charts/processed-monthly?as_of=2024-08-09").Doc().Find(`link[rel=alternate][type="application/json+oembed"]`).AttrOr("href", "")
	u, err := url.Parse(link)
	if err != nil || u.Host != "citas.example" {
		t.Fatalf("discovery link %q: %v", link, err)
	}
	var found struct{ HTML string }
	decode(t, answered(t, c, u.RequestURI()).Body, &found)
	if !strings.Contains(found.HTML, "/embed/processed-monthly?as_of=2024-08-09") {
		t.Errorf("the discovered frame is not of that day: %s", found.HTML)
	}
}

// Every page looks like itself where its address is shared.
func TestCards(t *testing.T) {
	c := viewtest.New(t)
	for _, path := range pages(t) {
		doc := c.Get(path).Doc()
		meta := func(name string) string { return doc.Find(`meta[property="`+name+`"]`).AttrOr("content", "") }
		for _, name := range []string{"og:title", "og:type", "og:description", "og:site_name"} {
			if meta(name) == "" {
				t.Errorf("%s has no %s", path, name)
			}
		}
		if doc.Find(`meta[name="twitter:card"]`).Length() != 1 {
			t.Errorf("%s has no twitter:card", path)
		}
	}
	for _, path := range []string{"/", "/allocations", "/wait-times", "/languages", "/charts/waits-reported", "/charts/queue-days", "/charts/processed-monthly?as_of=2024-08-09"} {
		doc := answered(t, c, path).Doc()
		meta := func(name string) string { return doc.Find(`meta[property="og:image`+name+`"]`).AttrOr("content", "") }
		u, err := url.Parse(meta(""))
		if err != nil || u.Host != "citas.example" || meta(":width") != "1200" || meta(":height") != "630" || meta(":alt") == "" {
			t.Errorf("%s: image %q, %s × %s, %q", path, meta(""), meta(":width"), meta(":height"), meta(":alt"))
			continue
		}
		if strings.Contains(path, "as_of") != strings.Contains(u.RawQuery, "as_of") {
			t.Errorf("%s: the picture is of another day: %s", path, u)
		}
		if got := answered(t, c, u.RequestURI()); got.Header.Get("Content-Type") != "image/png" {
			t.Errorf("%s: %s", path, got.Header.Get("Content-Type"))
		}
	}
}
