package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// What the benchmark of rows holds the server to (issue 5). A page is to come in 10 ms
// (p50, reported); what is asserted are ratios between things measured in turns.
const (
	mostPage  = 3.0 // a page against what DuckDB takes for the same, in an order for its first rows
	mostDeep  = 3.0 // a page deep in the rows against the first
	pageFrom  = 5.0 // milliseconds: below that it is the request that takes the time
	somePages = 15
)

// BenchmarkRows asks the API for pages of 100 rows: the first of a filter, and pages at
// the beginning and deep in all rows and in sorted ones. No page is asked for twice.
func BenchmarkRows(b *testing.B) {
	rows := benchRows(b)
	dir := benchDir(b, rows)
	s, e := startServer(b, dir), openEngine(b, dir)
	page := "/api/v1/datasets/encounters/rows?"
	milliseconds := func(path string) float64 {
		_, took := s.get(path)
		return took.Seconds() * 1000
	}
	compare := func(name string, paths []string, queries func(i int) []string) float64 {
		var times, ratios []float64
		for i, path := range paths {
			theirs := e.read(queries(i)...).Seconds() * 1000
			times = append(times, milliseconds(path))
			ratios = append(ratios, times[i]/theirs)
		}
		p50, ratio := median(times), median(ratios)
		b.ReportMetric(p50, name+"-p50-ms")
		if b.ReportMetric(ratio, name+"/DuckDB"); p50 > pageFrom && ratio > mostPage {
			b.Errorf("a page of %s rows takes %.1f times as long as DuckDB does, want at most %.1f", name, ratio, mostPage)
		}
		return p50
	}
	var filtered, wheres []string
	for _, c := range []string{"BR", "CA", "CO", "CU", "EC", "SV", "GT", "HT", "HN", "IN", "MX", "NI", "PE", "PH", "RO", "RU", "UA", "VE", "other"} {
		for _, group := range []string{"single_adults", "family_unit", "unaccompanied"} {
			filtered = append(filtered, page+"citizenship="+c+"&demographic="+group)
			wheres = append(wheres, " FROM main.encounters WHERE citizenship = '"+c+"' AND demographic = '"+group+"'")
		}
	}
	compare("filtered", filtered, func(i int) []string {
		return []string{"SELECT *" + wheres[i] + " LIMIT 100", "SELECT count(*)" + wheres[i]}
	})
	for _, order := range []struct{ name, sort, sql string }{
		{"plain", "", ""},
		{"sorted", "&sort=-encounters", " ORDER BY encounters DESC NULLS LAST, rowid"},
	} {
		first, deep := s.pages(page+"limit=100"+order.sort, rows)
		theirs := func(int) []string { return []string{"SELECT * FROM main.encounters" + order.sql + " LIMIT 100"} }
		begin, end := compare(order.name+"-first", first, theirs), compare(order.name+"-deep", deep, theirs)
		if b.ReportMetric(end/begin, order.name+"-deep/first"); end/begin > mostDeep {
			b.Errorf("a %s page deep in the rows takes %.1f times as long as one of the first, want at most %.1f", order.name, end/begin, mostDeep)
		}
	}
	b.ReportMetric(0, "ns/op")
}

// widePage is how many rows a step to deep ones takes.
const widePage = 10_000

// pages follows the cursors from the beginning with wide pages, and gives addresses of
// pages of 100 near the beginning and near the end.
func (s benchServer) pages(path string, rows int) (first, deep []string) {
	s.b.Helper()
	wide, n := strings.Replace(path, "limit=100", fmt.Sprintf("limit=%d", widePage), 1), 0
	for next := wide; next != ""; {
		answer, err := http.Get(s.address + next)
		if err != nil {
			s.b.Fatal(err)
		}
		var a struct {
			Rows   []json.RawMessage `json:"rows"`
			Cursor string            `json:"next_cursor"`
		}
		if err := json.NewDecoder(answer.Body).Decode(&a); err != nil {
			s.b.Fatal(err)
		}
		answer.Body.Close()
		n += len(a.Rows)
		if next = ""; a.Cursor != "" {
			next = wide + "&cursor=" + a.Cursor
			address := path + "&cursor=" + a.Cursor
			if len(first) < somePages {
				first = append(first, address)
			} else if n > rows*9/10 && len(deep) < somePages {
				deep = append(deep, address)
			}
		}
	}
	if n != rows {
		s.b.Fatalf("%s: %d rows on all pages, want %d", path, n, rows)
	}
	return first, deep
}

// BenchmarkDatasetPage asks for the page of a dataset, with the profile of every column,
// on days that nobody has asked for, and lets DuckDB summarise the table.
func BenchmarkDatasetPage(b *testing.B) {
	dir := benchDir(b, benchRows(b))
	s, e := startServer(b, dir), openEngine(b, dir)
	var times, ratios []float64
	for day := range somePages {
		theirs := e.read("SUMMARIZE main.encounters").Seconds() * 1000
		_, took := s.get(fmt.Sprintf("/data/encounters?as_of=2026-11-%02d", day+1))
		times = append(times, took.Seconds()*1000)
		ratios = append(ratios, times[day]/theirs)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(times), "page-p50-ms")
	if b.ReportMetric(median(ratios), "page/SUMMARIZE"); median(ratios) > mostPage {
		b.Errorf("the page takes %.1f times as long as SUMMARIZE, want at most %.1f", median(ratios), mostPage)
	}
}
