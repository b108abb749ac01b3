package main

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
	"citas/views"
)

// The soak: a server in a process of its own under mixed traffic at saturation, exports
// among it, while the edition is swapped every half minute. Every answer must be one that
// the server gave alone for one of the two editions: a page with figures of both would be
// neither. Memory and files must not grow.
//
// CITAS_SOAK is for how many minutes; without it the test is skipped, which says so.
const (
	soakReaders = 24
	soakSwap    = 30 * time.Second
	soakSample  = 5 * time.Second
)

// soak is one run.
type soak struct {
	*testing.T
	dir, base string
	client    *http.Client
	editions  [2]string
	sound     map[string][2][sha256.Size]byte // what each edition answers, by address

	answers, busy, faults atomic.Int64
	bytes                 atomic.Int64
}

func TestSoak(t *testing.T) {
	text := os.Getenv("CITAS_SOAK")
	if text == "" {
		t.Skip("CITAS_SOAK is not set: no load is put on a server")
	}
	minutes, err := strconv.ParseFloat(text, 64)
	if err != nil || minutes <= 0 {
		t.Fatalf("CITAS_SOAK=%q: expected a number of minutes", text)
	}
	x := &soak{T: t, dir: t.TempDir(), sound: map[string][2][sha256.Size]byte{},
		client: &http.Client{Timeout: 2 * time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: soakReaders}}}
	x.build()
	process := x.serve()
	addresses := x.learn()
	end := time.Now().Add(time.Duration(minutes * float64(time.Minute)))
	ctx, cancel := context.WithDeadline(t.Context(), end)
	defer cancel()
	var work sync.WaitGroup
	for n := range soakReaders {
		work.Go(func() { x.read(ctx, rand.New(rand.NewPCG(uint64(n), 1)), addresses) })
	}
	var samples []usage
	swaps, nextSwap := 0, time.Now().Add(soakSwap)
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-time.After(soakSample):
			samples = append(samples, used(t, process))
			if time.Now().After(nextSwap) {
				swaps, nextSwap = swaps+1, nextSwap.Add(soakSwap)
				if err := data.SetCurrent(x.dir, x.editions[swaps%2]); err != nil {
					t.Error(err)
				}
			}
		}
	}
	work.Wait()
	t.Logf("%g minutes: %d answers (%.0f a second), %.1f MB a second, %d told to come back (503 with Retry-After), %d faults, %d swaps over %d addresses",
		minutes, x.answers.Load(), float64(x.answers.Load())/(minutes*60), float64(x.bytes.Load())/1e6/(minutes*60), x.busy.Load(), x.faults.Load(), swaps, len(addresses))
	x.flat(samples)
}

// build makes two editions that differ in figures on most pages: the second adds ten to
// every claim and says so in every note.
func (x *soak) build() {
	x.Helper()
	for i, changed := range []bool{false, true} {
		cfg := datatest.Config(x.dir)
		if changed {
			cfg.Curated = otherRecord(x.T)
		}
		report, err := etl.Load(x.Context(), cfg)
		if err != nil {
			x.Fatal(err)
		}
		x.editions[i] = report.Edition
	}
	if x.editions[0] == x.editions[1] {
		x.Fatal("the two editions are one")
	}
}

// otherRecord is the curated tables with other figures.
func otherRecord(t *testing.T) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	for _, table := range data.CuratedTables() {
		raw, err := data.Curated.ReadFile("curated/" + table.File)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(string(raw))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		note, value := slices.Index(rows[0], "note"), -1
		if table.File == "statements.csv" {
			value = slices.Index(rows[0], "value")
		}
		var out strings.Builder
		for n, row := range rows {
			if n > 0 && note >= 0 && row[note] != "" && len(row[note]) < 100 {
				row[note] += " (read again)"
			}
			if n > 0 && value >= 0 {
				if v, err := strconv.Atoi(row[value]); err == nil && v > 1000 {
					row[value] = strconv.Itoa(v + 10)
				}
			}
			for i, cell := range row {
				if strings.ContainsAny(cell, `,"`) {
					row[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
				}
			}
			out.WriteString(strings.Join(row, ",") + "\n")
		}
		files[table.File] = &fstest.MapFile{Data: []byte(out.String())}
	}
	return files
}

// serve builds the program and runs it until the test ends.
func (x *soak) serve() *os.Process {
	x.Helper()
	binary := filepath.Join(x.TempDir(), "citas")
	if out, err := exec.CommandContext(x.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		x.Fatalf("build: %v\n%s", err, out)
	}
	cmd := exec.Command(binary, "--data-dir", x.dir, "serve", "--addr", "127.0.0.1:0")
	var log syncLog
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		x.Fatal(err)
	}
	x.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			x.Errorf("the server ended with %v", err)
		}
		if strings.Contains(log.String(), "level=ERROR") {
			x.Errorf("the server noted failures:\n%.2000s", log.String())
		}
	})
	deadline := time.Now().Add(5 * time.Minute)
	for x.base == "" || status(x.base+"/readyz") != http.StatusOK || !strings.Contains(log.String(), "msg=load") {
		if m := listening.FindStringSubmatch(log.String()); m != nil {
			x.base = m[1]
		}
		if time.Now().After(deadline) {
			x.Fatalf("it never became ready:\n%s", log.String())
		}
		time.Sleep(50 * time.Millisecond) // waiting for another process: nothing to wait on
	}
	return cmd.Process
}

