package views

import (
	"fmt"
	"testing"

	"citas/data"
)

// TestLargeSitemapIsSplit: above the bound of the format the sitemap becomes a list.
func TestLargeSitemapIsSplit(t *testing.T) {
	var pages []mapped
	for i := range 2*sitemapMost + 1 {
		pages = append(pages, mapped{Location: fmt.Sprintf("https://citas.example/%d", i), Modified: "2026-11-23"})
	}
	parts := sitemapParts(pages)
	if len(parts) != 3 || len(parts[0]) != sitemapMost || len(parts[2]) != 1 || parts[2][0].Location != pages[2*sitemapMost].Location {
		t.Errorf("%d parts", len(parts))
	}
	index, err := sitemapOf(pages, "https://citas.example", &data.Manifest{BuiltAt: "2026-11-23T00:00:00Z"})
	want := `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
 <sitemap>
  <loc>https://citas.example/sitemaps/1.xml</loc>
  <lastmod>2026-11-23</lastmod>
 </sitemap>
 <sitemap>
  <loc>https://citas.example/sitemaps/2.xml</loc>
  <lastmod>2026-11-23</lastmod>
 </sitemap>
 <sitemap>
  <loc>https://citas.example/sitemaps/3.xml</loc>
  <lastmod>2026-11-23</lastmod>
 </sitemap>
</sitemapindex>
`
	if err != nil || string(index.Body) != want {
		t.Errorf("%v\n%s", err, index.Body)
	}
}
