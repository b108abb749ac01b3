package remote_test

import (
	"reflect"
	"testing"

	"citas/data"
	"citas/data/remote"
)

// TestKeys: exports lie beside each other under the address of their edition, parts of
// one in folders, and no two files under one key.
func TestKeys(t *testing.T) {
	m := &data.Manifest{
		Edition: "0123456789abcdef", Database: data.File{Path: "citas.duckdb"}, Bundle: &data.File{Path: "citas.zip"},
		Datasets: []data.DatasetFiles{{
			ID: "counts", Files: []data.File{{Path: "files/counts.csv"}, {Path: "files/counts.parquet"}},
			Parts: []data.File{{Path: "files/counts/year=2022/counts.parquet"}, {Path: "files/counts/year=2023/counts.parquet"}},
		}},
	}
	var got []string
	for _, f := range m.Files() {
		got = append(got, remote.Key(m, f))
	}
	const at = "editions/0123456789abcdef/"
	want := []string{
		at + "citas.duckdb", at + "citas-0123456789abcdef.zip",
		at + "counts.csv", at + "counts.parquet", at + "counts/year=2022/counts.parquet", at + "counts/year=2023/counts.parquet",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
