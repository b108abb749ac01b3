package main

import (
	"database/sql"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What a load is held to (issue 7): DuckDB's own reading of the same files into a table,
// in turns in the same run, and itself at a tenth of the rows.
const (
	mostLoad       = 4.0    // of the time of CREATE TABLE AS FROM read_csv
	mostLoadMemory = 1536.0 // MiB
	mostExponent   = 1.05
	loadRounds     = 3
)

// BenchmarkLoad takes documents with many rows through archive, parser, checks and
// exports, as processes of their own, at a tenth of the rows and at all of them.
func BenchmarkLoad(b *testing.B) {
	rows := benchRows(b)
	few, _, _ := benchLoad(b, rows/10)
	took, ratio, peak := benchLoad(b, rows)
	exponent := math.Log(took.Seconds()/few.Seconds()) / math.Log(10)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ratio, "load/read_csv")
	b.ReportMetric(peak, "MiB-peak")
	b.ReportMetric(exponent, "exponent")
	if ratio > mostLoad {
		b.Errorf("a load takes %.1f times as long as DuckDB's read_csv, want at most %.1f", ratio, mostLoad)
	}
	if peak > mostLoadMemory {
		b.Errorf("%.0f MiB at most in use, want at most %.0f", peak, mostLoadMemory)
	}
	if exponent > mostExponent {
		b.Errorf("the time grows with the rows to the power of %.2f, want at most %.2f", exponent, mostExponent)
	}
}

// benchLoad gives the medians of the time of a load and of its ratio to DuckDB's, and the
// most memory that it used.
func benchLoad(b *testing.B, rows int) (took time.Duration, ratio, peak float64) {
	b.Helper()
	files := benchFiles(b, rows)
	var times, ratios []float64
	for range loadRounds {
		theirs := readPlainly(b, files)
		dir, ours := b.TempDir(), time.Duration(0)
		for _, f := range files {
			d, mib := timed(b, f.add(dir)...)
			ours, peak = ours+d, max(peak, mib)
		}
		d, mib := timed(b, "--data-dir", dir, "load")
		ours, peak = ours+d, max(peak, mib)
		// On a virtual machine memory that nobody touched yet is slow to write to: each round uses that of the one before.
		if err := os.RemoveAll(dir); err != nil {
			b.Fatal(err)
		}
		times, ratios = append(times, ours.Seconds()), append(ratios, ours.Seconds()/theirs.Seconds())
		b.Logf("%d rows: %v, of it the load %v; DuckDB %v; %.0f MiB at most", rows, ours, d, theirs, peak)
	}
	return time.Duration(median(times) * float64(time.Second)), median(ratios), peak
}

// readPlainly lets DuckDB read the files into a table of a new database.
func readPlainly(b *testing.B, files []benchFile) time.Duration {
	b.Helper()
	start := time.Now()
	db, err := sql.Open("duckdb", filepath.Join(b.TempDir(), "plain.duckdb")+"?threads=2")
	if err != nil {
		b.Fatal(err)
	}
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = "'" + f.path + "'"
	}
	if _, err := db.ExecContext(b.Context(), "CREATE TABLE encounters AS FROM read_csv(["+strings.Join(paths, ", ")+"])"); err != nil {
		b.Fatal(err)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// timed runs citas as a process and says how long it took and how many MiB it used at most.
func timed(b *testing.B, args ...string) (time.Duration, float64) {
	b.Helper()
	path, err := exec.LookPath("citas") // made by TestMain
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("citas %v: %v\n%s", args, err, out)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Skip("what a process used cannot be read here")
	}
	return time.Since(start), float64(usage.Maxrss) / 1024 // KiB on Linux
}
