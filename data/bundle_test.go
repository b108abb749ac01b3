package data

import (
	"strings"
	"testing"
	"time"
)

// TestChangelogTellsTheDifference between an edition and the one before it.
func TestChangelogTellsTheDifference(t *testing.T) {
	table := func(id, hash string, rows int64) DatasetFiles {
		return DatasetFiles{ID: id, Rows: rows, Files: []File{{Format: "csv", SHA256: hash}}}
	}
	old := Release{ID: "s@2024-01-01", SHA256: "a", Title: "January | <issue>"}
	before := &Manifest{Edition: "1111111111111111", Label: "2026-01-01", DataHash: "x",
		Releases: []Release{{ID: "t@2023-01-01"}, old}, Datasets: []DatasetFiles{table("counts", "c1", 10), table("same", "s", 3), table("left", "l", 1)}}
	m := &Manifest{Edition: "2222222222222222", Label: "2026-02-01", DataHash: "y",
		Releases: []Release{old, {ID: "s@2024-02-01"}}, Datasets: []DatasetFiles{table("counts", "c2", 12), table("fresh", "f", 2), table("same", "s", 3)}}
	d := countsDataset()
	x := &Bundle{about: &Metadata{Manifest: m}, changes: []Change{
		{Dataset: d, Release: old.ID, Rows: 10},
		{Dataset: d, Release: "s@2024-02-01", Before: old.ID, Rows: 12, Shared: 9, Kinds: map[string]int{Changed: 2, Added: 3},
			Largest: &Revised{Month: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), Where: []string{"north"}, Old: int64(10), New: int64(22), Unit: "people"}},
	}}
	got := x.changelog(before)
	for _, want := range []string{
		"Edition 2026-02-01 (id 2222222222222222) against edition 2026-01-01 (id 1111111111111111)",
		"Releases that are new: s@2024-02-01.", "Releases that are gone: t@2023-01-01.",
		"| counts | 10 | 12 | yes |", "| fresh | new | 2 | yes |", "| same | 3 | 3 | no |", "| left | 1 | gone | yes |",
		"### s@2024-02-01 (new in this edition)", "### s@2024-01-01\n", `January \| &lt;issue>`,
		"- counts: 12 rows; against s@2024-01-01 9 cells compared: 2 changed, 3 added, 0 withdrawn; the largest: north, 2024-01 from 10 to 22 people",
		"- counts: 10 rows, the first release of its series here",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Index(got, "### s@2024-02-01") > strings.Index(got, "### s@2024-01-01") {
		t.Error("the newest release does not come first")
	}
	if first := x.changelog(nil); !strings.Contains(first, "is the first one") || strings.Contains(first, "new in this edition") {
		t.Errorf("the first edition says\n%s", first)
	}
	before.DataHash = "y"
	if same := x.changelog(before); !strings.Contains(same, "No published table differs") {
		t.Error("equal data hashes are not told")
	}
}
