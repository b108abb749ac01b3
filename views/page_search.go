package views

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

const (
	searchMost   = 50  // hits of an answer
	searchLength = 100 // letters of a question
)

// kindNames are the kinds of hits as a reader sees them.
var kindNames = map[string]locale.Msg{
	"page": "Page", "chart": "Chart", "nationality": "Nationality", "place": "Place", "dataset": "Dataset", "question": "Question", "term": "Glossary",
	"source": "Source", "claim": "Claim", "column": "Column",
}

// question reads q: one text of at most searchLength letters, which may be empty.
func (r *Request) question() (string, error) {
	values, err := r.query()
	if err != nil {
		return "", err
	}
	given := values["q"]
	if len(given) > 1 {
		return "", &data.ParamError{Param: "q", Found: strconv.Itoa(len(given)) + " values", Expected: "one text"}
	}
	if len(given) == 0 {
		return "", nil
	}
	switch n := utf8.RuneCountInString(given[0]); {
	case !utf8.ValidString(given[0]):
		return "", &data.ParamError{Param: "q", Found: "other bytes", Expected: "text in UTF-8"}
	case n > searchLength:
		return "", &data.ParamError{Param: "q", Found: strconv.Itoa(n) + " letters", Expected: "at most " + strconv.Itoa(searchLength)}
	}
	return given[0], nil
}

// searchPage is /search.
func (s *Server) searchPage(r *Request) (Response, error) {
	if err := r.known("q"); err != nil {
		return Response{}, err
	}
	question, err := r.question()
	if err != nil {
		return Response{}, err
	}
	w := r.Words()
	m := page.SearchModel{Page: s.page(r, "", w.T("Search"), w.T("Search the pages, charts, tables, sources, places, nationalities and claims of this record.")), Question: question, Most: searchLength,
		Onward: []layout.Link{
			{Text: w.T("Nationalities"), Href: "/nationalities", Note: w.T("each on one page")},
			{Text: w.T("Places"), Href: "/places", Note: w.T("ports of entry and cities")},
			{Text: w.T("Charts"), Href: "/charts", Note: w.T("by what they show")},
			{Text: w.T("Claims, side by side"), Href: "/claims", Note: w.T("who said which number")},
			{Text: w.T("Data"), Href: "/data", Note: w.T("every table")},
			{Text: w.T("What is missing"), Href: "/missing", Note: w.T("what nobody has published")},
			{Text: w.T("Help"), Href: "/help", Note: w.T("if you look for an appointment or a lawyer")},
		}}
	m.Page.NoIndex = true
	m.Lead = w.T("Search pages, charts, tables, sources, places, nationalities and claims. Accents and small typing errors do not matter.")
	if folded(question) != "" {
		index, err := s.search.of(r.Context(), r.Edition)
		if err != nil {
			return Response{}, err
		}
		m.Page.Title = w.T("Search: {question}", "question", question)
		fillHits(w, &m, index.find(question))
	}
	a, err := html(r.Context(), page.Search(m))
	a.NoStore = true // what people look for is not kept
	return a, err
}

func fillHits(w Words, m *page.SearchModel, answer searchAnswer) {
	n := int64(len(answer.hits))
	switch {
	case n == 0:
		m.Lead = w.T("Nothing was found for “{question}”.", "question", m.Question)
		m.Hint = w.T("Try one word, a country, a city or a port. Nothing found here does not mean that nothing was published.")
		return
	case answer.partial:
		m.Lead = w.N(n, "Nothing has all of these words. 1 thing has some of them.", "Nothing has all of these words. {n} things have some of them.")
	default:
		m.Lead = w.N(n, "1 result for “{question}”.", "{n} results for “{question}”.", "question", m.Question)
	}
	if len(answer.corrected) > 0 {
		m.Hint = w.T("Not found as written; shown for: {words}.", "words", w.Join(answer.corrected))
	}
	if n > searchMost {
		m.Hint += " " + w.T("The first {n} are shown.", "n", searchMost)
		answer.hits = answer.hits[:searchMost]
	}
	for _, hit := range answer.hits {
		m.Hits = append(m.Hits, hitModel(w, hit))
	}
}

// columnOf says what a column holds.
const columnOf locale.Msg = "column of {dataset}: {meaning}"

// hitModel is a hit for a reader; what has no words in their language says so.
func hitModel(w Words, hit searchHit) page.SearchHit {
	text, lang := hitText(w, hit.searchEntry)
	m := page.SearchHit{Kind: w.T(kindNames[hit.kind]), Title: w.T(locale.Msg(hit.title)), Href: hit.href, Text: excerpt(text), Lang: lang}
	switch {
	case hit.lang != "" && hit.lang != w.Code():
		m.TitleLang = hit.lang
	case hit.lang == "" && !w.Has(locale.Msg(hit.title)) && (hit.kind == "claim" || hit.kind == "question"): // the others have names
		m.TitleLang = "en"
	}
	return m
}

