package etl_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

const sboHeader = "Fiscal Year,Month Grouping,Month (abbv),Component,Demographic,Citizenship Grouping,Title of Authority,Encounter Type,Encounter Count\n"

// sbo is a small southwest file: one month, and the number to tell releases apart.
func sbo(count string) string {
	return sboHeader +
		"2023 (FYTD),FYTD,OCT,Office of Field Operations,Single Adults,Mexico,Title 8,Inadmissibles," + count + "\n" +
		"2023 (FYTD),FYTD,NOV,Office of Field Operations,Single Adults,Mexico,Title 8,Inadmissibles,7\n"
}

func add(t *testing.T, dir, source, published, name, content string) {
	t.Helper()
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	_, added, err := etl.OpenArchive(dir).Add(etl.Entry{Source: source, Published: published, FileName: name}, []byte(content), now)
	if err != nil || !added {
		t.Fatalf("add %s: added %v, error %v", name, added, err)
	}
}

func load(t *testing.T, dir string) etl.Report {
	t.Helper()
	report, err := etl.Load(t.Context(), datatest.Config(dir))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// hashes lists the files of an edition's exports with their SHA-256.
func hashes(t *testing.T, dir, edition string) map[string]string {
	t.Helper()
	out := map[string]string{}
	root := filepath.Join(dir, "editions", edition, "files")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		sum := sha256.Sum256(content)
		out[filepath.Base(path)] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLoadIsRepeatable(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	first, second := load(t, a), load(t, b)
	if first.Edition != second.Edition {
		t.Errorf("same inputs gave editions %s and %s", first.Edition, second.Edition)
	}
	ha, hb := hashes(t, a, first.Edition), hashes(t, b, second.Edition)
	if !reflect.DeepEqual(ha, hb) {
		for name := range maps.Keys(ha) {
			if ha[name] != hb[name] {
				t.Errorf("%s differs between two loads of the same inputs", name)
			}
		}
	}
	before, err := os.Stat(filepath.Join(a, "editions", first.Edition, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	again := load(t, a)
	if !again.Unchanged || again.Edition != first.Edition {
		t.Errorf("second load: %+v", again)
	}
	after, err := os.Stat(filepath.Join(a, "editions", first.Edition, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if !before.ModTime().Equal(after.ModTime()) {
		t.Error("the second load rewrote the manifest")
	}
	if left, _ := filepath.Glob(filepath.Join(a, "tmp", "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	problems, err := data.Verify(t.Context(), a, first.Edition, data.Published())
	if err != nil || len(problems) > 0 {
		t.Errorf("verify: %v %v", problems, err)
	}
}

func TestVerifyNamesWhatIsDamaged(t *testing.T) {
	dir := t.TempDir()
	report := load(t, dir)
	path := filepath.Join(dir, "editions", report.Edition, "files", "ports.csv")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2]++
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	problems, err := data.Verify(t.Context(), dir, report.Edition, data.Published())
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) == 0 || !strings.HasPrefix(problems[0], "files/ports.csv: found SHA-256 ") {
		t.Fatalf("problems: %q", problems)
	}
	for _, p := range problems { // the changed byte may break a rule of the dataset as well
		if !strings.HasPrefix(p, "files/ports.csv") {
			t.Errorf("a file that is sound is named: %q", p)
		}
	}
}

func TestRefusedReleasesAreHeldAndTheRestIsServed(t *testing.T) {
	dir := t.TempDir()
	base := load(t, dir)
	bad := []struct{ name, content, want string }{
		{"renamed.csv", strings.Replace(sbo("5"), "Fiscal Year", "wFiscal Year", 1), "renamed.csv"},
		{"month.csv", strings.Replace(sbo("5"), "OCT", "OKT", 1), "OKT"},
		{"label.csv", strings.Replace(sbo("5"), "Mexico", "Atlantis", 1), "Atlantis"},
		{"twice.csv", sbo("5") + "2023 (FYTD),FYTD,NOV,Office of Field Operations,Single Adults,Mexico,Title 8,Inadmissibles,8\n", "2 rows with the same"},
		{"page.csv", "<!DOCTYPE html><html><body>moved</body></html>", "HTML"},
	}
	for i, b := range bad {
		add(t, dir, "cbp-southwest", "2023-12-0"+string(rune('1'+i)), b.name, b.content)
	}
	report := load(t, dir)
	if report.Edition != base.Edition {
		t.Errorf("edition %s is served, expected the last good one, %s", report.Edition, base.Edition)
	}
	if len(report.Quarantined) != len(bad) {
		t.Fatalf("held %d releases, want %d: %+v", len(report.Quarantined), len(bad), report.Quarantined)
	}
	reasons := map[string]bool{}
	for i, q := range report.Quarantined {
		if q.FileName != bad[i].name || !strings.Contains(q.Reason, bad[i].want) {
			t.Errorf("%s: reason %q does not name %q", q.FileName, q.Reason, bad[i].want)
		}
		reasons[q.Reason] = true
	}
	if len(reasons) != len(bad) {
		t.Error("two faults have the same message")
	}

	add(t, dir, "cbp-southwest", "2023-12-09", "good.csv", sbo("5"))
	report = load(t, dir)
	if report.Edition == base.Edition || len(report.Quarantined) != len(bad) {
		t.Errorf("a good release beside held ones: %+v", report)
	}
	e, err := data.OpenEdition(t.Context(), dir, report.Edition, data.Published())
	if err != nil {
		t.Fatal(err)
	}
	defer e.Release()
	n, err := e.Count(t.Context(), data.Select{Dataset: "southwest-encounters"})
	if err != nil || n != 2 {
		t.Errorf("southwest-encounters has %d rows (%v), want 2", n, err)
	}
}

func TestReleasesOfOneDayStandInOrderOfRetrieval(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "cbp-southwest", "2023-12-01", "first.csv", sbo("5"))
	add(t, dir, "cbp-southwest", "2023-12-01", "second.csv", sbo("6"))
	cfg := datatest.Config(dir)
	cfg.Gates.MaxChanged = 1 // one of two cells is no small share
	report, err := etl.Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	e, err := data.OpenEdition(t.Context(), dir, report.Edition, data.Published())
	if err != nil {
		t.Fatal(err)
	}
	defer e.Release()
	table, err := e.Select(t.Context(), data.Select{Dataset: "southwest-encounters", Where: []data.Condition{{Field: "month", Values: []string{"2022-10-01"}}}})
	if err != nil || table.Len() != 1 {
		t.Fatalf("%v, %v", table, err)
	}
	if got := table.Row(0).Text("encounters") + " " + table.Row(0).Text("release_id"); got != "6 cbp-southwest@2023-12-01.2" {
		t.Errorf("latest is %s", got)
	}
}

func TestCancelledLoadLeavesTheLastEdition(t *testing.T) {
	dir := t.TempDir()
	base := load(t, dir)
	add(t, dir, "cbp-southwest", "2023-12-01", "first.csv", sbo("5"))
	cfg := datatest.Config(dir)
	ctx, cancel := cancelAt(t, "datasets", &cfg)
	defer cancel()
	if _, err := etl.Load(ctx, cfg); err == nil {
		t.Fatal("a cancelled load succeeded")
	}
	now, err := data.CurrentEdition(dir)
	if err != nil || now != base.Edition {
		t.Errorf("current edition %s (%v), want %s", now, err, base.Edition)
	}
	if held, _ := data.ListHeld(dir); len(held) > 0 {
		t.Errorf("a cancelled load held %v", held)
	}
	if report := load(t, dir); report.Edition == base.Edition {
		t.Error("the next load did not complete")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "editions", ".building-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAnIndexLineCutShortIsPassedOver(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "cbp-southwest", "2023-12-01", "first.csv", sbo("5"))
	index := filepath.Join(dir, "archive", "index.jsonl")
	content, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(index, append(content, content[:40]...), 0o644); err != nil {
		t.Fatal(err)
	}
	add(t, dir, "cbp-southwest", "2024-01-01", "second.csv", sbo("6"))
	entries, err := etl.OpenArchive(dir).Entries()
	if err != nil || len(entries) != 2 || entries[1].FileName != "second.csv" {
		t.Errorf("entries: %+v, %v", entries, err)
	}
}

func TestChangedArchiveBytesAreNotLoaded(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "cbp-southwest", "2023-12-01", "first.csv", sbo("5"))
	entries, err := etl.OpenArchive(dir).Entries()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(etl.OpenArchive(dir).Path(entries[0].SHA256), []byte(sbo("500000")), 0o644); err != nil {
		t.Fatal(err)
	}
	report := load(t, dir)
	if len(report.Quarantined) != 1 || !strings.Contains(report.Quarantined[0].Reason, "bytes have changed") {
		t.Errorf("held: %+v", report.Quarantined)
	}
}
