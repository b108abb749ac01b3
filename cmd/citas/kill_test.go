package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"citas/data"
)

// victim is a data directory whose programs are killed.
type victim struct {
	dir, temp string
	gate      string // a limit that no load before had, so that a load has work to do
}

// run runs citas to its end. Exit code 3 is a load that is done, with a release held.
func (v victim) run(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	cmd := v.command(t, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != exitQuarantined {
		t.Fatalf("citas %s: %v\n%s", strings.Join(args, " "), err, out.String())
	}
	return out.String()
}

func (v victim) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("citas")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Env = append(os.Environ(), "CITAS_DATA_DIR="+v.dir, "TMPDIR="+v.temp, "CITAS_GATE_CHANGED="+v.gate, "CITAS_FETCH_CONTACT=")
	return cmd
}

// killed runs a load and kills it (SIGKILL) after a time. It reports false if it had ended.
func (v victim) killed(t *testing.T, after time.Duration) bool {
	t.Helper()
	cmd := v.command(t, "load")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
		return false
	case <-time.After(after):
		cmd.Process.Kill()
		<-ended
		return true
	}
}

// ready starts a server, waits until it is ready, kills it, and returns how long that
// took and which edition it serves.
func (v victim) ready(t *testing.T) (took time.Duration, edition string) {
	t.Helper()
	cmd := v.command(t, "serve", "--addr", "127.0.0.1:0")
	said, tell, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	cmd.Stderr = tell
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	tell.Close()
	defer cmd.Wait()
	defer cmd.Process.Kill()
	var log syncLog
	go io.Copy(&log, said)
	for time.Since(start) < time.Minute {
		if at := listening.FindStringSubmatch(log.String()); at != nil {
			if words := answer(at[1] + "/readyz"); strings.HasPrefix(words, "ready ") {
				if strings.Contains(words, "degraded") {
					t.Errorf("it serves a stand-in: %s", words)
				}
				return time.Since(start), strings.Fields(words)[1]
			}
		}
		time.Sleep(5 * time.Millisecond) // another process: nothing to wait on
	}
	t.Fatalf("it never became ready:\n%s", log.String())
	return 0, ""
}

// answer is the body of an answer with status 200.
func answer(url string) string {
	resp, err := http.Get(url)
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return ""
	}
	return string(body)
}

