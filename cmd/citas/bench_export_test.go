package main

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"citas/data"
)

// What the benchmarks hold the server to (issue 5). A ratio is the median of those of
// pairs that are measured one after the other, so that a slow machine, or a slow moment
// of it, is slow to both.
const (
	leastRate   = 0.7      // of DuckDB's COPY TO of the same query
	rateFrom    = 10 << 20 // bytes: below that a request costs as much as its rows
	mostMemory  = 400      // MiB above idle during a download
	mostPageP50 = 10       // milliseconds for a page of 100 rows
	mostDeep    = 3.0      // a page deep in the rows against the first
	deepPages   = 5
	rounds      = 9
)

// benchServer is citas serve as a process of its own.
type benchServer struct {
	b       *testing.B
	address string
	pid     int
	buffer  []byte
	idle    float64 // MiB, when it has started and nobody has asked for anything
}

func startServer(b *testing.B, dir string) benchServer {
	b.Helper()
	path, err := exec.LookPath("citas") // made by TestMain
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(path, "--data-dir", dir, "serve", "--addr", "127.0.0.1:0")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		cmd.Wait()
	})
	s := benchServer{b: b, pid: cmd.Process.Pid, buffer: make([]byte, 1<<20)}
	lines := bufio.NewScanner(stderr)
	ready := regexp.MustCompile(`msg=load `) // it has looked for something to load
	for lines.Scan() {
		if m := listening.FindStringSubmatch(lines.Text()); m != nil {
			s.address = m[1]
		}
		if ready.MatchString(lines.Text()) {
			break
		}
	}
	go io.Copy(io.Discard, stderr)
	if s.address == "" {
		b.Fatal("the server did not start")
	}
	s.get("/readyz")
	s.idle = s.memory("VmRSS")
	return s
}

// get downloads a path and says how many bytes came, and after how long.
func (s benchServer) get(path string) (int64, time.Duration) {
	s.b.Helper()
	start := time.Now()
	r, err := http.NewRequestWithContext(s.b.Context(), http.MethodGet, s.address+path, nil)
	if err != nil {
		s.b.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.b.Fatal(err)
	}
	defer answer.Body.Close()
	n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, answer.Body, s.buffer) // in large parts: the reader is not what is measured
	if err != nil || answer.StatusCode != http.StatusOK || answer.ContentLength >= 0 && answer.ContentLength != n {
		s.b.Fatalf("%s: %d, %d of %d bytes, %v", path, answer.StatusCode, n, answer.ContentLength, err)
	}
	return n, time.Since(start)
}

// memory reads VmRSS (now) or VmHWM (the most) of the server, in MiB.
func (s benchServer) memory(name string) float64 {
	s.b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.pid))
	if err != nil {
		s.b.Skip("no /proc here")
	}
	for line := range strings.SplitSeq(string(status), "\n") {
		if text, ok := strings.CutPrefix(line, name+":"); ok {
			kib, err := strconv.ParseFloat(strings.Fields(text)[0], 64)
			if err != nil {
				s.b.Fatal(err)
			}
			return kib / 1024
		}
	}
	s.b.Fatalf("no %s in the status of the server", name)
	return 0
}

// resetPeak lets VmHWM begin again from what is used now.
func (s benchServer) resetPeak() {
	s.b.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", s.pid), []byte("5"), 0); err != nil {
		s.b.Skip("the peak of a process cannot be read here: ", err)
	}
}

// engine is DuckDB over the same edition, in this process, with the memory and threads
// that the server's exporter has.
type engine struct {
	b    *testing.B
	conn *sql.Conn
	dir  string
}

func openEngine(b *testing.B, dir string) engine {
	b.Helper()
	id, err := data.CurrentEdition(dir)
	if err != nil {
		b.Fatal(err)
	}
	db, err := sql.Open("duckdb", filepath.Join(dir, "editions", id, "citas.duckdb")+"?access_mode=read_only&threads=2&memory_limit=256MB")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	conn, err := db.Conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return engine{b, conn, b.TempDir()}
}