// hitText is what an entry is about in the reader's language, or all of it in English and so marked.
func hitText(w Words, e searchEntry) (text, lang string) {
	said := e.said
	if len(said) == 0 {
		said = []locale.Msg{locale.Msg(e.text)}
	} else if e.kind == "column" {
		said = append([]locale.Msg{columnOf}, said...)
	}
	if slices.ContainsFunc(said, func(m locale.Msg) bool { return !w.Has(m) }) {
		return e.text, inEnglish(w)
	}
	if e.kind == "column" {
		return w.T(columnOf, "dataset", said[1], "meaning", said[2]), ""
	}
	return strings.Join(textsOf(w, said), " "), ""
}

// excerpt is the beginning of a text, cut at a word.
func excerpt(text string) string {
	const most = 160
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := 0
	for i, r := range text {
		if r == ' ' {
			cut = i
		}
		if i > most {
			break
		}
	}
	return text[:cut] + " …"
}

// apiHit is a hit as the API describes it.
type apiHit struct {
	Kind  string `json:"kind" enum:"page,chart,nationality,place,dataset,question,term,source,claim,column"`
	Title string `json:"title"`
	Text  string `json:"text" doc:"what it is about"`
	URL   string `json:"url"`
	Score int    `json:"score" doc:"how well it matches; only comparable within one answer"`
}

type searchOutput struct {
	Body struct {
		Edition   string   `json:"edition"`
		AsOf      string   `json:"as_of,omitempty" format:"date" doc:"day asked for"`
		Query     string   `json:"query"`
		Corrected []string `json:"corrected" doc:"words that stand in for one that is not found as written"`
		Partial   bool     `json:"partial" doc:"nothing has all words; these have some"`
		Total     int      `json:"total" doc:"hits, also those beyond the limit"`
		Results   []apiHit `json:"results" doc:"best first"`
	}
}

// searchOperation describes the search to the API.
func (s *Server) searchOperation(api huma.API) {
	q := queryParam("q", fmt.Sprintf("What to look for, at most %d letters. Case and accents do not matter.", searchLength), "Juarez")
	q.Required = true
	limit := queryParam("limit", fmt.Sprintf("Hits to give, at most %d.", searchMost), nil)
	least, most := 1.0, float64(searchMost)
	limit.Schema = &huma.Schema{Type: huma.TypeInteger, Minimum: &least, Maximum: &most, Default: 20}
	asOf := queryParam("as_of", "The public record as it stood on this day.", "2024-08-09")
	asOf.Schema.Format = "date"
	huma.Register(api, huma.Operation{
		OperationID: "search", Method: http.MethodGet, Path: "/api/v1/search", Summary: "Search pages, charts, datasets, columns, sources, places, nationalities, terms and claims",
		Description: "The same question to the same edition gives the same answer in the same order.",
		Responses:   problems(api, 400, 503), Parameters: []*huma.Param{q, limit, asOf},
	}, s.apiSearch)
}

func (s *Server) apiSearch(ctx context.Context, _ *struct{}) (*searchOutput, error) {
	r := requestOf(ctx)
	out, err := s.searchAnswer(r)
	return out, s.apiError(r, err)
}

func (s *Server) searchAnswer(r *Request) (*searchOutput, error) {
	if err := r.known("q", "limit"); err != nil {
		return nil, err
	}
	question, err := r.question()
	if err != nil {
		return nil, err
	}
	if folded(question) == "" {
		return nil, &data.ParamError{Param: "q", Found: question, Expected: "at least one letter or digit"}
	}
	limit := 20
	if text, asked, err := r.single("limit"); err != nil {
		return nil, err
	} else if asked {
		if limit, err = strconv.Atoi(text); err != nil || limit < 1 || limit > searchMost {
			return nil, &data.ParamError{Param: "limit", Found: text, Expected: "a whole number from 1 to " + strconv.Itoa(searchMost)}
		}
	}
	index, err := s.search.of(r.Context(), r.Edition)
	if err != nil {
		return nil, err
	}
	answer := index.find(question)
	out := &searchOutput{}
	out.Body.Edition, out.Body.AsOf, out.Body.Query = r.Edition.ID(), asOfDay(r.Edition), question
	out.Body.Corrected, out.Body.Partial, out.Body.Total = append([]string{}, answer.corrected...), answer.partial, len(answer.hits)
	out.Body.Results = []apiHit{}
	for _, hit := range answer.hits[:min(limit, len(answer.hits))] {
		out.Body.Results = append(out.Body.Results, apiHit{hit.kind, hit.title, excerpt(hit.text), s.config.BaseURL + hit.href, hit.score})
	}
	return out, nil
}
