package staticsite_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
	"citas/views"
	"citas/views/staticsite"
)

func single(t *testing.T) staticsite.Single {
	t.Helper()
	words, _, err := views.SingleWords("en")
	if err != nil {
		t.Fatal(err)
	}
	s := staticsite.Single{Site: site(t, "").Site, Pages: views.SinglePages(), Words: words, Most: 5_000_000}
	store, e := datatest.Store(t), datatest.Edition(t)
	for _, d := range e.Catalog().Sorted() {
		files, _ := e.Manifest.Dataset(d.ID)
		f, _ := files.File("csv")
		body, err := os.ReadFile(store.FilePath(e.Manifest, f))
		if err != nil {
			t.Fatal(err)
		}
		s.Data = append(s.Data, staticsite.Attachment{Name: d.ID + ".csv", Title: d.Title, Type: "text/csv;charset=utf-8", SHA256: f.SHA256, Body: body})
	}
	return s
}

// TestSingleFile: it needs nothing else, its links lead somewhere, its figures are those of the files, and the files are in it.
func TestSingleFile(t *testing.T) {
	if testing.Short() {
		t.Skip("asks for every chart")
	}
	s := single(t)
	body, err := s.Write(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(body) > s.Most {
		t.Errorf("%d bytes, want at most %d", len(body), s.Most)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if n := doc.Find("script, link, iframe, img, [src], [srcset], form, object").Length(); n > 0 {
		t.Errorf("%d parts of the file need another file or a server", n)
	}
	if style := doc.Find("style").Text(); strings.Contains(style, "@import") || strings.Contains(style, "url(") {
		t.Error("the styles name another file")
	}
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		id := e.AttrOr("id", "")
		if ids[id] {
			t.Errorf("id %s twice", id)
		}
		ids[id] = true
	})
	attached := map[string][]byte{}
	doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		href := a.AttrOr("href", "")
		switch scheme, rest, _ := strings.Cut(href, ":"); {
		case strings.HasPrefix(href, "#"):
			if !ids[href[1:]] {
				t.Errorf("link %q to %s leads nowhere", a.Text(), href)
			}
		case scheme == "data":
			_, coded, _ := strings.Cut(rest, "base64,")
			content, err := base64.StdEncoding.DecodeString(coded)
			if err != nil {
				t.Error(err)
			}
			attached[a.AttrOr("download", "")] = content
		case scheme != "https" && scheme != "http" && scheme != "mailto":
			t.Errorf("link %q to %s", a.Text(), href)
		}
	})
	for _, a := range s.Data {
		if fmt.Sprintf("%x", sha256.Sum256(attached[a.Name])) != a.SHA256 {
			t.Errorf("%s in the file is not the edition's", a.Name)
		}
	}
	charts := 0
	for _, c := range views.Charts() {
		table := doc.Find("#page-charts-" + c.ID + " table").First()
		file, err := s.Get(t.Context(), "/charts/"+c.ID+".csv")
		if err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		rows := table.Find("tbody tr")
		if rows.Length() != len(records)-1 {
			t.Errorf("%s: %d rows in the file, %d in its CSV", c.ID, rows.Length(), len(records)-1)
			continue
		}
		rows.Each(func(i int, tr *goquery.Selection) {
			tr.Children().Each(func(j int, cell *goquery.Selection) {
				if value, ok := cell.Find("data").Attr("value"); ok && value != records[i+1][j] {
					t.Errorf("%s, row %d, column %d: %q, its CSV has %q", c.ID, i+1, j+1, value, records[i+1][j])
				}
			})
		})
		charts++
	}
	if charts < 20 || doc.Find("svg").Length() < charts {
		t.Errorf("%d charts with %d drawings", charts, doc.Find("svg").Length())
	}
}

// TestSingleFileKeepsItsSize: what does not fit is named, with its hash; pages that do not fit are an error.
func TestSingleFileKeepsItsSize(t *testing.T) {
	s := single(t)
	s.Pages = []string{"/glossary"}
	s.Most = 200_000
	body, err := s.Write(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(body) > s.Most || !strings.Contains(string(body), s.Words.Out) {
		t.Errorf("%d bytes, want at most %d and files left out", len(body), s.Most)
	}
	for _, a := range s.Data {
		if !strings.Contains(string(body), a.SHA256) {
			t.Errorf("%s is not named by its hash", a.Name)
		}
	}
	s.Most = 10_000
	if _, err := s.Write(t.Context()); !errors.Is(err, staticsite.ErrTooLarge) {
		t.Errorf("got %v, want %v", err, staticsite.ErrTooLarge)
	}
}
