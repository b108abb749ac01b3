package main

import (
	"fmt"
	"testing"
	"time"
)

// What is not kept is held to this (issue 7): every request asks for another part.
const (
	mostChartP50 = 10 * time.Millisecond // one reader
	leastCharts  = 200.0                 // pages a second, of 16 readers
	leastGroups  = 400.0                 // grouped series a second
	slicesFor    = 4 * time.Second
)

// BenchmarkSlices asks an edition with many encounters for filtered chart pages and for
// grouped series, each of them once.
func BenchmarkSlices(b *testing.B) {
	s := startServer(b, benchDir(b, benchRows(b)))
	s.settle()
	nationalities := []string{"BR", "CO", "CU", "EC", "SV", "GT", "HT", "HN", "MX", "NI", "PE", "RU", "UA", "VE"}
	months := []string{"2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2023-06", "2023-07", "2023-08", "2023-09", "2023-10", "2023-11", "2023-12"}
	known := []string{}
	for _, n := range nationalities { // those that the chart has
		if status, _ := fetchPage(b.Context(), s.address+"/charts/nationality-panels?nationality="+n); status == 200 {
			known = append(known, n)
		}
	}
	if len(known) < 4 {
		b.Fatalf("the chart knows %v", known)
	}
	// Every subset of the nationalities from every month on is another page.
	charts := func(from int64) func(int64) string {
		return func(n int64) string {
			n += from
			path := "/charts/nationality-panels?from=" + months[n%int64(len(months))]
			for i, bits := 0, n/int64(len(months))+1; i < len(known); i, bits = i+1, bits>>1 {
				if bits&1 == 1 {
					path += "&nationality=" + known[i]
				}
			}
			return path
		}
	}
	groups := func(n int64) string {
		return fmt.Sprintf("/api/v1/datasets/encounters/aggregate?group=month&measure=encounters&fn=sum&state=%s&citizenship=%s&encounters.gte=%d",
			benchStates[n%int64(len(benchStates))], nationalities[n/int64(len(benchStates))%int64(len(nationalities))], n/int64(len(benchStates)*len(nationalities)))
	}
	// A condition that nearly all rows meet: DuckDB has to look at each of them.
	broad := func(n int64) string {
		return fmt.Sprintf("/api/v1/datasets/encounters/aggregate?group=month&measure=encounters&fn=sum&title_of_authority=Title+8&encounters.gte=%d", n%4000)
	}
	alone := pressure{address: s.address, connections: 1, next: charts(0)}.run(b, slicesFor)
	many := pressure{address: s.address, connections: 16, next: charts(int64(len(alone.times)))}.run(b, slicesFor)
	grouped := pressure{address: s.address, connections: 16, next: groups}.run(b, slicesFor)
	broadly := pressure{address: s.address, connections: 16, next: broad}.run(b, slicesFor)
	for name, got := range map[string]felt{"charts, one reader": alone, "charts": many, "groups": grouped, "broad groups": broadly} {
		if got.failed > 0 {
			b.Errorf("%s: %d of %d failed: %s", name, got.failed, len(got.times), got.first)
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(alone.at(0.5).Microseconds())/1000, "chart-p50-ms")
	b.ReportMetric(many.rate(), "charts/s")
	b.ReportMetric(grouped.rate(), "groups/s")
	b.ReportMetric(broadly.rate(), "broad-groups/s")
	b.Logf("a chart page p50 %v alone; %.0f pages and %.0f grouped series a second, %.0f over half of all rows", alone.at(0.5), many.rate(), grouped.rate(), broadly.rate())
	if p50 := alone.at(0.5); p50 > mostChartP50 {
		b.Errorf("p50 %v, want at most %v", p50, mostChartP50)
	}
	if many.rate() < leastCharts {
		b.Errorf("%.0f pages a second, want %.0f", many.rate(), leastCharts)
	}
	for name, got := range map[string]felt{"of a state and a nationality": grouped, "over half of all rows": broadly} {
		if got.rate() < leastGroups {
			b.Errorf("%.0f grouped series %s a second, want %.0f", got.rate(), name, leastGroups)
		}
	}
}
