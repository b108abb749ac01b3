package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What the benchmark of exports holds the server to (issue 5). A ratio is the median of
// those of pairs that are measured one after the other, so that a slow machine, or a slow
// moment of it, is slow to both.
const (
	leastRate  = 0.7      // of DuckDB's COPY TO of the same query
	rateFrom   = 10 << 20 // bytes: below that a request costs as much as its rows
	mostMemory = 400      // MiB above idle during a download
	rounds     = 9
)

// BenchmarkExports downloads encounters whole and filtered. A filter differs from round
// to round, so that no file is there already: the rate is that of a first reader.
func BenchmarkExports(b *testing.B) {
	rows := benchRows(b)
	dir := benchDir(b, rows)
	s, e := startServer(b, dir), openEngine(b, dir)
	for _, test := range []struct{ name, path, where string }{
		{"full", "/data/encounters.csv", "true"},
		{"all-rows-filtered", "/data/encounters.csv?encounters.gte=-%d", "encounters >= -%d"},
		{"half-filtered", "/data/encounters.csv?title_of_authority=Title+8&encounters.gte=-%d", "title_of_authority = 'Title 8' AND encounters >= -%d"},
		{"one-state", "/data/encounters.csv?state=TX&encounters.gte=-%d", "state = 'TX' AND encounters >= -%d"},
	} {
		b.Run(test.name, func(b *testing.B) {
			var rates, speeds []float64
			var size int64
			peak := 0.0
			for round := range rounds {
				path, where := test.path, test.where
				if strings.Contains(path, "%d") {
					path, where = fmt.Sprintf(path, round), fmt.Sprintf(where, round)
				}
				wanted, theirs := e.copy("SELECT * FROM main.encounters WHERE " + where)
				s.resetPeak()
				var ours time.Duration
				size, ours = s.get(path)
				peak = max(peak, s.memory("VmHWM"))
				if size != wanted {
					b.Fatalf("%s has %d bytes, DuckDB wrote %d", path, size, wanted)
				}
				rates = append(rates, theirs.Seconds()/ours.Seconds())
				speeds = append(speeds, float64(size)/1e6/ours.Seconds())
			}
			rate, above := median(rates), peak-s.idle
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(rate, "rate/COPY")
			b.ReportMetric(median(speeds), "MB/s")
			b.ReportMetric(float64(size)/1e6, "MB")
			b.ReportMetric(above, "MiB-above-idle")
			if size >= rateFrom && rate < leastRate {
				b.Errorf("a download has %.2f of the rate of COPY, want %.2f", rate, leastRate)
			}
			if above > mostMemory {
				b.Errorf("%.0f MiB above idle (%.0f), want at most %d", above, s.idle, mostMemory)
			}
		})
	}
}
