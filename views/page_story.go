package views

import (
	"context"
	"slices"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// storyPage declares what stands around a story's charts.
type storyPage struct {
	story       Story
	path        string
	title       locale.Msg
	description locale.Msg
	remark      locale.Msg
	query       string // one row with the numbers of the sentences
	leads       func(row data.Row, w Words) []string
	charts      func(c *Chart) bool
}

// storyPages are the overview and the three stories.
var storyPages = map[string]storyPage{
	"overview": {
		path: "/", title: "CBP One appointments: what the record says",
		description: "How many appointments were processed, how long people waited, which languages the app spoke: published figures, each with its source.",
		remark:      "Every number on this page is computed from published figures when they are loaded. The charts and tables name the release or the document of each.",
		query:       "overview", leads: leadOverview,
		charts: func(c *Chart) bool {
			return c.ID == "processed-per-day" || c.ID == "waits-reported" || c.ID == "language-statements"
		},
	},
	"allocations": {
		story: Allocations, path: "/allocations", title: "Allocations",
		description: "How many appointments were announced, scheduled and processed, for whom, and by which rules.",
		remark:      "Requested, scheduled, processed and let in are four different things. They are never added, subtracted or joined here.",
		query:       "lead-allocations", leads: leadAllocations,
	},
	"wait-times": {
		story: WaitTimes, path: "/wait-times", title: "Wait times",
		description: "Every published figure on how long people waited for an appointment, by kind, with who said it.",
		remark:      "No one measured the waits. What was published are a few averages, longest waits and single cases. Nothing published about a place does not mean that the wait there was short.",
		query:       "lead-wait-times", leads: leadWaitTimes,
	},
	"languages": {
		story: Languages, path: "/languages", title: "Languages served",
		description: "Which languages the app spoke, by who says so, and which languages the people who used it are likely to have needed.",
		remark:      "Nationality is not language, and speaking is not reading. No one published which languages the people who used the app spoke.",
		query:       "lead-languages", leads: leadLanguages,
	},
}

func (s *Server) overview(r *Request) (Response, error) { return s.renderStory(r, "overview") }

func (s *Server) allocations(r *Request) (Response, error) { return s.renderStory(r, "allocations") }

func (s *Server) waitTimes(r *Request) (Response, error) { return s.renderStory(r, "wait-times") }

func (s *Server) languages(r *Request) (Response, error) { return s.renderStory(r, "languages") }

func (s *Server) renderStory(r *Request, name string) (Response, error) {
	p := storyPages[name]
	ctx := r.Context()
	w := r.Words()
	facts, err := r.Edition.Query(ctx, p.query)
	if err != nil {
		return Response{}, err
	}
	m := page.StoryModel{
		Page: s.read(s.figures(r, p.path, r.T(p.title), r.T(p.description))), Title: r.T(p.title),
		Leads: p.leads(facts.Row(0), w), Remark: r.T(p.remark), Links: onward(w, p.path),
	}
	m.Page.Card, err = s.storyCard(r, m, p.wanted())
	if err != nil {
		return Response{}, err
	}
	m.Cite = citeKey{kind: citeLead, id: name}.Address("")
	if t := r.tongue(); !t.Whole() {
		m.Tongue, m.Plain = t, m.Leads
		m.Title, m.Leads = t.T(p.title), p.leads(facts.Row(0), t)
	}
	if m.Charts, err = chartBlocks(ctx, r.Edition, p.wanted(), r.tongue()); err != nil {
		return Response{}, err
	}
	return prose(ctx, page.Story(m))
}

// wanted chooses the charts that the page shows.
func (p storyPage) wanted() func(*Chart) bool {
	if p.charts != nil {
		return p.charts
	}
	return func(c *Chart) bool { return c.Story == p.story }
}

// storyCard shows the picture of the story's first drawing.
func (s *Server) storyCard(r *Request, m page.StoryModel, wanted func(*Chart) bool) (layout.Card, error) {
	card := m.Page.Card
	i := slices.IndexFunc(Charts(), func(c *Chart) bool { return wanted(c) && !c.TableOnly })
	if i < 0 || len(m.Leads) == 0 {
		return card, nil
	}
	q, err := wholeChart(r.Context(), r.Edition, Charts()[i], r.Words())
	return s.chartCard(card, m.Leads[0], q), err
}

// mostStoryRows is how many rows the tables of a story may have together, so that it
// stays light on a slow connection.
const mostStoryRows = 100

func chartBlocks(ctx context.Context, e *data.Edition, wanted func(*Chart) bool, w Words) ([]page.ChartBlock, error) {
	var blocks []page.ChartBlock
	for _, c := range Charts() {
		if !wanted(c) {
			continue
		}
		q, err := wholeChart(ctx, e, c, w.Body())
		if err != nil {
			return nil, err
		}
		block, err := chartBlock(ctx, e, q)
		if err != nil {
			return nil, err
		}
		if !w.Whole() {
			own := q.Frame
			own.Words = w
			block.Figure.Own, block.Figure.Tongue = c.Headline(own), w
		}
		blocks = append(blocks, block)
	}
	lighten(blocks, w.Body())
	return blocks, nil
}

// lighten moves the longest tables to the pages of their charts until the others fit.
func lighten(blocks []page.ChartBlock, w Words) {
	for {
		rows, longest := 0, -1
		for i, b := range blocks {
			if b.Figure.TableOnly {
				continue
			}
			rows += len(b.Figure.Table.Rows)
			if longest < 0 || len(b.Figure.Table.Rows) > len(blocks[longest].Figure.Table.Rows) {
				longest = i
			}
		}
		if rows <= mostStoryRows {
			return
		}
		f := &blocks[longest].Figure
		f.TableAt = &layout.Link{Text: w.T("Table of {n} rows", "n", len(f.Table.Rows)), Href: f.Href + "#" + f.Table.ID}
		f.Table.Rows = nil
	}
}

// onward links the stories with each other and with the data.
func onward(w Words, path string) []layout.Link {
	all := []struct {
		text locale.Msg
		href string
		note locale.Msg
	}{
		{"Allocations", "/allocations", "how many appointments, for whom, by which rules"},
		{"Wait times", "/wait-times", "what was published about how long people waited"},
		{"The lottery, explained", lotteryPath, "a model of how long people waited, and how far it is from what was published"},
		{"Languages served", "/languages", "which languages the app spoke, and who says so"},
		{"Claims, side by side", "/claims", "who said which number, and where they contradict one another"},
		{"Nationalities", "/nationalities", "each on one page"},
		{"Places", "/places", "ports of entry and cities, each on one page"},
		{"What is missing", "/missing", "what nobody has published, and whom to ask"},
		{"All charts", "/charts", "with tables and files"},
		{"Data", "/data", "every table, as CSV, Parquet and JSON"},
	}
	var links []layout.Link
	for _, l := range all {
		if l.href != path {
			links = append(links, layout.Link{Text: w.T(l.text), Href: l.href, Note: w.T(l.note)})
		}
	}
	return links
}
