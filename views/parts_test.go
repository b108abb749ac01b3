package views_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"citas/views"
	"citas/views/locale"
	"citas/views/viewtest"
)

// A language may speak for parts of the site: the notice, the frame with its navigation, the leads of the
// stories, the takeaways of their charts, /help and /privacy. There it speaks alone; around them there is English alone, and
// says so; and as long as no speaker has read the language, it says that wherever it speaks.

// partLanguages are the languages that speak for parts.
func partLanguages(t *testing.T) []locale.Words {
	t.Helper()
	all, err := locale.All()
	if err != nil {
		t.Fatal(err)
	}
	parts := slices.DeleteFunc(all, locale.Words.Whole)
	if len(parts) == 0 {
		t.Skip("every language speaks for the whole site")
	}
	return parts
}

var storyPaths = []string{"/", "/allocations", "/wait-times", "/languages"}

// storyDays are when the leads of the stories take other forms: nothing known, little, all.
var storyDays = []string{"", "?as_of=2023-02-01", "?as_of=2023-12-31", "?as_of=2024-06-30", "?as_of=2024-10-01"}

// copies are the configurations in which the pages that are whole in every language say other things.
var copies = map[string]func(*views.Config){
	"private": func(*views.Config) {},
	"public": func(c *views.Config) {
		c.Public, c.Publisher, c.Funding = true, "Example Newsroom", "readers of Example Newsroom"
		c.PressContact, c.CorrectionsContact, c.SecurityContact = "press@citas.example", "corrections@citas.example", "security@citas.example"
		c.AccessLog, c.RateLimit, c.OnionURL = true, 100, "http://"+strings.Repeat("a", 56)+".onion"
	},
}

// TestPartsAreWholeAndMarked looks at every page of such a language.
func TestPartsAreWholeAndMarked(t *testing.T) {
	for _, w := range partLanguages(t) {
		known := vocabulary(w)
		for name, site := range copies {
			c := viewtest.New(t, site)
			paths := []string{"/help", "/privacy", "/no-such-page"}
			for _, story := range storyPaths {
				for _, day := range storyDays {
					paths = append(paths, story+day)
				}
			}
			if name == "private" {
				paths = append(paths, pages(t)...)
				paths = append(paths, chartPages()...)
				paths = append(paths, "/api", "/checks", "/editions", "/jumps", "/sql", "/wait-times/lottery", "/data/wait-times/revisions", c.Get("/cite/chart.processed-monthly~month=2023-06-01").Header.Get("Location"))
			}
			for _, path := range paths {
				what := name + " " + w.Prefix() + path
				english, got := c.Get(path).Doc(), c.Get(w.Prefix()+path).Doc()
				plain := map[string]bool{}
				for _, s := range texts(english, "") {
					plain[s.text] = true
				}
				spoken := 0
				for _, s := range texts(got, w.Prefix()) {
					switch {
					case s.lang == w.Code():
						spoken++
						if words := unknownTo(s.text, known); len(words) > 0 {
							t.Errorf("%s: %q in what is %s (%s): %.120q", what, words, w.Name(), s.where, s.text)
						}
					case s.lang == "en" && !plain[s.text] && !slices.Contains(beside, s.text):
						t.Errorf("%s: marked as English, but not on the English page (%s): %.120q", what, s.where, s.text)
					}
				}
				if spoken == 0 {
					t.Errorf("%s says nothing in %s", what, w.Name())
				}
				marked(t, what, got, w)
			}
		}
	}
}

