package main

import (
	"bufio"
	"bytes"
	"database/sql"
	"fmt"
	"io"
	"math"
	"net/http"
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

// benchServer is citas serve as a process of its own.
type benchServer struct {
	b       *testing.B
	address string
	pid     int
	buffer  []byte
	idle    float64 // MiB, when it has started, has its pages ready, and nobody has asked for anything
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
	for before, now := -1.0, s.busy(); now != before; before, now = now, s.busy() {
		time.Sleep(2 * time.Second)
	}
	s.idle = s.memory("VmRSS")
	return s
}

// busy is how long the server has been at work, in tenths of a second of a processor.
func (s benchServer) busy() float64 {
	s.b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.pid))
	if err != nil {
		s.b.Skip("no /proc here")
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:])) // from the third on
	ticks := 0.0
	for _, text := range fields[11:13] { // utime, stime
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			s.b.Fatal(err)
		}
		ticks += n
	}
	return math.Round(ticks / 10)
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
	db, err := sql.Open("duckdb", filepath.Join(dir, "editions", id, "citas.duckdb")+"?access_mode=read_only&threads=2&memory_limit=128MB")
	if err != nil {
		b.Fatal(err)
	}
	conn, err := db.Conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	// The connection first: DuckDB waits for ever to open a file again that one still holds.
	b.Cleanup(func() { conn.Close(); db.Close() })
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

// read runs queries one after another, reads their rows and says how long that took.
func (e engine) read(queries ...string) time.Duration {
	e.b.Helper()
	start := time.Now()
	for _, query := range queries {
		rows, err := e.conn.QueryContext(e.b.Context(), query)
		if err != nil {
			e.b.Fatal(err)
		}
		names, err := rows.Columns()
		if err != nil {
			e.b.Fatal(err)
		}
		cells := make([]any, len(names))
		for i := range cells {
			cells[i] = new(any)
		}
		for rows.Next() {
			if err := rows.Scan(cells...); err != nil {
				e.b.Fatal(err)
			}
		}
		if err := rows.Close(); err != nil {
			e.b.Fatal(err)
		}
	}
	return time.Since(start)
}

// median is the middle one.
func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}
