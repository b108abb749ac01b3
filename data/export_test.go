package data

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestTheArrayOfALargeTableIsMadeOnRequest: it is no file of the edition, and has the bytes that one of a small table has.
func TestTheArrayOfALargeTableIsMadeOnRequest(t *testing.T) {
	sums := map[int64]File{}
	for _, from := range []int64{3, 4} {
		b, folder := buildWith(t, testCatalog(t, countsDataset()), twoReleases, func(b *Builder) { b.largeFrom = from })
		list, err := b.Export(t.Context(), "0123456789abcdef", "2024-12-06")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Finish(t.Context()); err != nil {
			t.Fatal(err)
		}
		e, err := openAlone(t.Context(), folder, &Manifest{Edition: "0123456789abcdef", Datasets: list}, b.catalog)
		if err != nil {
			t.Fatal(err)
		}
		defer e.Release()
		finished, has := list[0].File("json")
		if large := from == 3; has == large || e.Finished(Select{Dataset: "counts"}, "json") == large {
			t.Errorf("large: %v; the array is a file of the edition: %v", large, has)
		}
		_, err = os.Stat(filepath.Join(folder, "files", "counts.json"))
		if has != (err == nil) {
			t.Errorf("the manifest has it: %v, the folder: %v", has, err)
		}
		for _, format := range []string{"csv", "parquet", "jsonl"} {
			if !e.Finished(Select{Dataset: "counts"}, format) {
				t.Errorf("%s is none", format)
			}
		}
		made, open, err := e.Slice(t.Context(), Select{Dataset: "counts"}, "json")
		if err != nil {
			t.Fatal(err)
		}
		open.Close()
		if sums[from] = finished; !has {
			sums[from] = made
		}
	}
	if a, b := sums[3], sums[4]; a.SHA256 != b.SHA256 || a.Bytes != b.Bytes {
		t.Errorf("on request %v, in the edition %v", a, b)
	}
}

// TestPartsHoldTheTable: a large table lies in Parquet by year as well, in its order and
// without the year in the files, and its manifest lists them; a small one does not.
func TestPartsHoldTheTable(t *testing.T) {
	d := countsDataset()
	d.PartedBy = "year"
	b, folder := buildWith(t, testCatalog(t, d), twoReleases)
	export := func(from int64) DatasetFiles {
		b.largeFrom = from
		list, err := b.Export(t.Context(), "0123456789abcdef", "2024-12-06")
		if err != nil {
			t.Fatal(err)
		}
		return list[0]
	}
	if small := export(4); len(small.Parts) > 0 {
		t.Errorf("3 rows lie in parts: %v", small.Parts)
	}
	large := export(3)
	var paths []string
	for _, f := range large.Parts {
		paths = append(paths, f.Path)
		if is, err := hashFile(folder, f.Path, f.Format); err != nil || is != f {
			t.Errorf("the manifest says %v, the file is %v, %v", f, is, err)
		}
	}
	if want := []string{"files/counts/year=2022/counts.parquet", "files/counts/year=2023/counts.parquet"}; !reflect.DeepEqual(paths, want) {
		t.Fatalf("parts %v, want %v", paths, want)
	}
	files := quote(filepath.Join(folder, "files", "counts", "*", "*.parquet"))
	got := tableRows(t, b, "SELECT year, place, people, release_id, locator FROM read_parquet("+files+", hive_partitioning=true)")
	if want := tableRows(t, b, "FROM main.counts"); !reflect.DeepEqual(got, want) {
		t.Errorf("read in place %v, want %v", got, want)
	}
	if inside := tableRows(t, b, "SELECT name FROM parquet_schema("+files+") WHERE name = 'year'"); len(inside) > 0 {
		t.Errorf("the year is in the files as well: %v", inside)
	}
	m := &Manifest{Datasets: []DatasetFiles{large}}
	view, err := m.InPlace(d, "duckdb", filepath.Join(folder, "files"))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.exec(t.Context(), strings.Replace(view, "VIEW counts", "VIEW main.in_place", 1)); err != nil {
		t.Fatal(err)
	}
	got = tableRows(t, b, "SELECT year, place, people, release_id, locator FROM main.in_place ORDER BY year, place")
	if want := tableRows(t, b, "FROM main.counts"); !reflect.DeepEqual(got, want) {
		t.Errorf("through its statement %v, want %v", got, want)
	}
	for _, f := range m.Files() {
		if f == large.Parts[0] {
			return
		}
	}
	t.Error("the parts are not among the files of the manifest")
}
