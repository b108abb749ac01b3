package views

import (
	"bytes"
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/a-h/templ"
	xhtml "golang.org/x/net/html"

	"citas/views/locale"
)

// prose renders a page whose running text links its words to the glossary.
func prose(ctx context.Context, c templ.Component) (Response, error) {
	a, err := html(ctx, c)
	if err == nil {
		a.Body, err = linkTerms(a.Body, locale.From(ctx).Body())
	}
	return a, err
}

// notProse are elements in which no word is linked, and quiet are classes of paragraphs
// that are no running text.
var (
	notProse = []string{"a", "h1", "h2", "h3", "table", "svg", "summary", "code", "button", "form", "label", "cite", "nav", "dt", "textarea", "header", "footer", "aside"}
	quiet    = []string{"kicker", "crumb", "subtitle", "source", "citation", "flag", "size", "unit", "muted", "reading", "as-of-said"}
)

type termIndex struct {
	pattern *regexp.Regexp
	slugs   map[string]string // lower-case form to the term's slug
}

// terms are the patterns of each language, by its code.
var terms = sync.OnceValue(func() map[string]termIndex {
	all, _ := locale.All() // a server that started has read them
	indexes := map[string]termIndex{}
	for _, w := range all {
		indexes[w.Code()] = termsIn(w)
	}
	return indexes
})

// termsIn is the pattern of all forms of the glossary's terms in a language, the longest
// first.
func termsIn(w Words) termIndex {
	index := termIndex{slugs: map[string]string{}}
	var forms []string
	for _, group := range glossary {
		for _, t := range group.terms {
			for _, form := range append([]locale.Msg{t.term}, t.also...) {
				words := strings.ToLower(w.T(form))
				if unlinked[form.English()] || index.slugs[words] != "" {
					continue
				}
				forms = append(forms, regexp.QuoteMeta(w.T(form)))
				index.slugs[words] = t.slug
			}
		}
	}
	slices.SortFunc(forms, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	index.pattern = regexp.MustCompile(`(?i)\b(?:` + strings.Join(forms, "|") + `)\b`)
	return index
}

// unlinked are words that are too common in plain English to be links.
var unlinked = map[string]bool{"other": true, "source": true, "appointment": true, "request": true, "as of": true, "rounded": true, "CBP": true, "CBP One": true, "correction": true, "corrections": true, "claim": true, "claims": true, "dataset": true, "datasets": true}

// linkTerms links the first use of each term of the glossary in the running text of a
// page's main part. Headings, tables, links and drawings stay as they are.
func linkTerms(page []byte, w Words) ([]byte, error) {
	index := terms()[w.Code()]
	used := map[string]bool{}
	tokens := xhtml.NewTokenizer(bytes.NewReader(page))
	var out bytes.Buffer
	out.Grow(len(page) + len(page)/32)
	inMain, closed, text := false, 0, 0
	var quietNow []bool
	for {
		kind := tokens.Next()
		if kind == xhtml.ErrorToken {
			if err := tokens.Err(); err.Error() != "EOF" {
				return nil, err
			}
			return out.Bytes(), nil
		}
		raw := slices.Clone(tokens.Raw())
		switch kind {
		case xhtml.StartTagToken, xhtml.EndTagToken:
			token := tokens.Token()
			step := 1
			if kind == xhtml.EndTagToken {
				step = -1
			}
			switch {
			case token.Data == "main":
				inMain = step > 0
			case slices.Contains(notProse, token.Data):
				closed += step
			case token.Data == "p" || token.Data == "dd" || token.Data == "li":
				text += step
				if step > 0 {
					quietNow = append(quietNow, isQuiet(token, w.Code()))
				} else if n := len(quietNow); n > 0 {
					quietNow = quietNow[:n-1]
				}
			}
		case xhtml.TextToken:
			if inMain && closed == 0 && text > 0 && !slices.Contains(quietNow, true) {
				raw = index.link(raw, used)
			}
		}
		out.Write(raw)
	}
}

func isQuiet(token xhtml.Token, code string) bool {
	for _, a := range token.Attr {
		if a.Key == "class" && slices.ContainsFunc(strings.Fields(a.Val), func(c string) bool { return slices.Contains(quiet, c) }) {
			return true
		}
		if a.Key == "lang" && a.Val != code {
			return true
		}
	}
	return false
}

func (i termIndex) link(text []byte, used map[string]bool) []byte {
	return i.pattern.ReplaceAllFunc(text, func(found []byte) []byte {
		slug := i.slugs[strings.ToLower(string(found))]
		if slug == "" || used[slug] {
			return found
		}
		used[slug] = true
		return []byte(`<a class="term" href="/glossary#` + slug + `">` + string(found) + `</a>`)
	})
}
