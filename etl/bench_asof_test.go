package etl_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

// cbpRelease writes a state file of CBP's layout: the same cells each time but for a
// hundred of the open year, as the official releases differ.
func cbpRelease(seed int) []byte {
	var b bytes.Buffer
	b.WriteString("Fiscal Year,Month Grouping,Month (abbv),Land Border Region,State,Demographic,Citizenship,Title of Authority,Encounter Count\n")
	r := rand.New(rand.NewPCG(1, 1)) // the figures of all releases
	revise := rand.New(rand.NewPCG(2, uint64(seed)))
	months := []string{"OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP"}
	states := []string{"AZ", "CA", "NM", "TX", "FL", "NY", "WA", "ME", "MT", "MI"}
	groups := []string{"Single Adults", "FMUA", "Accompanied Minors", "UC / Single Minors"}
	names := []string{"MEXICO", "CUBA", "HAITI", "VENEZUELA", "HONDURAS", "GUATEMALA", "EL SALVADOR", "COLOMBIA", "ECUADOR", "INDIA", "RUSSIA", "OTHER"}
	for year := 2021; year <= 2024; year++ {
		label := fmt.Sprint(year)
		if year == 2024 {
			label += " (FYTD)"
		}
		for m, month := range months {
			if year == 2024 && m > 5 {
				break
			}
			for _, state := range states {
				for _, group := range groups {
					for _, name := range names {
						for _, title := range []string{"Title 8", "Title 42"} {
							n := r.IntN(400) + 1
							if year == 2024 && revise.IntN(60) == 0 {
								n += revise.IntN(5)
							}
							fmt.Fprintf(&b, "%s,FYTD,%s,Southwest Land Border,%s,%s,%s,%s,%d\n", label, month, state, group, name, title, n)
						}
					}
				}
			}
		}
	}
	return b.Bytes()
}

// historic loads n releases of about 40,000 rows each and opens the edition.
func historic(b *testing.B, n int) (*data.Edition, string) {
	b.Helper()
	dir := b.TempDir()
	for i := range n {
		entry := etl.Entry{Source: "cbp-encounters", Published: time.Date(2024, 4, 1+7*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), FileName: fmt.Sprintf("state-%02d.csv", i)}
		if _, _, err := etl.OpenArchive(dir).Add(entry, cbpRelease(i), time.Now()); err != nil {
			b.Fatal(err)
		}
	}
	report, err := etl.Load(b.Context(), datatest.Config(dir))
	if err != nil || len(report.Quarantined) > 0 {
		b.Fatal(err, report.Quarantined)
	}
	e, err := data.OpenEdition(b.Context(), dir, report.Edition, data.Published())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(e.Release)
	return e, filepath.Join(dir, "editions", report.Edition, "citas.duckdb")
}

// BenchmarkAsOf asks the same of the latest view and of a past one, of 11 releases of
// about 40,000 rows, and reports how many times the past costs. The sizes compare the
// database with that of a single release.
func BenchmarkAsOf(b *testing.B) {
	one, onePath := historic(b, 1)
	many, manyPath := historic(b, 11)
	past := many.At(time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC))
	size := func(path string) float64 {
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		return float64(info.Size())
	}
	mexico := []data.Condition{{Field: "citizenship", Values: []string{"MX"}}, {Field: "state", Values: []string{"TX"}}}
	for _, test := range []struct {
		name string
		ask  func(*data.Edition) error
	}{
		{"filtered-rows", func(e *data.Edition) error {
			_, err := e.Select(b.Context(), data.Select{Dataset: "encounters", Where: mexico, Limit: 100})
			return err
		}},
		{"count-filtered", func(e *data.Edition) error {
			_, err := e.Count(b.Context(), data.Select{Dataset: "encounters", Where: mexico})
			return err
		}},
		{"first-rows", func(e *data.Edition) error {
			_, err := e.Select(b.Context(), data.Select{Dataset: "encounters", Limit: 100})
			return err
		}},
	} {
		b.Run(test.name, func(b *testing.B) {
			elapsed := func(e *data.Edition) time.Duration {
				start := time.Now()
				if err := test.ask(e); err != nil {
					b.Fatal(err)
				}
				return time.Since(start)
			}
			var latest, dated, alone time.Duration
			for b.Loop() { // in turns, so that a noisy machine is noisy to all
				latest += elapsed(many)
				dated += elapsed(past)
				alone += elapsed(one)
			}
			b.ReportMetric(float64(dated)/float64(latest), "as-of/latest")
			b.ReportMetric(float64(latest)/float64(alone), "latest/no-history")
			b.ReportMetric(size(manyPath)/size(onePath), "size/one-release")
		})
	}
}
