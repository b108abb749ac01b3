package views

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/page"
)

const (
	choiceRows = 5000 // above this many rows no list of values is made
	choiceMost = 60   // a list of more values is a text box
	emptyCell  = "(empty)"
)

// filterQuery writes conditions as an address has them, with a question mark if there
// are any.
func filterQuery(conditions []data.Condition) string {
	var parts []string
	for _, c := range conditions {
		for _, v := range c.Values {
			parts = append(parts, url.QueryEscape(c.Param())+"="+url.QueryEscape(v))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "?" + strings.Join(parts, "&")
}

// datasetFilter takes the form of a dataset's page, in which a field left alone is sent
// empty, and leads to the address that says the same as the API does.
func (s *Server) datasetFilter(r *Request) (Response, error) {
	d, err := r.Edition.Catalog().Dataset(r.PathValue("name"))
	if err != nil {
		return Response{}, err
	}
	if err := r.known(append(filterNames(d), sortParam)...); err != nil {
		return Response{}, err
	}
	values, err := r.query()
	if err != nil {
		return Response{}, err
	}
	v := preview{dataset: d.ID, page: 1}
	if v.sort, err = r.names(sortParam); err != nil {
		return Response{}, err
	}
	for _, c := range d.Conditions() {
		for _, v := range values[c.Param()] {
			switch v = strings.TrimSpace(v); v {
			case "":
			case emptyCell:
				c.Values = append(c.Values, "")
			default:
				c.Values = append(c.Values, v)
			}
		}
		if len(c.Values) > 0 {
			v.where = append(v.where, c)
		}
	}
	return Response{Status: http.StatusSeeOther, Location: v.address(), NoStore: true}, nil
}

// filterForm offers the columns whose cells repeat, with their values, and the columns
// that name things, as text.
func filterForm(ctx context.Context, w Words, e *data.Edition, d *data.Dataset, v preview, total int64) (page.FilterForm, error) {
	conditions := v.where
	form := page.FilterForm{Action: "/data/" + d.ID + "/filter", Open: len(conditions) > 0}
	if total == 0 {
		return form, nil
	}
	choices, err := choices(ctx, e, d, total)
	if err != nil {
		return form, err
	}
	for i, c := range conditions {
		rest := slices.Delete(slices.Clone(conditions), i, i+1)
		form.Active = append(form.Active, layout.Link{Text: conditionWords(w, c), Href: v.filtered(rest).address()})
		if c.Op != data.Equals {
			form.Keep = append(form.Keep, page.FilterControl{Name: c.Param(), Value: c.Values[0]})
		}
	}
	if len(v.sort) > 0 {
		form.Keep = append(form.Keep, page.FilterControl{Name: sortParam, Value: strings.Join(v.sort, ",")})
	}
	for _, f := range d.Fields {
		var chosen []string
		if i := slices.IndexFunc(conditions, func(c data.Condition) bool { return c.Param() == f.Name }); i >= 0 {
			chosen = conditions[i].Values
		}
		control := page.FilterControl{Name: f.Name, Value: strings.Join(chosen, "")}
		for _, v := range choices[f.Name] {
			option := page.FilterOption{Value: orElse(v, Words{}.T(emptyCell)), Text: orElse(v, w.T(emptyCell)), Selected: slices.Contains(chosen, v)}
			if strings.Contains(v, " ") { // words of the data
				option.Lang = inEnglish(w)
			}
			control.Options = append(control.Options, option)
		}
		choice, key := len(control.Options) > 1, slices.Contains(d.Key, f.Name)
		switch {
		case f.Name == "locator" || f.Name == "note":
		case choice && (key || len(f.Enum) > 0 || f.Type == data.Date || f.Type == data.Boolean) || len(chosen) > 0:
			form.Controls = append(form.Controls, control)
		case choice || key || f.Ref != "":
			form.More = append(form.More, control)
		}
	}
	if len(conditions) > 0 {
		query := filterQuery(conditions)
		for _, f := range exportFormats {
			form.Files = append(form.Files, layout.Download{Format: formatNames[f], Href: "/data/" + d.ID + "." + f + query, Size: w.T("filtered"), Use: "these rows only"})
		}
	}
	return form, nil
}

// valueNames joins the values of a condition, in words of a kind: an empty one has a name.
func valueNames(w Words, values []string, words func(Words, string) string) string {
	list := make([]string, len(values))
	for i, v := range values {
		if list[i] = w.T(emptyCell); v != "" {
			list[i] = words(w, v)
		}
	}
	return strings.Join(list, w.T("choice| or "))
}

// choices lists the values of every column that has few: the declared ones that occur,
// else those found, the empty one last.
func choices(ctx context.Context, e *data.Edition, d *data.Dataset, total int64) (map[string][]string, error) {
	lists := map[string][]string{}
	if total > choiceRows {
		for _, f := range d.Fields {
			if len(f.Enum) > 0 {
				lists[f.Name] = f.EnumValues()
			}
		}
		return lists, nil
	}
	t, err := e.Select(ctx, data.Select{Dataset: d.ID})
	if err != nil {
		return nil, err
	}
	for i, c := range t.Columns {
		found := map[string]bool{}
		for _, row := range t.Rows {
			found[data.CellText(row[i])] = true
		}
		if len(found) > choiceMost {
			continue
		}
		values := slices.Sorted(maps.Keys(found))
		if found[""] {
			values = append(values[1:], "")
		}
		lists[c.Name] = values
	}
	return lists, nil
}
