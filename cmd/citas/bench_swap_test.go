package main

import (
	"bufio"
	"io"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"citas/data/datatest"
	"citas/data/remote/remotetest"
)

// What starting and swapping is held to (issue 7).
const (
	mostStart    = 300 * time.Millisecond
	mostSwapP99  = 50 * time.Millisecond
	swaps        = 100
	mostGrowth   = 1.2
	startsOfBest = 5
)

// BenchmarkStart starts the server over an edition that is there, until /readyz answers.
func BenchmarkStart(b *testing.B) {
	path, err := exec.LookPath("citas")
	if err != nil {
		b.Fatal(err)
	}
	best := time.Hour
	for range startsOfBest {
		cmd := exec.Command(path, "--data-dir", datatest.Dir(b), "serve", "--addr", "127.0.0.1:0")
		stderr, err := cmd.StderrPipe()
		if err != nil {
			b.Fatal(err)
		}
		begin := time.Now()
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			m := listening.FindStringSubmatch(lines.Text())
			if m == nil {
				continue
			}
			for {
				if status, _ := fetchPage(b.Context(), m[1]+"/readyz"); status == 200 {
					best = min(best, time.Since(begin))
					break
				}
			}
			break
		}
		go io.Copy(io.Discard, stderr)
		cmd.Process.Signal(syscall.SIGTERM)
		cmd.Wait()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(best.Milliseconds()), "ms-to-ready")
	if b.Logf("%d ms from exec to /readyz", best.Milliseconds()); best > mostStart {
		b.Errorf("%v to /readyz, want at most %v", best, mostStart)
	}
}

// BenchmarkSwap lets editions replace each other under full load: no request may fail.
func BenchmarkSwap(b *testing.B) {
	dir := b.TempDir()
	names := []string{"a", "b"}
	for _, name := range names {
		remotetest.Edition(b, dir, name)
	}
	s := startServer(b, dir)
	s.settle()
	paths := []string{"/", "/allocations", "/wait-times", "/languages", "/data", "/charts", "/charts/processed-monthly", "/api/v1/datasets", "/data/wait-times.csv"}
	load := pressure{address: s.address, connections: 16, headers: []string{"Accept-Encoding: br"}, next: func(n int64) string { return paths[n%int64(len(paths))] }}
	load.run(b, 2*time.Second)
	before := s.memory("VmRSS")

	swapped := make(chan time.Time, 1)
	felt := make(chan felt, 1)
	go func() { felt <- load.run(b, 12*time.Second) }()
	time.Sleep(time.Second)
	remotetest.Use(b, dir, names[0])
	go func() {
		s.until(remotetest.ID(names[0]))
		swapped <- time.Now()
	}()
	got := <-felt
	select {
	case <-swapped:
	case <-time.After(time.Minute):
		b.Fatal("the server did not swap")
	}
	if got.failed > 0 {
		b.Errorf("%d of %d requests failed while the edition was swapped: %s", got.failed, len(got.times), got.first)
	}
	for n := range swaps {
		remotetest.Use(b, dir, names[(n+1)%2])
		s.until(remotetest.ID(names[(n+1)%2]))
	}
	load.run(b, 2*time.Second)
	s.settle()
	after := s.memory("VmRSS")
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(got.slow.Microseconds())/1000, "p99-ms-of-slowest-second")
	b.ReportMetric(got.rate(), "req/s")
	b.ReportMetric(after/before, "RSS/before")
	b.Logf("%d requests, %d failed, p99 %v, of the slowest second %v, longest %v; RSS %.0f MiB before, %.0f MiB after %d swaps", len(got.times), got.failed, got.at(0.99), got.slow, got.at(1), before, after, swaps)
	if p99 := got.slow; p99 > mostSwapP99 {
		b.Errorf("p99 %v in the slowest second around the swap, want at most %v", p99, mostSwapP99)
	}
	if after > before*mostGrowth {
		b.Errorf("RSS %.0f MiB after %d swaps, %.0f before", after, swaps, before)
	}
}

// until waits until the server answers from an edition.
func (s benchServer) until(edition string) {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, body := fetchPage(s.b.Context(), s.address+"/readyz"); body == "ready "+edition+"\n" {
			return
		}
	}
	s.b.Errorf("edition %s is not served", edition)
}