// copy writes a query to a file that was not there, as the server does, and says how
// long that took.
func (e engine) copy(query string) (int64, time.Duration) {
	e.b.Helper()
	path := filepath.Join(e.dir, "copy.csv")
	defer os.Remove(path)
	start := time.Now()
	if _, err := e.conn.ExecContext(e.b.Context(), "COPY ("+query+") TO '"+path+"' (FORMAT csv, HEADER true)"); err != nil {
		e.b.Fatal(err)
	}
	took := time.Since(start)
	info, err := os.Stat(path)
	if err != nil {
		e.b.Fatal(err)
	}
	return info.Size(), took
}

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

// median is the middle one.
func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

// BenchmarkRows asks the API for pages of 100 rows: the first of a filter, and pages at
// the beginning and deep in all rows and in sorted ones.
func BenchmarkRows(b *testing.B) {
	rows := benchRows(b)
	dir := benchDir(b, rows)
	s, e := startServer(b, dir), openEngine(b, dir)
	page := "/api/v1/datasets/encounters/rows?"
	p50 := func(paths []string) float64 {
		times := make([]time.Duration, len(paths))
		for i, path := range paths {
			_, times[i] = s.get(path)
		}
		slices.Sort(times)
		return float64(times[len(times)/2].Microseconds()) / 1000
	}
	var filtered []string
	for _, c := range []string{"BR", "CA", "CO", "CU", "EC", "SV", "GT", "HT", "HN", "IN", "MX", "NI", "PE", "PH", "RO", "RU", "UA", "VE", "other"} {
		for _, group := range []string{"single_adults", "family_unit", "unaccompanied"} {
			filtered = append(filtered, page+"citizenship="+c+"&demographic="+group)
		}
	}
	alone := make([]time.Duration, 0, len(filtered))
	for _, path := range filtered {
		values, err := url.ParseQuery(strings.TrimPrefix(path, page))
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if _, err := e.conn.ExecContext(context.Background(), "SELECT * FROM main.encounters WHERE citizenship = ? AND demographic = ? LIMIT 100", values.Get("citizenship"), values.Get("demographic")); err != nil {
			b.Fatal(err)
		}
		alone = append(alone, time.Since(start))
	}
	slices.Sort(alone)
	got, engine := p50(filtered), float64(alone[len(alone)/2].Microseconds())/1000
	b.ReportMetric(got, "filtered-p50-ms")
	b.ReportMetric(got/engine, "filtered/DuckDB")
	if got > mostPageP50 {
		b.Errorf("a filtered page has a p50 of %.1f ms, want %d", got, mostPageP50)
	}
	for name, query := range map[string]string{"plain": "limit=100", "sorted": "limit=100&sort=-encounters"} {
		first, deep := s.pages(page+query, rows)
		begin, end := p50(first), p50(deep)
		b.ReportMetric(begin, name+"-first-ms")
		b.ReportMetric(end, name+"-deep-ms")
		if b.ReportMetric(end/begin, name+"-deep/first"); end/begin > mostDeep {
			b.Errorf("a %s page deep in the rows takes %.1f times as long as one of the first, want at most %.1f", name, end/begin, mostDeep)
		}
	}
	b.ReportMetric(0, "ns/op")
}

// pages follows the cursors from the beginning with pages of 10,000 rows, and gives
// addresses of pages of 100 near the beginning and near the end.
func (s benchServer) pages(path string, rows int) (first, deep []string) {
	s.b.Helper()
	wide, n := strings.Replace(path, "limit=100", "limit=10000", 1), 0
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
			if len(first) < deepPages {
				first = append(first, address)
			} else if n > rows*9/10 && len(deep) < deepPages {
				deep = append(deep, address)
			}
		}
	}
	if n != rows {
		s.b.Fatalf("%s: %d rows on all pages, want %d", path, n, rows)
	}
	return first, deep
}
