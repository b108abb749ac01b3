package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"citas/data/datatest"
)

// What a kept answer is held to (issue 7): a bare net/http handler of the same bytes,
// with and without the same headers, in turns in the same run.
const (
	cachedRate    = 0.9
	cachedP99     = 2.0
	cachedFor     = 1500 * time.Millisecond
	cachedRounds  = 5
	cachedReaders = 16
)

// bare is what is measured against: a program that serves one answer, read from standard
// input, with or without its headers.
func bare() {
	raw, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	head, body, _ := strings.Cut(string(raw), "\r\n\r\n")
	var names, values []string
	for line := range strings.SplitSeq(head, "\r\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			names, values = append(names, name), append(values, value)
		}
	}
	content := []byte(body)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println("http://" + l.Addr().String())
	panic(http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		for i, name := range names {
			h.Set(name, values[i])
		}
		w.Write(content)
	})))
}

// startBare serves an answer until the benchmark ends.
func startBare(b *testing.B, header http.Header, body []byte) string {
	b.Helper()
	path, err := exec.LookPath("citas-bare") // made by TestMain
	if err != nil {
		b.Fatal(err)
	}
	var said strings.Builder
	for name, values := range header {
		for _, v := range values {
			said.WriteString(name + ": " + v + "\r\n")
		}
	}
	cmd := exec.Command(path)
	cmd.Stdin = strings.NewReader(said.String() + "\r\n" + string(body))
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// BenchmarkCached asks for what is kept, over 16 connections.
func BenchmarkCached(b *testing.B) {
	s := startServer(b, datatest.Dir(b))
	s.settle()
	for _, test := range []struct{ name, path, coding string }{
		{"page-br", "/wait-times", "br"},
		{"page-plain", "/wait-times", "identity"},
		{"json-plain", "/api/v1/datasets", "identity"},
		{"slice-br", "/api/v1/datasets/appointments-processed/rows?limit=50&nationality=VE", "br"},
	} {
		b.Run(test.name, func(b *testing.B) {
			r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, s.address+test.path, nil)
			if err != nil {
				b.Fatal(err)
			}
			r.Header.Set("Accept-Encoding", test.coding)
			answer, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				b.Fatal(err)
			}
			body, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			if err != nil || answer.StatusCode != http.StatusOK {
				b.Fatal(answer.Status, err)
			}
			headers := answer.Header.Clone()
			headers.Del("Date")
			few := http.Header{"Content-Type": headers["Content-Type"], "Content-Length": {strconv.Itoa(len(body))}}
			type server struct {
				name, address, path string
				rate                float64
				p99                 time.Duration
			}
			servers := []*server{
				{name: "citas", address: s.address, path: test.path},
				{name: "bare", address: startBare(b, few, body), path: "/"},
				{name: "bare-headers", address: startBare(b, headers, body), path: "/"},
			}
			for range cachedRounds {
				for _, x := range servers {
					got := pressure{address: x.address, connections: cachedReaders, headers: []string{"Accept-Encoding: " + test.coding}, next: always(x.path)}.run(b, cachedFor)
					if got.failed > 0 {
						b.Fatalf("%s: %d failed: %s", x.name, got.failed, got.first)
					}
					x.rate = max(x.rate, got.rate())
					if p99 := got.at(0.99); x.p99 == 0 || p99 < x.p99 {
						x.p99 = p99
					}
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(len(body)), "bytes")
			b.ReportMetric(servers[0].rate, "req/s")
			b.ReportMetric(servers[0].rate/servers[1].rate, "rate/bare")
			b.ReportMetric(servers[0].rate/servers[2].rate, "rate/bare-with-headers")
			b.ReportMetric(float64(servers[0].p99)/float64(servers[1].p99), "p99/bare")
			same, p99 := servers[0].rate/servers[2].rate, float64(servers[0].p99)/float64(servers[2].p99)
			b.Logf("%.0f req/s: %.2f of a bare handler with the same headers, %.2f of one with two; p99 %.1f and %.1f times theirs",
				servers[0].rate, same, servers[0].rate/servers[1].rate, p99, float64(servers[0].p99)/float64(servers[1].p99))
			if same < cachedRate {
				b.Errorf("%.2f of the rate of a bare handler of the same bytes, want %.2f", same, cachedRate)
			}
			if p99 > cachedP99 {
				b.Errorf("a p99 of %.1f times that of a bare handler, want at most %.1f", p99, cachedP99)
			}
		})
	}
}

// settle waits until the server does nothing by itself any more, such as making pages.
func (s benchServer) settle() {
	s.b.Helper()
	used := func() string {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.pid))
		if err != nil {
			s.b.Skip("no /proc here")
		}
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		return fields[11] + " " + fields[12] // user and system time
	}
	for before := ""; before != used(); {
		before = used()
		time.Sleep(700 * time.Millisecond)
	}
}
