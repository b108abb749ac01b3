package views

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

// previewRows is how many rows a page shows.
const previewRows = 20

// Parameters of a dataset's page beside the filters. Sort is that of the API.
const (
	sortParam = "sort"
	pageParam = "page"
)

// preview is what the address of a dataset's page asks for: which rows, in which order,
// and which page of them, from 1.
type preview struct {
	dataset string
	where   []data.Condition
	sort    []string
	page    int
}

// previewOf reads the address.
func (r *Request) previewOf(d *data.Dataset) (preview, error) {
	v := preview{dataset: d.ID, page: 1}
	var err error
	if v.where, err = r.conditions(d, sortParam, pageParam); err != nil {
		return v, err
	}
	if v.sort, err = r.names(sortParam); err != nil {
		return v, err
	}
	text, asked, err := r.single(pageParam)
	if err == nil && asked {
		if v.page, err = strconv.Atoi(text); err != nil || v.page < 1 {
			err = &data.ParamError{Param: pageParam, Found: shortened(text), Expected: "a whole number from 1"}
		}
	}
	return v, err
}

// plain reports whether the address asks for nothing special.
func (v preview) plain() bool { return len(v.where)+len(v.sort) == 0 && v.page == 1 }

// address is the one address of the view: defaults are left out.
func (v preview) address() string {
	query := filterQuery(v.where)
	add := func(name, value string) {
		joint := "?"
		if query != "" {
			joint = "&"
		}
		query += joint + name + "=" + url.QueryEscape(value)
	}
	if len(v.sort) > 0 {
		add(sortParam, strings.Join(v.sort, ","))
	}
	if v.page > 1 {
		add(pageParam, strconv.Itoa(v.page))
	}
	return "/data/" + v.dataset + query + "#rows"
}

// sortedBy is the view that a click on the head of a column leads to: from the smallest,
// then from the largest, then as the files have it.
func (v preview) sortedBy(column string) preview {
	switch strings.Join(v.sort, ",") {
	case column:
		v.sort = []string{"-" + column}
	case "-" + column:
		v.sort = nil
	default:
		v.sort = []string{column}
	}
	v.page = 1
	return v
}

func (v preview) onPage(n int) preview {
	v.page = n
	return v
}

func (v preview) filtered(where []data.Condition) preview {
	v.where, v.page = where, 1
	return v
}

// sortWords says in which order the rows are shown; empty for that of the files.
func (v preview) sortWords(w Words) string {
	parts := make([]string, len(v.sort))
	for i, key := range v.sort {
		name, down := strings.CutPrefix(key, "-")
		if parts[i] = name; down {
			parts[i] = w.T("{column} from the last", "column", parts[i])
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return w.T(", by {columns}", "columns", strings.Join(parts, w.T("order|, then ")))
}

// preview fills the rows, the filter form and the ways to the other pages.
func (s *Server) preview(r *Request, d *data.Dataset, v preview, total int64, m *page.DatasetModel) error {
	w := r.Words()
	ctx, query := r.Context(), data.Select{Dataset: d.ID, Where: v.where, Order: v.sort}
	matching := total
	m.Page.NoIndex = m.Page.NoIndex || !v.plain()
	if len(v.where) > 0 {
		var err error
		if matching, err = r.Edition.Count(ctx, query); err != nil {
			return err
		}
	}
	pages := max(1, int((matching+previewRows-1)/previewRows))
	if v.page > pages {
		return &data.ParamError{Param: pageParam, Found: strconv.Itoa(v.page), Expected: fmt.Sprintf("a whole number from 1 to %d", pages)}
	}
	query.Limit, query.Offset = previewRows, (v.page-1)*previewRows
	t, err := r.Edition.Select(ctx, query)
	if err != nil {
		return err
	}
	m.Rows = verbatim(w, d, t, "preview", extract(w, query.Offset, t.Len(), matching)+v.sortWords(w))
	for i, c := range t.Columns {
		m.Rows.Columns[i].Href = v.sortedBy(c.Name).address()
		switch {
		case slices.Contains(v.sort, c.Name):
			m.Rows.Columns[i].Sort = layout.Ascending
		case slices.Contains(v.sort, "-"+c.Name):
			m.Rows.Columns[i].Sort = layout.Descending
		}
	}
	m.Pager = pagerOf(w, v, pages)
	switch {
	case total == 0:
		m.RowsNote = w.T("This table has no rows yet: no release of its series is loaded. Its columns are fixed all the same.")
		if _, dated := r.Edition.AsOf(); dated {
			m.RowsNote = w.T("Nothing that this table holds had been published by that day.")
		}
	case matching == 0:
		m.RowsNote = w.T("No row matches.")
	default:
		m.RowsNote = w.T("Cells as the files print them. A head sorts by its column; a locator leads to the place that its row was read at.")
	}
	m.Filter, err = filterForm(ctx, w, r.Edition, d, v, total)
	return err
}

// pagerOf leads to the pages around a page; without others there is none.
func pagerOf(w Words, v preview, pages int) page.Pager {
	p := page.Pager{Text: w.T("Page {page} of {pages}", "page", v.page, "pages", pages)}
	if pages == 1 {
		return page.Pager{}
	}
	if v.page > 1 {
		p.Before = []layout.Link{{Text: w.T("page|First"), Href: v.onPage(1).address()}, {Text: w.T("page|Previous"), Href: v.onPage(v.page - 1).address()}}
	}
	if v.page < pages {
		p.After = []layout.Link{{Text: w.T("page|Next"), Href: v.onPage(v.page + 1).address()}, {Text: w.T("page|Last"), Href: v.onPage(pages).address()}}
	}
	return p
}

// extract says which of the matching rows a table shows.
func extract(w Words, offset, shown int, matching int64) string {
	switch {
	case offset > 0:
		return w.T("Rows {from} to {to} of {all}", "from", offset+1, "to", offset+shown, "all", matching)
	case int64(shown) < matching:
		return w.T("First {some} of {all} rows", "some", shown, "all", matching)
	case shown == 1:
		return w.T("The only row")
	}
	return w.T("All {n} rows", "n", matching)
}
