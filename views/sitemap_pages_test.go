package views_test

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

// siteMap is what sitemap.xsd allows.
type siteMap struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	} `xml:"url"`
}

func TestSitemapLeadsToEveryPage(t *testing.T) {
	c := viewtest.New(t)
	raw := c.Get("/sitemap.xml").Body
	var m siteMap
	if err := xml.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	seen, kinds := map[string]bool{}, map[string]int{}
	for _, u := range m.URLs {
		path, ok := strings.CutPrefix(u.Loc, "https://citas.example")
		if !ok || seen[path] || len(u.Loc) > 2048 || !regexp.MustCompile(`^\d{4}-\d\d-\d\d$`).MatchString(u.LastMod) {
			t.Errorf("%s changed %q", u.Loc, u.LastMod)
		}
		seen[path] = true
		kind, _, below := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		if kinds[kind]++; below && kinds[kind] > 3 {
			continue // of each kind the first ones are followed
		}
		if a := c.Get(path); a.Status != 200 || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") || strings.Contains(string(a.Body), `content="noindex"`) {
			t.Errorf("%s: %d %s", path, a.Status, a.Header.Get("Content-Type"))
		}
	}
	e := datatest.Edition(t)
	want := []string{"/", "/allocations", "/wait-times", "/languages", "/charts", "/data", "/sources", "/sources/" + aDocument, "/sources/" + aSeries, "/claims", "/nationality/VE", "/place/tijuana", "/method", "/about", "/help", "/editions", "/editions/" + e.ID()}
	for _, d := range e.Catalog().Sorted() {
		want = append(want, "/data/"+d.ID)
	}
	for _, ch := range views.Charts() {
		want = append(want, "/charts/"+ch.ID)
	}
	for _, r := range e.Manifest.Releases {
		want = append(want, "/releases/"+r.ID)
	}
	for _, path := range want {
		if !seen[path] {
			t.Errorf("%s is not in the sitemap", path)
		}
	}
	if xmllint, err := exec.LookPath("xmllint"); err == nil {
		xsd, err := datatest.Schemas.ReadFile("schemas/sitemap.xsd")
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for name, content := range map[string][]byte{"sitemap.xsd": xsd, "sitemap.xml": raw} {
			if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		lint := exec.CommandContext(t.Context(), xmllint, "--nonet", "--noout", "--schema", "sitemap.xsd", "sitemap.xml")
		lint.Dir = dir
		if out, err := lint.CombinedOutput(); err != nil {
			t.Errorf("xmllint: %v\n%s", err, out)
		}
	}
	bare := sites(t)["bare"]
	if a := bare.Get("/sitemap.xml"); a.Status != 404 {
		t.Errorf("a site without an address has a sitemap: %d", a.Status)
	}
}

func TestRobotsAreToldOfTheSitemap(t *testing.T) {
	public := func(base string) string {
		return string(viewtest.New(t, func(c *views.Config) {
			c.BaseURL, c.Public, c.Publisher, c.Funding = base, true, "A", "nobody"
			c.PressContact, c.CorrectionsContact, c.SecurityContact = "p@a.example", "c@a.example", "s@a.example"
		}).Get("/robots.txt").Body)
	}
	if got := public("https://citas.example"); got != "User-agent: *\nDisallow: /*?\nDisallow: /cite/\n\nSitemap: https://citas.example/sitemap.xml\n" {
		t.Errorf("robots.txt: %q", got)
	}
	if got := public(""); strings.Contains(got, "Sitemap") {
		t.Errorf("robots.txt names a sitemap that is not there: %q", got)
	}
}