// TestPartsAreThere: each named part is said in the language, not left out.
func TestPartsAreThere(t *testing.T) {
	c := viewtest.New(t)
	for _, w := range partLanguages(t) {
		for _, path := range []string{"/help", "/privacy"} {
			if main := c.Get(w.Prefix() + path).Doc().Find("main"); main.AttrOr("lang", w.Code()) != w.Code() {
				t.Errorf("%s%s is in %s", w.Prefix(), path, main.AttrOr("lang", ""))
			}
		}
		for _, story := range storyPaths {
			english, doc := c.Get(story).Doc(), c.Get(w.Prefix()+story).Doc()
			own := doc.Find("main > [lang=" + w.Code() + "]").First()
			if own.Find("h1").Length() != 1 || own.Find(".lead, .lead-more").Length() != english.Find("main .lead, main .lead-more").Length() {
				t.Errorf("%s%s does not lead with its title and its sentences", w.Prefix(), story)
			}
			if figures, takeaways := doc.Find("main figure figcaption h2"), doc.Find("main figure .own[lang="+w.Code()+"]"); figures.Length() == 0 || figures.Length() != takeaways.Length() {
				t.Errorf("%s%s: %d takeaways for %d charts", w.Prefix(), story, takeaways.Length(), figures.Length())
			}
		}
	}
}

// marked asserts that the words of a language that no speaker has read say so: in the frame for the frame, and within each part.
func marked(t *testing.T, what string, doc *goquery.Document, w locale.Words) {
	t.Helper()
	if w.Reviewed() {
		return
	}
	const correct = `a[href*="/corrections"][lang=en]`
	said := w.T("No speaker has read this text yet.")
	mark := func(s *goquery.Selection) bool {
		return strings.Contains(s.Text(), said) && s.Find(correct).Length() > 0
	}
	doc.Find(`[lang="` + w.Code() + `"]`).Each(func(_ int, s *goquery.Selection) {
		switch {
		case s.Is("html"):
			parts := []string{"header", "footer"}
			if s.Find("main").AttrOr("lang", w.Code()) == w.Code() {
				parts = append(parts, "main")
			}
			for _, part := range parts {
				if !mark(s.Find(part)) {
					t.Errorf("%s: no mark in its %s", what, part)
				}
			}
		case s.Is("[hreflang]"), strings.TrimSpace(s.Text()) == said: // the language's own name; the mark
		case s.Parent().Is(".notice") && s.Parent().Find(correct).Length() > 0: // in a frame
		case !mark(s):
			t.Errorf("%s: no mark on %.120q", what, strings.Join(strings.Fields(s.Text()), " "))
		}
	})
	doc.Find("meta").Each(func(_ int, m *goquery.Selection) {
		content := m.AttrOr("content", "")
		if own := m.Closest("[lang]").AttrOr("lang", "") == w.Code(); own && m.Is("[name=description], [property='og:description']") && described(m) && len(unknownTo(content, nil)) > 0 && !strings.Contains(content, said) {
			t.Errorf("%s: no mark on %.120q", what, content)
		}
	})
}

// TestPartsElsewhereAreMarked: pages in the other languages, frames and the answers for programs say words of such a language with
// its mark, or not at all.
func TestPartsElsewhereAreMarked(t *testing.T) {
	c := viewtest.New(t)
	for _, w := range partLanguages(t) {
		fragments := ownFragments(w)
		if len(fragments) < 50 {
			t.Fatalf("only %d texts to look for", len(fragments))
		}
		for _, path := range []string{"/", "/es/", "/help", "/es/help", "/es/privacy", "/embed/processed-monthly", w.Prefix() + "/embed/processed-monthly", "/es/embed/waits-reported", w.Prefix() + "/embed/nothing"} {
			doc := c.Get(path).Doc()
			marked(t, path, doc, w)
			for _, s := range texts(doc, "") {
				if f := holds(s.text, fragments); s.lang != w.Code() && f != "" {
					t.Errorf("%s: %q is not marked as %s (%s): %.120q", path, f, w.Name(), s.where, s.text)
				}
			}
		}
		for _, path := range []string{w.Prefix() + "/charts/processed-monthly.svg", "/oembed?url=https%3A%2F%2Fcitas.example" + w.Prefix() + "%2Fcharts%2Fprocessed-monthly", "/feeds/releases.atom", "/feeds/revisions.json", "/openapi.json", "/llms.txt", "/charts/processed-monthly.json", "/api/v1/charts", "/citation.cff"} {
			got := c.Get(path)
			if f := holds(string(got.Body), fragments); f != "" {
				t.Errorf("%s (%d) says %q without a mark", path, got.Status, f)
			}
		}
	}
}

