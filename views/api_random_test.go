package views_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/viewtest"
)

// nasty values: of the wrong type, at the edge of one, or meant for another reader.
var nasty = []string{
	"", " ", "0", "-1", "1e400", "NaN", "0x1p-2", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1.5", "true", "1_000",
	"2023-01-01", "2023-02-30", "0000-01-01", "9999-12-31", "May", "VE", "total", "month", "reported", "tijuana", "sum", "avg", "csv", "1", "curated@2026-11-23",
	"' OR 1=1 --", `"; DROP TABLE main.ports; --`, "); ATTACH '/etc/passwd' AS x; --", "1 UNION SELECT * FROM main.ports", "${jndi:ldap://x}", "../../etc/passwd", "%27", "\x00", "a\x00b", "\xff\xfe", "\xc3\x28", "\u202e",
	"place,place", "month,-month", "-", ",", "-place,nationality", strings.Repeat("x", 5000), strings.Repeat("place,", 300), strings.Repeat("[", 2000), "eyJlIjoiIn0", "e30", "bm90IGpzb24", "10000", "10001", "99999999999999999999",
}

// asked is a request made by chance, and what its rows must be like.
type asked struct {
	dataset *data.Dataset
	base    string
	query   url.Values
}

func (a asked) path() string {
	path := strings.ReplaceAll(a.base, "ID", a.dataset.ID)
	if len(a.query) > 0 {
		path += "?" + a.query.Encode()
	}
	return path
}

// TestNothingThatIsAskedBreaksTheServer: 10,000 requests made by chance, always the
// same. Every answer is a success, not modified, or the reader's fault and says so; and
// the rows of a success are those that a filter of our own takes from the whole file.
func TestNothingThatIsAskedBreaksTheServer(t *testing.T) {
	c := viewtest.New(t)
	chance := rand.New(rand.NewPCG(5, 2023))
	datasets := datatest.Edition(t).Catalog().Sorted()
	good := map[string][]map[string]string{}
	for _, d := range datasets {
		good[d.ID] = readCSV(t, c.Get("/data/"+d.ID+".csv").Body)
	}
	counts, compared := map[int]int{}, 0
	for range 10_000 {
		a := askByChance(chance, datasets, good)
		var headers []string
		switch chance.IntN(20) {
		case 0:
			headers = []string{"If-None-Match", "*"}
		case 1:
			headers = []string{"Range", nasty[chance.IntN(len(nasty))]}
		}
		got := c.Get(a.path(), headers...)
		counts[got.Status]++
		if got.Status >= 500 || got.Status >= 300 && got.Status < 400 && got.Status != 304 && got.Status != 303 {
			t.Fatalf("%q: %d %.300s", a.path(), got.Status, got.Body)
		}
		if got.Status == 200 && a.compare(t, got, good[a.dataset.ID]) {
			compared++
		}
		if got.Header.Get("Content-Type") != "application/problem+json" {
			continue
		}
		var p struct {
			Status    int
			Parameter string
		}
		if err := json.Unmarshal(got.Body, &p); err != nil || p.Status != got.Status {
			t.Fatalf("%q: %v %.300s", a.path(), err, got.Body)
		}
		if name := strings.TrimSuffix(p.Parameter, ".eq"); got.Status == 400 && (name == "" || name != "?" && !a.query.Has(name) && !a.query.Has(p.Parameter) && !a.missing(p.Parameter)) {
			t.Fatalf("%q: blames %q: %.300s", a.path(), p.Parameter, got.Body)
		}
	}
	if counts[200] < 2000 || counts[400] < 2000 || counts[404] < 200 || counts[304] < 100 || compared < 800 {
		t.Errorf("the requests are of one kind: %v, %d compared", counts, compared)
	}
	t.Log(counts, compared, "compared")
}

// missing are parameters that an aggregate asks for.
func (a asked) missing(name string) bool {
	return strings.HasSuffix(a.base, "/aggregate") && (slices.Contains([]string{"fn", "measure"}, name) || slices.Contains(a.dataset.Whole(), name))
}

