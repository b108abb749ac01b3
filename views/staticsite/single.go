package staticsite

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	escape "html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	xhtml "golang.org/x/net/html"
)

// Single is what goes into one file: pages of the site, one after the other, and the data behind them.
type Single struct {
	Site  http.Handler
	Pages []string // addresses, in the order of reading; the first gives title, language and notice
	Data  []Attachment
	Live  string // address of the full site; empty: links to what is not in the file become plain text
	Most  int    // bytes the file may have
	Words SingleWords
}

// Attachment is a file that can be taken out of the single one.
type Attachment struct {
	Name, Title string // appointments-processed.csv
	Type        string // media type
	SHA256      string
	Body        []byte
}

// SingleWords are what the file says of itself, in its language.
type SingleWords struct {
	Contents, Data, About string // headings, and one sentence
	File, Table           string // heads of the columns of the data
	Out                   string // "not in this file: too large"
}

// ErrTooLarge is the error of pages that do not fit into the file even without data.
var ErrTooLarge = errors.New("the pages do not fit into one file")

// reference is an address of a part of the page inside an attribute: url(#hatch).
var reference = regexp.MustCompile(`url\(#([^)]+)\)`)

// idRefs are the attributes that name ids.
var idRefs = []string{"for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"}

// Write makes the file: HTML that needs no other file, no server and no script. Of the data as much is put in as fits, the smallest
// first in the order given; each is named with its hash, in the file or not.
func (s Single) Write(ctx context.Context) ([]byte, error) {
	var sections []string
	names := map[string]string{} // address: id of its section
	for _, address := range s.Pages {
		names[address] = sectionID(address)
	}
	var head struct{ title, lang, dir, notice, footer string }
	styles := map[string]bool{}
	var css, contents strings.Builder
	for i, address := range s.Pages {
		body, err := s.Get(ctx, address)
		if err != nil {
			return nil, err
		}
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", address, err)
		}
		for _, href := range doc.Find(`link[rel=stylesheet]`).Map(func(_ int, l *goquery.Selection) string { return l.AttrOr("href", "") }) {
			if styles[href] {
				continue
			}
			styles[href] = true
			sheet, err := s.Get(ctx, href)
			if err != nil {
				return nil, err
			}
			css.Write(sheet)
		}
		if i == 0 {
			head.title, head.lang = doc.Find("title").Text(), doc.Find("html").AttrOr("lang", "en")
			head.dir = doc.Find("html").AttrOr("dir", "ltr")
			for what, to := range map[string]*string{".notice": &head.notice, "footer": &head.footer} {
				part := doc.Find(what).First()
				s.bind(part, "", names)
				*to, _ = goquery.OuterHtml(part)
			}
		}
		main := doc.Find("main").First()
		title := strings.Join(strings.Fields(main.Find("h1").First().Text()), " ")
		s.trim(main)
		s.bind(main, names[address]+"--", names)
		html, err := main.Html()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", address, err)
		}
		id := names[address]
		fmt.Fprintf(&contents, `<li><a href="#%s">%s</a></li>`, id, escape.EscapeString(title))
		sections = append(sections, fmt.Sprintf(`<section id="%s" class="single">%s</section>`, id, html))
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"+
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"+
		"<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"light dark\"><title>%s</title><style>%s.single{border-block-start:2px solid;margin-block-start:3rem}</style></head><body>",
		escape.EscapeString(head.lang), escape.EscapeString(head.dir), escape.EscapeString(head.title), strings.ReplaceAll(css.String(), "</", "<\\/"))
	fmt.Fprintf(&out, `%s<main id="main"><p class="note">%s</p><nav aria-labelledby="contents"><h2 id="contents">%s</h2><ul>%s<li><a href="#data-files">%s</a></li></ul></nav>%s`,
		head.notice, escape.EscapeString(s.Words.About), escape.EscapeString(s.Words.Contents), contents.String(), escape.EscapeString(s.Words.Data), strings.Join(sections, ""))
	end := "</main>" + head.footer + "</body></html>\n"
	if err := s.attach(&out, s.Most-len(end)); err != nil {
		return nil, err
	}
	out.WriteString(end)
	return out.Bytes(), nil
}

