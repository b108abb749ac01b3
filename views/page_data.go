package views

import (
	"cmp"
	"context"
	"slices"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// shelf is one group of the catalogue page. A dataset that stands on no shelf is shown
// on the last one.
type shelf struct {
	id          string
	title, text locale.Msg
	datasets    []string
}

var shelves = []shelf{
	{"allocations", "Allocations", "How many appointments there were, for whom, and how places were shared out.",
		[]string{"appointments-processed", "published-statements", "daily-capacity", "allocation-rules", "ports", "field-office-encounters", "southwest-encounters", "encounters"}},
	{"wait-times", "Wait times", "How long people were said to wait. Nobody measured it.",
		[]string{"wait-times"}},
	{"languages", "Languages served", "Which languages the app had, by who says so, and which languages people speak.",
		[]string{"app-languages", "language-count-claims", "language-coverage", "nationality-languages", "nationality-language-overrides", "court-languages", "literacy"}},
	{"reference", "Reference and provenance", "What the other tables point to: events, names, documents, releases, and the checks that they passed.",
		[]string{"events", "territories", "citizenship-aliases", "sources", "source-checks", "releases", "corrections", "checks"}},
}

// dataIndex is /data: every dataset, by story.
func (s *Server) dataIndex(r *Request) (Response, error) {
	w := r.Words()
	m := page.DataModel{Page: s.figures(r, "/data", r.T("Data"), r.T("Every table behind the figures on appointments, waits and languages, as CSV, Parquet, JSON and XLSX."))}
	m.Page.Twins = []layout.Twin{{Type: typeJSON, Href: "/api/v1/datasets", Title: r.T("{title} as {format}", "title", r.T("Data"), "format", "JSON")}}
	m.Whole, m.Described = wholeEdition(r.Words(), r.Edition.Manifest), catalogueDescriptions(r.Words())
	if err := s.linkCatalogue(r, &m.Page); err != nil {
		return Response{}, err
	}
	var rows int64
	datasets := r.Edition.Catalog().Sorted()
	for i, shelf := range shelves {
		g := page.DatasetGroup{ID: shelf.id, Title: w.T(shelf.title), Text: w.T(shelf.text)}
		for _, d := range shelved(datasets, i) {
			n, err := rowsOf(r.Context(), r.Edition, d)
			if err != nil {
				return Response{}, err
			}
			g.Datasets = append(g.Datasets, datasetEntry(w, r.Edition, d, n))
			rows += n
		}
		if len(g.Datasets) > 0 {
			m.Groups = append(m.Groups, g)
		}
	}
	m.Lead = w.T("{tables} with {rows}, each row with the release and the place that it was read from.",
		"tables", w.N(int64(len(datasets)), "{n} table", "{n} tables"), "rows", w.N(rows, "{n} row", "{n} rows"))
	return html(r.Context(), page.Data(m))
}

// shelved picks the datasets of one shelf, in its order.
func shelved(datasets []*data.Dataset, index int) []*data.Dataset {
	place := func(d *data.Dataset) int { return slices.Index(shelves[index].datasets, d.ID) }
	var list []*data.Dataset
	for _, d := range datasets {
		elsewhere := slices.ContainsFunc(shelves, func(s shelf) bool { return slices.Contains(s.datasets, d.ID) })
		if place(d) >= 0 || (index == len(shelves)-1 && !elsewhere) {
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b *data.Dataset) int { return cmp.Compare(uint(place(a)), uint(place(b))) })
	return list
}

func datasetEntry(w Words, e *data.Edition, d *data.Dataset, rows int64) page.DatasetEntry {
	files, _ := e.Manifest.Dataset(d.ID)
	entry := page.DatasetEntry{
		ID: d.ID, Title: titleOf(w, d), Href: "/data/" + d.ID, Summary: w.T(locale.Msg(d.Summary)),
		Level: levelWords(w, d.Level), Rows: w.N(rows, "{n} row", "{n} rows"), Last: w.T("made with each edition"),
	}
	if releases := releasesOf(e, d); len(releases) > 0 {
		last := releases[len(releases)-1]
		entry.Last, entry.LastHref = w.DayOf(last.Published, last.PublishedPrecision), "/releases/"+last.ID
	} else if len(e.Catalog().SourcesOf(d)) > 0 {
		entry.Last = w.T("no release loaded")
	}
	for _, f := range downloads(w, d.ID, files.Files) {
		entry.Files = append(entry.Files, layout.Link{Text: f.Format, Href: f.Href})
	}
	return entry
}

// releasesOf lists the releases of an edition that feed a dataset, oldest first.
func releasesOf(e *data.Edition, d *data.Dataset) []data.Release {
	day, _ := e.AsOf()
	return releasesIn(e.Catalog(), e.Manifest, day, d)
}

// releasesIn is releasesOf in an edition that need not be open; a zero day is the latest.
func releasesIn(c *data.Catalog, m *data.Manifest, day time.Time, d *data.Dataset) []data.Release {
	sources := c.SourcesOf(d)
	return slices.DeleteFunc(slices.Clone(m.Releases), func(r data.Release) bool {
		return !slices.Contains(sources, r.Source) || !day.IsZero() && r.Published > day.Format(time.DateOnly)
	})
}

// rowsOf counts the rows of a dataset as the view has them.
func rowsOf(ctx context.Context, e *data.Edition, d *data.Dataset) (int64, error) {
	if _, dated := e.AsOf(); dated && e.Catalog().Dated(d) {
		return e.Count(ctx, data.Select{Dataset: d.ID})
	}
	files, _ := e.Manifest.Dataset(d.ID)
	return files.Rows, nil
}