func askByChance(chance *rand.Rand, datasets []*data.Dataset, good map[string][]map[string]string) asked {
	pick := func(list []string) string { return list[chance.IntN(len(list))] }
	a := asked{dataset: datasets[chance.IntN(len(datasets))], query: url.Values{}}
	a.base = pick([]string{
		"/api/v1/datasets/ID/rows", "/api/v1/datasets/ID/rows", "/api/v1/datasets/ID/rows", "/api/v1/datasets/ID/aggregate", "/api/v1/datasets/ID/revisions",
		"/api/v1/datasets/ID/triangle", "/api/v1/datasets/ID", "/api/v1/releases/ID", "/api/v1/sources/ID", "/api/v1/editions/ID", "/data/ID.csv", "/data/ID.csv",
		"/data/ID.json", "/data/ID.jsonl", "/data/ID.parquet", "/data/ID/filter", "/data/ID/revisions.csv", "/data/ID/triangle.json", "/editions/2026-11-23/ID.csv", "/data/ID.exe",
	})
	if chance.IntN(40) == 0 {
		a.base = strings.ReplaceAll(a.base, "ID", url.PathEscape(pick(nasty[1:])))
	}
	names, rows := a.dataset.FieldNames(), good[a.dataset.ID]
	wild := chance.IntN(2) == 0
	for range chance.IntN(4) {
		name := pick(names)
		value := ""
		if len(rows) > 0 {
			value = rows[chance.IntN(len(rows))][name]
		}
		if wild {
			switch chance.IntN(8) {
			case 0:
				name += pick([]string{".gte", ".lte", ".eq", ".ne", ".", "'", "\x00"})
			case 1:
				name = pick([]string{"columns", "sort", "limit", "cursor", "as_of", "bom", "group", "measure", "fn", "from", "to"})
				value = pick(nasty)
			case 2:
				value = pick(nasty)
			case 3:
				name, value = "fn", pick(data.Functions())
			}
		} else {
			switch f, _ := a.dataset.Field(name); {
			case len(f.Operators()) > 1 && chance.IntN(2) == 0:
				name += pick([]string{".gte", ".lte"})
			case strings.HasSuffix(a.base, "/rows") && chance.IntN(4) == 0:
				name, value = pick([]string{"columns", "sort"}), pick(names)
			case strings.HasSuffix(a.base, "/aggregate"):
				a.query.Set("fn", "count")
				if chance.IntN(2) == 0 {
					name, value = "group", name
				}
			}
		}
		a.query.Add(name, value)
	}
	return a
}

// compare holds the rows of an answer against those that pass the filters of the address.
func (a asked) compare(t *testing.T, got *viewtest.Answer, all []map[string]string) bool {
	t.Helper()
	isRows, isCSV := strings.HasSuffix(a.base, "/rows"), a.base == "/data/ID.csv"
	if !isRows && !isCSV || a.query.Has("as_of") || a.query.Has("cursor") {
		return false
	}
	var want []map[string]string
	for _, row := range all {
		if a.passes(row) {
			want = append(want, row)
		}
	}
	if isCSV {
		records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(got.Body, []byte("\ufeff")))).ReadAll()
		if err != nil || len(records)-1 != len(want) {
			t.Fatalf("%q: %d rows, want %d, %v", a.path(), len(records)-1, len(want), err)
		}
		for i, record := range records[1:] {
			for j, cell := range record {
				if cell != want[i][records[0][j]] {
					t.Fatalf("%q row %d: %q, want %q", a.path(), i, cell, want[i][records[0][j]])
				}
			}
		}
		return true
	}
	var page rowsAnswer
	if err := json.Unmarshal(got.Body, &page); err != nil || page.Total != len(want) {
		t.Fatalf("%q: total %d, want %d, %v", a.path(), page.Total, len(want), err)
	}
	limit := 100
	if n, err := strconv.Atoi(a.query.Get("limit")); err == nil {
		limit = n
	}
	if len(page.Rows) != min(limit, len(want)) {
		t.Fatalf("%q: %d rows of %d", a.path(), len(page.Rows), len(want))
	}
	sorted := a.query.Has("sort")
	left := map[string]int{}
	for _, row := range want {
		left[a.text(page.Rows, row)]++
	}
	for i, row := range page.Rows {
		cells := map[string]string{}
		for name, v := range row {
			cells[name] = cellOf(v)
		}
		text := a.text(page.Rows, cells)
		if left[text]--; left[text] < 0 || !sorted && text != a.text(page.Rows, want[i]) {
			t.Fatalf("%q row %d: %s is not one that was asked for", a.path(), i, text)
		}
	}
	return true
}

// text writes the cells of a row that stand in the answer, in one form.
func (a asked) text(shown []map[string]any, row map[string]string) string {
	var b strings.Builder
	for _, f := range a.dataset.Fields {
		if len(shown) > 0 {
			if _, there := shown[0][f.Name]; there {
				fmt.Fprintf(&b, "%s=%q ", f.Name, strings.TrimSuffix(row[f.Name], ".0"))
			}
		}
	}
	return b.String()
}

// passes filters a row of the file: cells are compared as the type of the column wants.
func (a asked) passes(row map[string]string) bool {
	for _, f := range a.dataset.Fields {
		cell := row[f.Name]
		for suffix, holds := range map[string]func(order int) bool{
			".gte": func(order int) bool { return order >= 0 }, ".lte": func(order int) bool { return order <= 0 },
		} {
			if v, ok := a.query[f.Name+suffix]; ok && (cell == "" || !holds(order(f, cell, v[0]))) {
				return false
			}
		}
		wanted := a.query[f.Name]
		if slices.Contains(a.params(), f.Name) {
			wanted = a.query[f.Name+".eq"]
		}
		if len(wanted) > 0 && !slices.ContainsFunc(wanted, func(v string) bool { return v == "" && cell == "" || v != "" && cell != "" && order(f, cell, v) == 0 }) {
			return false
		}
	}
	return true
}

// params are the parameters of the address that are no columns.
func (a asked) params() []string {
	if a.base == "/data/ID.csv" {
		return []string{"bom"}
	}
	return []string{"columns", "sort", "limit", "cursor"}
}

func order(f data.Field, a, b string) int {
	if f.Type == data.Integer || f.Type == data.Number {
		x, _ := strconv.ParseFloat(a, 64)
		y, _ := strconv.ParseFloat(b, 64)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	return strings.Compare(a, b)
}