// attach writes the table of the data, with the data in it for as long as there is room.
func (s Single) attach(out *bytes.Buffer, most int) error {
	var rows []string
	room := most - out.Len() - 1000*(len(s.Data)+1)
	if room < 0 {
		return fmt.Errorf("%w of %d bytes", ErrTooLarge, s.Most)
	}
	for _, a := range s.Data {
		name := escape.EscapeString(a.Name)
		file := name + " (" + escape.EscapeString(s.Words.Out) + ")"
		if size := base64.StdEncoding.EncodedLen(len(a.Body)); size <= room {
			room -= size
			file = fmt.Sprintf(`<a download="%s" href="data:%s;base64,%s">%s</a>`, name, escape.EscapeString(a.Type), base64.StdEncoding.EncodeToString(a.Body), name)
		}
		rows = append(rows, fmt.Sprintf(`<tr><th scope="row">%s</th><td>%s</td><td class="num">%d</td><td><code>%s</code></td></tr>`, escape.EscapeString(a.Title), file, len(a.Body), a.SHA256))
	}
	fmt.Fprintf(out, `<section id="data-files" class="single" aria-labelledby="data-files-title"><h2 id="data-files-title">%s</h2><div class="scroll" tabindex="0" role="group" aria-labelledby="data-files-title"><table class="plain"><thead><tr><th scope="col">%s</th><th scope="col">%s</th><th scope="col" class="num">bytes</th><th scope="col">SHA-256</th></tr></thead><tbody>%s</tbody></table></div></section>`,
		escape.EscapeString(s.Words.Data), escape.EscapeString(s.Words.Table), escape.EscapeString(s.Words.File), strings.Join(rows, ""))
	return nil
}

// Get asks the site for a text.
func (s Single) Get(ctx context.Context, address string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	w := memory{header: http.Header{}, status: http.StatusOK}
	s.Site.ServeHTTP(&w, r)
	if w.status != http.StatusOK {
		return nil, fmt.Errorf("%s: the site answers %d", address, w.status)
	}
	return w.body.Bytes(), nil
}

// memory is an answer that is small enough to be held.
type memory struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (m *memory) Header() http.Header         { return m.header }
func (m *memory) WriteHeader(status int)      { m.status = status }
func (m *memory) Write(p []byte) (int, error) { return m.body.Write(p) }

// trim takes away what needs a server: forms, choices, files of a chart, its embedding.
func (s Single) trim(main *goquery.Selection) {
	main.Find("form, nav.tabs, nav.onward, details.choose, .as-of, #download, #embed, script, noscript, iframe, button, textarea").Remove()
	main.Find("details").Each(func(_ int, d *goquery.Selection) {
		if strings.TrimSpace(d.Text()) == strings.TrimSpace(d.Find("summary").Text()) {
			d.Remove()
		}
	})
	// A table is shown, not folded away: the file is read in one go.
	main.Find("details").SetAttr("open", "")
	// A story shows its charts by their findings; the charts follow.
	main.Find("figure.figure").Each(func(_ int, f *goquery.Selection) {
		link := f.Find("figcaption a").First()
		if html, err := goquery.OuterHtml(link); err == nil && len(link.Nodes) > 0 && !f.ParentsFiltered(".chart-page").Is("*") {
			f.ReplaceWithHtml(`<p>` + html + `</p>`)
		}
	})
}

// bind makes ids unique in the file, and lets links lead to its sections, to the live site, or nowhere.
func (s Single) bind(part *goquery.Selection, prefix string, names map[string]string) {
	part.Find("*").AddSelection(part).Each(func(_ int, e *goquery.Selection) {
		for i, a := range e.Nodes[0].Attr {
			v := &e.Nodes[0].Attr[i].Val
			switch {
			case a.Key == "id":
				*v = prefix + *v
			case reference.MatchString(a.Val):
				*v = reference.ReplaceAllString(a.Val, "url(#"+prefix+"$1)")
			case slices.Contains(idRefs, a.Key):
				ids := strings.Fields(*v)
				for j := range ids {
					ids[j] = prefix + ids[j]
				}
				*v = strings.Join(ids, " ")
			case a.Key == "href" && e.Nodes[0].Data != "a" && strings.HasPrefix(a.Val, "#"):
				*v = "#" + prefix + a.Val[1:]
			}
		}
		if e.Nodes[0].Type == xhtml.ElementNode && e.Nodes[0].Data == "a" {
			s.lead(e, prefix, names)
		}
	})
}

// lead decides where a link leads.
func (s Single) lead(link *goquery.Selection, prefix string, names map[string]string) {
	href, ok := link.Attr("href")
	if !ok {
		return
	}
	u, err := url.Parse(href)
	if err != nil || u.Host != "" || u.Scheme != "" {
		return
	}
	section, inside := names[u.Path]
	switch {
	case u.Path == "" && u.Fragment != "":
		link.SetAttr("href", "#"+prefix+u.Fragment)
	case inside && u.Fragment != "" && u.RawQuery == "":
		link.SetAttr("href", "#"+section+"--"+u.Fragment)
	case inside && u.RawQuery == "":
		link.SetAttr("href", "#"+section)
	case s.Live != "":
		link.SetAttr("href", strings.TrimRight(s.Live, "/")+href)
	default:
		if link.Is("svg a") {
			link.RemoveAttr("href")
			return
		}
		link.Nodes[0].Data, link.Nodes[0].Attr = "span", nil
	}
}

// sectionID names the section of a page.
func sectionID(address string) string {
	id := strings.Trim(strings.NewReplacer("/", "-", "?", "-", "=", "-", "&", "-").Replace(address), "-")
	if id == "" {
		return "home"
	}
	return "page-" + id
}
