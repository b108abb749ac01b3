package views_test

import (
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"citas/data"
	"citas/data/datatest"
	"citas/views/viewtest"
)

// nasty values: of the wrong type, at the edge of one, or meant for another reader.
var nasty = []string{
	"", " ", "0", "-1", "1e400", "NaN", "0x1p-2", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1.5", "true",
	"2023-01-01", "2023-02-30", "0000-01-01", "9999-12-31", "May", "VE", "total", "month", "reported", "tijuana", "sum", "avg", "csv",
	"' OR 1=1 --", `"; DROP TABLE main.ports; --`, "); ATTACH '/etc/passwd' AS x; --", "${jndi:ldap://x}", "../../etc/passwd", "%27", "\x00", "a\x00b", "\xff\xfe", "\u202e",
	"place,place", "month,-month", "-", ",", "-place,nationality", strings.Repeat("x", 5000), strings.Repeat("place,", 300), "eyJlIjoiIn0", "e30", "bm90IGpzb24", "10000", "10001",
}

// TestNothingThatIsAskedBreaksTheServer: 2,000 requests made by chance, always the same.
// Every answer is a success, not modified, or the reader's fault and says so.
func TestNothingThatIsAskedBreaksTheServer(t *testing.T) {
	c := viewtest.New(t)
	chance := rand.New(rand.NewPCG(5, 2023))
	datasets := datatest.Edition(t).Catalog().Sorted()
	pick := func(list []string) string { return list[chance.IntN(len(list))] }
	good := map[string][]map[string]string{}
	for _, d := range datasets {
		good[d.ID] = readCSV(t, c.Get("/data/"+d.ID+".csv").Body)
	}
	counts := map[int]int{}
	for range 2000 {
		d := datasets[chance.IntN(len(datasets))]
		base := pick([]string{"/api/v1/datasets/ID/rows", "/api/v1/datasets/ID/rows", "/api/v1/datasets/ID/aggregate", "/data/ID.csv", "/data/ID.json", "/data/ID.jsonl",
			"/data/ID.parquet", "/data/ID", "/data/ID/filter", "/api/v1/datasets/ID", "/editions/2026-11-23/ID.csv", "/data/ID.exe", "/data/ID/revisions"})
		id := d.ID
		if chance.IntN(40) == 0 {
			id = url.PathEscape(pick(nasty[1:]))
		}
		query := url.Values{}
		for range chance.IntN(4) {
			name, value := pick(d.FieldNames()), pick(nasty)
			if rows := good[d.ID]; len(rows) > 0 && chance.IntN(2) == 0 {
				value = rows[chance.IntN(len(rows))][name]
			}
			switch chance.IntN(8) {
			case 0:
				name += pick([]string{".gte", ".lte", ".eq", ".ne", ".", "'", "\x00"})
			case 1:
				name = pick([]string{"columns", "sort", "limit", "cursor", "as_of", "bom", "group", "measure", "fn"})
			case 2:
				name, value = pick([]string{"columns", "group", "measure", "sort"}), pick(d.FieldNames())
			case 3:
				name, value = "fn", pick(data.Functions())
			}
			query.Add(name, value)
		}
		path := strings.ReplaceAll(base, "ID", id)
		if len(query) > 0 {
			path += "?" + query.Encode()
		}
		got := c.Get(path)
		counts[got.Status]++
		if got.Status >= 500 {
			t.Fatalf("%q: %d %.300s", path, got.Status, got.Body)
		}
		if got.Header.Get("Content-Type") != "application/problem+json" {
			continue
		}
		var p struct {
			Status    int
			Parameter string
		}
		if err := json.Unmarshal(got.Body, &p); err != nil || p.Status != got.Status {
			t.Fatalf("%q: %v %.300s", path, err, got.Body)
		}
		if got.Status == 400 && p.Parameter == "" {
			t.Fatalf("%q: which parameter? %.300s", path, got.Body)
		}
	}
	if counts[200] < 300 || counts[400] < 300 {
		t.Errorf("the requests are of one kind: %v", counts)
	}
	t.Log(counts)
}