// said is one text of a page.
type said struct{ text, lang, where string }

// texts are what a page says, each in its language; not code, nor what is to be copied.
func texts(doc *goquery.Document, prefix string) []said {
	var list []said
	add := func(text, lang, where string) {
		text = strings.ReplaceAll(strings.Join(strings.Fields(text), " "), prefix+"/", "/")
		if letters.MatchString(text) {
			list = append(list, said{text, lang, where})
		}
	}
	var walk func(n *html.Node, lang, where string)
	walk = func(n *html.Node, lang, where string) {
		if n.Type == html.TextNode {
			add(n.Data, lang, where)
			return
		}
		if n.Type == html.ElementNode {
			switch n.Data {
			case "script", "style", "code", "pre", "textarea", "data":
				return
			}
			attributes := map[string]string{}
			for _, a := range n.Attr {
				attributes[a.Key] = a.Val
			}
			if own, ok := attributes["lang"]; ok {
				lang = own
			}
			where += " " + n.Data
			for _, name := range []string{"title", "alt", "aria-label", "placeholder"} {
				add(attributes[name], lang, where+" "+name)
			}
			if described(goquery.NewDocumentFromNode(n).Selection) {
				add(attributes["content"], lang, where+" "+attributes["name"]+attributes["property"])
			}
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child, lang, where)
		}
	}
	for _, n := range doc.Nodes {
		walk(n, "", "")
	}
	return list
}

// described reports whether an element of the head holds words.
func described(m *goquery.Selection) bool {
	return m.Is("meta[name=description], meta[property='og:title'], meta[property='og:description'], meta[property='og:image:alt']")
}

var (
	letters = regexp.MustCompile(`\p{L}{2}`)
	word    = regexp.MustCompile(`[\p{L}\p{M}]+`)
	lower   = regexp.MustCompile(`\b\p{Ll}{2,}`)
	token   = regexp.MustCompile(`\S*[0-9@/_]\S*`) // numbers, ids, addresses
)

// unknownTo are the words of a text that a language does not know.
func unknownTo(text string, known map[string]bool) []string {
	var list []string
	for _, name := range names {
		text = strings.ReplaceAll(text, name, " ")
	}
	for _, w := range word.FindAllString(token.ReplaceAllString(text, " "), -1) {
		if len([]rune(w)) > 1 && !known[strings.ToLower(w)] {
			list = append(list, w)
		}
	}
	return list
}

// vocabulary are the words of a language's messages.
func vocabulary(w locale.Words) map[string]bool {
	known := map[string]bool{}
	for _, text := range sentences(w) {
		for _, s := range word.FindAllString(text, -1) {
			known[strings.ToLower(s)] = true
		}
	}
	return known
}

// names are of no language.
var names = []string{"UTC", "Example Newsroom", "Amnesty International", "Respond Crisis Translation", "Rest of World", "San Ysidro", "Brownsville", "Laredo", "citas test", "corrections@citas.example"}

// beside is what a page in such a language says in English besides what the English page says.
var beside = []string{"awaiting review by a speaker: correct it", "The same in English", "English"}

func sentences(w locale.Words) []string {
	var list []string
	for _, id := range w.Messages() {
		m := w.Message(id)
		list = append(list, m.Zero, m.One, m.Two, m.Few, m.Many, m.Other)
	}
	return list
}

// ownFragments are stretches of a language's sentences that nothing else says.
func ownFragments(w locale.Words) []string {
	var list []string
	for _, text := range sentences(w) {
		for _, part := range regexp.MustCompile(`\{[^}]*\}|[*\x60\[\]()]`).Split(text, -1) {
			if part = strings.Trim(part, " ,.;:"); len(lower.FindAllString(part, 3)) == 3 {
				list = append(list, part)
			}
		}
	}
	return list
}

func holds(text string, fragments []string) string {
	for _, f := range fragments {
		if strings.Contains(text, f) {
			return f
		}
	}
	return ""
}

func chartPages() []string {
	var list []string
	for _, c := range views.Charts() {
		list = append(list, "/charts/"+c.ID)
	}
	return list
}
