package etl_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

// realFiles are the official files of CITAS_REALDATA with a day of publication each.
// The days of the CBP files are ours: what matters here is their order.
var realFiles = []struct{ source, published, path string }{
	{"ohss-monthly", "2024-08-09", "ohss-monthly/24-0809_ohss_immigration-enforcement-and-legal-processes-tables-april-2024.xlsx"},
	{"ohss-monthly", "2024-09-06", "ohss-monthly/may-2024_ohss-monthly-tables_asfound-cbp_hub.xlsx"},
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

// realLoad loads the official files once for all tests of this binary.
var realLoad = sync.OnceValues(func() (*realEdition, error) {
	dir, err := os.MkdirTemp("", "citas-real-")
	if err != nil {
		return nil, err
	}
	r := &realEdition{dir: dir}
	if r.seeds, err = etl.Load(context.Background(), datatest.Config(dir)); err != nil {
		return nil, err
	}
	for _, f := range realFiles {
		content, err := os.ReadFile(filepath.Join(os.Getenv("CITAS_REALDATA"), f.path))
		if err != nil {
			return nil, err
		}
		entry := etl.Entry{Source: f.source, Published: f.published, FileName: filepath.Base(f.path)}
		if _, _, err := etl.OpenArchive(dir).Add(entry, content, time.Now()); err != nil {
			return nil, err
		}
	}
	cfg := datatest.Config(dir)
	cfg.Log = slog.New(slog.NewTextHandler(&r.log, nil))
	r.report, err = etl.Load(context.Background(), cfg)
	return r, err
})

// realEdition is the data directory of realLoad, with what its two loads reported:
// before the documents were added, and after.
type realEdition struct {
	dir           string
	seeds, report etl.Report
	log           bytes.Buffer // of the second
}

// open opens the edition of the official files until the test ends.
func (r *realEdition) open(t *testing.T) *data.Edition {
	t.Helper()
	e, err := data.OpenEdition(t.Context(), r.dir, r.report.Edition, data.Published())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Release)
	return e
}

func real(t *testing.T) *realEdition {
	t.Helper()
	if os.Getenv("CITAS_REALDATA") == "" {
		t.Skip("set CITAS_REALDATA to the folder of official files to run this test")
	}
	r, err := realLoad()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMain(m *testing.M) {
	code := m.Run()
	if os.Getenv("CITAS_REALDATA") != "" {
		if r, err := realLoad(); err == nil {
			os.RemoveAll(r.dir)
		}
	}
	os.Exit(code)
}

func TestRealFilesLoadThroughThePipeline(t *testing.T) {
	r := real(t)
	dir, report := r.dir, r.report
	seedCSV := exported(t, dir, r.seeds.Edition, "appointments-processed.csv")
	t.Logf("loaded in %v", report.Elapsed)

	if len(report.Quarantined) != 1 {
		t.Fatalf("held: %+v", report.Quarantined)
	}
	q := report.Quarantined[0]
	for _, want := range []string{"sbo-encounters-fy19-fy22.csv", "A1", "wFiscal Year", "Fiscal Year"} {
		if !strings.Contains(q.Reason, want) {
			t.Errorf("reason %q does not name %q", q.Reason, want)
		}
	}
	if got := exported(t, dir, report.Edition, "appointments-processed.csv"); got != seedCSV {
		t.Error("the real workbooks give another appointments-processed.csv than the seed")
	}

	e := r.open(t)
	// Nationwide totals as in ../shared/data/raw/README.md, by release.
	for _, want := range []struct {
		release, where string
		total          int64
	}{
		{"cbp-encounters@2023-11-14", "month = DATE '2023-10-01'", 309221},
		{"cbp-encounters@2023-12-22", "month = DATE '2023-10-01'", 309137},
		{"cbp-encounters@2024-01-26", "month = DATE '2023-10-01'", 309114},
		{"cbp-encounters@2024-02-13", "month = DATE '2023-10-01'", 309065},
		{"cbp-encounters@2024-03-22", "month = DATE '2023-10-01'", 309050},
		{"cbp-encounters@2024-04-12", "month = DATE '2023-10-01'", 309044},
		{"cbp-encounters@2023-10-21", "fiscal_year = 2023", 3201144},
	} {
		got, err := e.ReleaseTotal(t.Context(), "encounters", "encounters", want.release, want.where)
		if err != nil || got != want.total {
			t.Errorf("%s, %s: %d (%v), want %d", want.release, want.where, got, err, want.total)
		}
	}
	if report := load(t, dir); !report.Unchanged || len(report.Quarantined) != 1 {
		t.Errorf("second load: %+v", report)
	}
	problems, err := data.Verify(t.Context(), dir, report.Edition, data.Published())
	if err != nil || len(problems) > 0 {
		t.Errorf("verify: %v %v", problems, err)
	}
}

func exported(t *testing.T, dir, edition, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, "editions", edition, "files", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// BenchmarkLoad measures a whole load of what comes with the program.
func BenchmarkLoad(b *testing.B) {
	for i := range b.N {
		cfg := datatest.Config(filepath.Join(b.TempDir(), fmt.Sprint(i)))
		if _, err := etl.Load(b.Context(), cfg); err != nil {
			b.Fatal(err)
		}
	}
}