// lies lists what lies in the data directory and among the temporary files, without
// what is below an edition or in the archive.
func (v victim) lies(t *testing.T) (list []string) {
	t.Helper()
	for _, pattern := range []string{"*", ".*", "tmp/*", "editions/*", "editions/.*", "archive/.*", "archive/sha256/.*", "quarantine/*", "quarantine/.*"} {
		found, err := filepath.Glob(filepath.Join(v.dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, found...)
	}
	found, err := filepath.Glob(filepath.Join(v.temp, "citas-*"))
	if err != nil {
		t.Fatal(err)
	}
	return append(list, found...)
}

// A load may be killed at any moment: a server starts on a whole edition at once, all
// hashes hold, the next load completes, and gc leaves no more than there was. CITAS_KILLS
// is how often; with CITAS_REALDATA the official files are loaded.
func TestALoadMayBeKilled(t *testing.T) {
	kills := 6
	if os.Getenv("CITAS_REALDATA") != "" {
		kills = 3 // each with a load of ten seconds, half a load and a verification
	}
	if text := os.Getenv("CITAS_KILLS"); text != "" {
		var err error
		if kills, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	v := victim{dir: t.TempDir(), temp: t.TempDir(), gate: "0.02"}
	for _, f := range documents(t) {
		v.run(t, "archive", "add", "--source", f.source, "--published", f.published, f.path)
	}
	load := func() time.Duration {
		start := time.Now()
		if report := v.run(t, "load"); !strings.Contains(report, "built in") && !strings.Contains(report, "unchanged in") {
			t.Errorf("load: %s", report)
		}
		return time.Since(start)
	}
	whole := load()
	v.run(t, "gc", "--keep", "1")
	before := len(v.lies(t))
	var times []time.Duration
	inTime := 0
	for i := range kills {
		v.gate = fmt.Sprintf("0.02%04d", i+1)
		after := time.Duration(rand.Int64N(int64(whole)))
		if v.killed(t, after) {
			inTime++
		}
		took, edition := v.ready(t)
		times = append(times, took)
		if _, err := data.Inspect(t.Context(), v.dir, edition); err != nil {
			t.Errorf("kill %d after %s: the edition that is served is not whole: %v", i+1, after, err)
		}
		v.run(t, "verify", "--rebuild=no")
		if again := load(); again < whole && again > whole/10 { // not one that had nothing left to do
			whole = again // the machine had other work before
		}
		v.run(t, "gc", "--keep", "1")
		if now := v.lies(t); len(now) > before {
			t.Fatalf("kill %d after %s: more is left than before: %s", i+1, after, strings.Join(now, "\n"))
		}
		t.Logf("kill %d after %s: ready after %s", i+1, after.Round(time.Millisecond), took.Round(time.Millisecond))
		if t.Failed() {
			return
		}
	}
	if inTime < kills/3 {
		t.Errorf("only %d of %d loads were killed before they ended", inTime, kills)
	}
	v.run(t, "verify", "--rebuild=no")
	slices.Sort(times)
	t.Logf("%d kills within a load of %s (%d more loads had ended before); ready after %s in the middle, %s at most",
		inTime, whole.Round(time.Millisecond), kills-inTime, times[kills/2].Round(time.Millisecond), times[kills-1].Round(time.Millisecond))
}

// document is a file to archive.
type document struct{ source, published, path string }

// documents are the official files, or two small ones.
func documents(t *testing.T) (list []document) {
	t.Helper()
	if raw := os.Getenv("CITAS_REALDATA"); raw != "" {
		for _, d := range official {
			d.path = filepath.Join(raw, d.path)
			list = append(list, d)
		}
		return list
	}
	return smallDocuments(t)
}

// smallDocuments are two files that are accepted, and load in a moment.
func smallDocuments(t *testing.T) (list []document) {
	t.Helper()
	const header = "Fiscal Year,Month Grouping,Month (abbv),Component,Demographic,Citizenship Grouping,Title of Authority,Encounter Type,Encounter Count\n"
	months := []string{"OCT", "NOV", "DEC"}
	for i, day := range []string{"2023-11-14", "2023-12-14"} { // the second only adds a month: no gate holds it
		content := header
		for _, month := range months[:i+2] {
			content += "2024 (FYTD),FYTD," + month + ",Office of Field Operations,Single Adults,Mexico,Title 8,Inadmissibles,1200\n"
		}
		path := filepath.Join(t.TempDir(), day+".csv")
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		list = append(list, document{"cbp-southwest", day, path})
	}
	return list
}

// official are files of CITAS_REALDATA. The days of the CBP files are ours.
var official = []document{
	{"ohss-monthly", "2024-08-09", "ohss-monthly/24-0809_ohss_immigration-enforcement-and-legal-processes-tables-april-2024.xlsx"},
	{"ohss-monthly", "2024-12-06", "ohss-monthly/2024_1206_ohss_immigration-enforcement-and-legal-processes-tables-august-2024.xlsx"},
	{"cbp-encounters", "2023-10-21", "cbp-nationwide-encounters/nationwide-encounters-fy20-fy23-state.csv"},
	{"cbp-encounters", "2023-11-14", "cbp-nationwide-encounters/nationwide-encounters-fy21-fy24-oct-state.csv"},
	{"cbp-encounters", "2023-12-22", "cbp-nationwide-encounters/nationwide-encounters-fy21-fy24-nov-state.csv"},
	{"cbp-encounters", "2024-01-26", "cbp-nationwide-encounters/nationwide-encounters-fy21-fy24-dec-state.csv"},
	{"cbp-encounters", "2024-02-13", "cbp-nationwide-encounters/nationwide-encounters-fy21-fy24-jan-state.csv"},
	{"cbp-encounters", "2024-03-22", "cbp-nationwide-encounters/nationwide-encounters-fy21-fy24-feb-state.csv"},
	{"cbp-encounters", "2024-04-12", "cbp-nationwide-encounters/nationwide-encounters-fy21-fy24-mar-state.csv"},
	{"cbp-encounters", "2025-12-15", "cbp-nationwide-encounters/nationwide-encounters-fy23-fy26-nov-state.csv"},
	{"cbp-southwest", "2022-10-21", "cbp-southwest-encounters/sbo-encounters-fy19-fy22.csv"},
	{"cbp-southwest", "2023-11-14", "cbp-southwest-encounters/sbo-encounters-fy21-fy24-oct.csv"},
	{"eoir-languages", "2024-12-31", "eoir-languages/eoir-lap-appendix-g.txt"},
	{"cldr-territories", "2026-03-31", "cldr/territoryInfo.json"},
}
