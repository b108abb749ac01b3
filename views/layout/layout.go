// Package layout is what every page has in common: the document, the notice, the
// navigation, the footer, and the blocks that pages are put together from.
//
//  1. A page's template wraps itself in [Shell], which takes a [Page]: title,
//     description, address, machine twins.
//  2. Inside, it uses [Lead], [DataTable], [FigureCard], [Facts] and [Links], each with
//     one view model of plain texts. Nothing here reads data or knows HTTP.
//  3. Texts in a model are final: numbers are written, dates are words, a missing value
//     says what kind of missing it is.
package layout

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"citas/views/locale"
)

// Page is what the shell of a page says.
type Page struct {
	Lang        string // BCP 47; empty for en
	MainLang    string // of title, description and main part, if another
	Alternates  []Alternate
	Title       string // without the site's name
	Description string // one or two sentences, set after the notice
	Canonical   string // address of the page without its parameters
	Current     string // the navigation entry that it belongs to, such as /data
	NoIndex     bool   // filtered views and errors
	Twins       []Twin // the same content for machines
	Describers  []Twin // what describes the content for machines
	LinkedData  string // JSON-LD; empty for none
	AsOf        *AsOf  // the control for the day of the page; nil where no figure stands
	Card        Card
	Site        Site
}

// Alternate is the page in one language.
type Alternate struct {
	Lang, Name string // BCP 47; the language's own name
	Href       string // with the parameters of the page
	Canonical  string // without them
	Current    bool   // the page itself
}

// Card is how a page looks where its address is shared (Open Graph, Twitter). Addresses
// are absolute; a site that does not know its own leaves them out.
type Card struct {
	Title         string // empty: that of the page
	URL           string
	Image         string
	Alt           string
	Width, Height string // of the image in px
	Article       bool   // a story or a chart
}

func (p Page) cardTitle(ctx context.Context) string {
	if p.Card.Title == "" {
		return p.fullTitle(ctx)
	}
	return p.Card.Title
}

func (c Card) kind() string {
	if c.Article {
		return "article"
	}
	return "website"
}

// Twin is the page's content in another format.
type Twin struct{ Type, Href, Title string }

// Site is what stands on every page, whatever it shows.
type Site struct {
	Styles      []string // addresses of the stylesheets
	Scripts     []string // addresses of the script modules
	Icon        string   // address of the SVG icon
	Feeds       []Twin   // what a feed reader finds on every page
	Nav         []Place
	More        []Place // the pages that the footer leads to
	Publisher   string  // empty in a private copy
	Corrections string  // where to report an error; empty in a private copy
	Edition     string  // id of the edition; empty when none is open
	Label       string  // its day
	Built       string  // when, in words
	BuiltAt     string  // when, RFC 3339
	Version     string  // of the program
}

// Place is an address of the site that every page leads to.
type Place struct {
	Name locale.Msg
	Href string
}

// Link is an address with its words. Note stands after it.
type Link struct {
	Text, Href, Note string
	Lang             string // of the text, where it is not the page's
}

// Outgoing reports whether the link leaves the site.
func (l Link) Outgoing() bool {
	return len(l.Href) > 4 && (l.Href[:4] == "http" || l.Href[:4] == "mail")
}

func (p Page) lang() string {
	if p.Lang == "" {
		return "en"
	}
	return p.Lang
}

func (p Page) fullTitle(ctx context.Context) string {
	if p.Title == "" {
		return "citas: " + locale.T(ctx, tagline)
	}
	return p.Title + " · citas"
}

// tagline says what the site is.
const tagline locale.Msg = "a public record of the CBP One appointments"

// description puts the notice first: it is what a search engine shows to someone who
// is looking for an appointment. It is of one language, so where the main part is of another it is all.
func (p Page) description(ctx context.Context) string {
	brief := NoticeInBrief(locale.From(ctx))
	if p.Description == "" || p.MainLang != "" {
		return brief
	}
	return brief + " " + p.Description
}

func (p Page) robots() string {
	if p.NoIndex {
		return "noindex"
	}
	return ""
}

// linkedData is a block of data for search engines. It runs nothing: encoding/json has
// escaped every < and >.
func (p Page) linkedData() string {
	return `<script type="application/ld+json">` + p.LinkedData + `</script>`
}

func (p Page) current(href string) string {
	if p.Current == href {
		return "page"
	}
	return ""
}

// inMain writes the main part of a page in its language, where that is not the page's.
func (p Page) inMain() templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, out io.Writer) error {
		children := templ.GetChildren(ctx)
		ctx = templ.ClearChildren(ctx)
		if p.MainLang != "" {
			ctx = locale.With(ctx, locale.From(ctx).Body())
		}
		return children.Render(ctx, out)
	})
}

// indexed reports whether search engines are told of the page in other languages.
func (p Page) indexed() bool { return p.Canonical != "" && !p.NoIndex }

// Lang is for what is not in the language of the page, or of the part of it that ctx is for: its
// language, and its direction where that is another. Nothing for no code.
func Lang(ctx context.Context, code string) templ.Attributes {
	if code == "" {
		return nil
	}
	around, own := locale.From(ctx).Direction(), locale.DirectionOf(code)
	if own == around {
		return templ.Attributes{"lang": code}
	}
	return templ.Attributes{"lang": code, "dir": own}
}

// bodyLang is the language of what only the languages that speak for the whole site say; empty where it is the page's.
func bodyLang(ctx context.Context) string {
	if w := locale.From(ctx); !w.Whole() {
		return w.Body().Code()
	}
	return ""
}

// Phrase is a text, and its language where that is not the page's.
type Phrase struct{ Text, Lang string }

// Direction is an attribute of a document that is not written from left to right.
func Direction(ctx context.Context) templ.Attributes {
	if d := locale.From(ctx).Direction(); d != "ltr" {
		return templ.Attributes{"dir": d}
	}
	return nil
}
