package views_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"citas/views/viewtest"
)

type found struct {
	Corrected []string
	Partial   bool
	Total     int
	Results   []struct{ Kind, Title, URL string }
}

func search(t *testing.T, c *viewtest.Client, question string) found {
	t.Helper()
	got := c.Get("/api/v1/search?limit=10&q=" + url.QueryEscape(question))
	var f found
	if err := json.Unmarshal(got.Body, &f); err != nil || got.Status != 200 {
		t.Fatalf("%q: %d %v %.200s", question, got.Status, err, got.Body)
	}
	return f
}

// TestSearchFindsWhatIsMeant: the first hit is what a reader means, whatever the case,
// the accents, the language or a typing error.
func TestSearchFindsWhatIsMeant(t *testing.T) {
	c := viewtest.New(t)
	for question, want := range map[string]string{
		"Ciudad Juarez":                    "/place/ciudad-juarez",
		"ciudad juárez":                    "/place/ciudad-juarez",
		"JUÁREZ":                           "/place/ciudad-juarez",
		"tiujana":                          "/place/tijuana",
		"Ciudad de México":                 "/place/mexico-city",
		"haití":                            "/nationality/HT",
		"rusia":                            "/nationality/RU",
		"Venezuela":                        "/nationality/VE",
		"venezula":                         "/nationality/VE",
		"espera":                           "/wait-times",
		"idiomas":                          "/languages",
		"ayuda legal":                      "/help",
		"parole":                           "/glossary#parole",
		"Title 42":                         "/glossary#title-42",
		"appointments-processed":           "/data/appointments-processed",
		"nationality-panels":               "/charts/nationality-panels",
		"936500":                           "/data/published-statements?statement_id=scheduled-cumulative-2024-12-31-whec-ap-2025-01-15#rows",
		"how long was the wait on average": "/claims#average-wait",
		"amnesty-2024-05-09":               "/sources/amnesty-2024-05-09",
		"foia":                             "/missing",
	} {
		f := search(t, c, question)
		if len(f.Results) == 0 || f.Results[0].URL != "https://citas.example"+want {
			t.Errorf("%q finds %+v first, want %s", question, f.Results[:min(3, len(f.Results))], want)
		}
	}
	if f := search(t, c, "tiujana"); len(f.Corrected) != 1 || f.Corrected[0] != "tijuana" {
		t.Errorf("a typing error is read as %q", f.Corrected)
	}
	if f := search(t, c, "qqqqqqqq"); f.Total != 0 || f.Partial {
		t.Errorf("nonsense finds %d", f.Total)
	}
	if f := search(t, c, "tijuana qqqqqqqq"); !f.Partial || f.Total == 0 {
		t.Errorf("one word of two finds %d, partial %v", f.Total, f.Partial)
	}
}

// TestSearchIsTheSameEveryTime: twice the same question, another server, one answer.
func TestSearchIsTheSameEveryTime(t *testing.T) {
	a, b := viewtest.New(t), viewtest.New(t)
	for _, q := range []string{"wait", "mexico", "a", "appointments", "cbp one"} {
		address := "/api/v1/search?limit=50&q=" + url.QueryEscape(q)
		if first := string(a.Get(address).Body); first != string(b.Get(address).Body) {
			t.Errorf("%q is answered in two ways", q)
		}
	}
}

func TestSearchPageHelpsOnward(t *testing.T) {
	c := viewtest.New(t)
	for path, words := range map[string]string{
		"/search": "Search pages", "/search?q=": "Search pages", "/search?q=%21%3F": "Search pages", "/search?q=qqqqqqqq": "Nothing was found", "/search?q=tijuana": "results",
	} {
		got := c.Get(path)
		doc := got.Doc()
		if !strings.Contains(doc.Find("p.lead").Text(), words) || doc.Find(`.onward a[href="/help"]`).Length() != 1 {
			t.Errorf("%s: %q", path, doc.Find("p.lead").Text())
		}
		if got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %s", path, got.Header.Get("Cache-Control"))
		}
	}
	if got := c.Get("/search?q=" + strings.Repeat("x", 101)); got.Status != 400 {
		t.Errorf("a question of 101 letters: %d", got.Status)
	}
	if got := c.Get("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E"); strings.Contains(string(got.Body), "<script>alert") {
		t.Error("the question is not escaped")
	}
	for _, path := range []string{"/", "/data", "/claims"} {
		if c.Get(path).Doc().Find(`form[action="/search"] input[name=q]`).Length() == 0 {
			t.Errorf("%s has no search", path)
		}
	}
}