// learn asks for every address once with each edition and nothing else going on.
func (x *soak) learn() []string {
	x.Helper()
	store := data.NewStore(x.dir, data.Published())
	defer store.Close()
	if _, err := store.Refresh(x.Context()); err != nil {
		x.Fatal(err)
	}
	site, err := views.New(views.Config{Store: store})
	if err != nil {
		x.Fatal(err)
	}
	pages, programs, err := site.Everything(x.Context())
	if err != nil {
		x.Fatal(err)
	}
	addresses := slices.DeleteFunc(append(pages, programs...), func(path string) bool {
		// These tell how things stand now, or are of no edition.
		return strings.Contains(path, "status") || strings.HasPrefix(path, "/editions") || strings.HasPrefix(path, "/api/v1/editions") || strings.Contains(path, "healthz") || strings.Contains(path, "security.txt")
	})
	for _, d := range data.Published().Sorted() {
		for _, format := range []string{"csv", "json", "parquet", "jsonl"} {
			addresses = append(addresses, "/data/"+d.ID+"."+format)
		}
	}
	for _, nationality := range []string{"VE", "CU", "MX", "HT", "RU"} {
		query := "?" + url.Values{"nationality": {nationality}}.Encode()
		addresses = append(addresses, "/data/appointments-processed"+query, "/data/appointments-processed.csv"+query, "/data/appointments-processed.jsonl"+query,
			"/charts/nationality-panels.png"+query, "/charts/nationality-panels.svg"+query, "/api/v1/datasets/appointments-processed/rows"+query,
			"/api/v1/datasets/claims/rows?place=border_wide", "/api/v1/datasets/published-statements/aggregate?fn=count&group=quantity&unit="+nationality)
	}
	slices.Sort(addresses)
	addresses = slices.Compact(addresses)
	for i := range x.editions {
		if err := data.SetCurrent(x.dir, x.editions[i]); err != nil {
			x.Fatal(err)
		}
		for deadline := time.Now().Add(5 * time.Minute); !strings.Contains(string(x.get("/readyz").body), x.editions[i]); {
			if time.Now().After(deadline) {
				x.Fatalf("edition %s is never served", x.editions[i])
			}
			time.Sleep(100 * time.Millisecond) // waiting for another process: nothing to wait on
		}
		for _, path := range addresses {
			g := x.get(path)
			if g.status >= http.StatusInternalServerError {
				x.Fatalf("%s: %d", path, g.status)
			}
			known := x.sound[path]
			known[i] = sha256.Sum256(g.body)
			x.sound[path] = known
		}
	}
	differ := 0
	for _, known := range x.sound {
		if known[0] != known[1] {
			differ++
		}
	}
	x.Logf("%d addresses, of which %d differ between the editions", len(addresses), differ)
	if differ < len(addresses)/2 {
		x.Fatal("the editions are too alike to tell a torn page")
	}
	return addresses
}

type soaked struct {
	status int
	retry  string
	body   []byte
}

func (x *soak) get(path string) soaked {
	answer, err := x.client.Get(x.base + path)
	if err != nil {
		x.faults.Add(1)
		x.Errorf("%s: %v", path, err)
		return soaked{}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		x.faults.Add(1)
		x.Errorf("%s: %v", path, err)
	}
	return soaked{answer.StatusCode, answer.Header.Get("Retry-After"), body}
}

// read is one reader: most of what they ask is the same few pages, the rest anything.
func (x *soak) read(ctx context.Context, random *rand.Rand, addresses []string) {
	for ctx.Err() == nil {
		path := addresses[random.IntN(len(addresses))]
		if random.IntN(3) == 0 {
			path = []string{"/", "/allocations", "/wait-times", "/languages"}[random.IntN(4)]
		}
		g := x.get(path)
		x.answers.Add(1)
		x.bytes.Add(int64(len(g.body)))
		known, sum := x.sound[path], sha256.Sum256(g.body)
		switch {
		case g.status == http.StatusServiceUnavailable && g.retry != "":
			x.busy.Add(1)
		case sum != known[0] && sum != known[1]:
			if x.faults.Add(1) < 20 {
				x.Errorf("%s: status %d with %d bytes that neither edition has", path, g.status, len(g.body))
			}
		}
	}
}

// usage is what a process holds.
type usage struct {
	memory int // MB that are resident
	files  int
}

func used(t *testing.T, p *os.Process) usage {
	t.Helper()
	proc := fmt.Sprintf("/proc/%d/", p.Pid)
	raw, err := os.ReadFile(proc + "statm")
	if err != nil {
		t.Fatalf("the server is gone: %v", err)
	}
	var size, resident int
	if _, err := fmt.Sscan(string(raw), &size, &resident); err != nil {
		t.Fatal(err)
	}
	open, err := os.ReadDir(proc + "fd")
	if err != nil {
		t.Fatal(err)
	}
	return usage{resident * os.Getpagesize() >> 20, len(open)}
}

// flat compares the second quarter of the run with the last: the first one warms caches.
func (x *soak) flat(samples []usage) {
	x.Helper()
	n := len(samples) / 4
	if n < 4 {
		x.Logf("%d samples are too few to tell growth", len(samples))
		return
	}
	middle := func(list []usage) (memory, files int) {
		list = slices.Clone(list)
		slices.SortFunc(list, func(a, b usage) int { return a.memory - b.memory })
		memory = list[len(list)/2].memory
		slices.SortFunc(list, func(a, b usage) int { return a.files - b.files })
		return memory, list[len(list)/2].files
	}
	for q := range 4 {
		memory, files := middle(samples[q*n : (q+1)*n])
		x.Logf("quarter %d: %d MB resident, %d files open (medians)", q+1, memory, files)
	}
	memory, files := middle(samples[n : 2*n])
	memoryLast, filesLast := middle(samples[3*n : 4*n])
	if memoryLast > memory+memory/5+32 {
		x.Errorf("memory grew from %d to %d MB", memory, memoryLast)
	}
	if filesLast > files+files/5+16 {
		x.Errorf("open files grew from %d to %d", files, filesLast)
	}
}
