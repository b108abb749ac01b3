package datatest_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
)

func bundleOf(t *testing.T, dir string) (*data.Manifest, []byte) {
	t.Helper()
	store := data.NewStore(dir, data.Published())
	list, err := store.Editions()
	if err != nil || len(list) != 1 || list[0].Bundle == nil {
		t.Fatalf("%s: %d editions: %v", dir, len(list), err)
	}
	raw, err := os.ReadFile(store.FilePath(list[0], *list[0].Bundle))
	if err != nil {
		t.Fatal(err)
	}
	return list[0], raw
}

// TestBundleIsReproducible: the same inputs, loaded at the same moment elsewhere, give
// the same bytes.
func TestBundleIsReproducible(t *testing.T) {
	dir := t.TempDir()
	if _, err := etl.Load(t.Context(), datatest.Config(dir)); err != nil {
		t.Fatal(err)
	}
	m, again := bundleOf(t, dir)
	first, raw := bundleOf(t, datatest.Dir(t))
	if m.Bundle.SHA256 != first.Bundle.SHA256 || !bytes.Equal(raw, again) {
		t.Errorf("two builds of edition %s: %s and %s", m.Edition, first.Bundle.SHA256, m.Bundle.SHA256)
	}
	sum := sha256.Sum256(raw)
	if hex.EncodeToString(sum[:]) != first.Bundle.SHA256 || int64(len(raw)) != first.Bundle.Bytes {
		t.Errorf("%d bytes; the manifest says %d", len(raw), first.Bundle.Bytes)
	}
}

func TestBundleHoldsWhatItSays(t *testing.T) {
	m, raw := bundleOf(t, datatest.Dir(t))
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	content := map[string][]byte{}
	sums := map[string]string{}
	for _, f := range z.File {
		if len(f.Extra) > 0 || f.Comment != "" || !f.Modified.IsZero() && f.Modified.Year() != 1980 {
			t.Errorf("%s: extra %x, %s", f.Name, f.Extra, f.Modified)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if content[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	for line := range strings.Lines(string(content["SHA256SUMS"])) {
		hash, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		sums[name] = hash
	}
	for name, body := range content {
		sum := sha256.Sum256(body)
		if name != "SHA256SUMS" && sums[name] != hex.EncodeToString(sum[:]) {
			t.Errorf("SHA256SUMS says %q of %s", sums[name], name)
		}
	}
	if len(sums) != len(content)-1 {
		t.Errorf("%d files, %d sums", len(content), len(sums))
	}
	for _, name := range []string{"README.md", "CHANGELOG.md", "LICENSE", "LICENSES/CC0-1.0.txt", "LICENSES/Unicode-3.0.txt", "CITATION.cff", "datapackage.json", "data/csv-metadata.json"} {
		if len(content[name]) == 0 {
			t.Errorf("no %s", name)
		}
	}
	datatest.Valid(t, "csvw", content["data/csv-metadata.json"])
	for _, d := range m.Datasets {
		for _, format := range []string{"csv", "parquet"} {
			f, _ := d.File(format)
			if sums["data/"+d.ID+"."+format] != f.SHA256 {
				t.Errorf("data/%s.%s is not the export", d.ID, format)
			}
		}
		datatest.Valid(t, "csvw", content["data/"+d.ID+".csv-metadata.json"])
		if !strings.Contains(string(content["data/"+d.ID+".csv-metadata.json"]), `"url": "`+d.ID+`.csv"`) {
			t.Errorf("the description of %s does not lie beside it", d.ID)
		}
		if !strings.Contains(string(content["README.md"]), "| "+d.ID+" | ") || !strings.Contains(string(content["LICENSE"]), " "+d.ID) {
			t.Errorf("%s is not in README.md or LICENSE", d.ID)
		}
	}
	datatest.Valid(t, "datapackage-2.0", content["datapackage.json"])
	var p packaged
	if err := json.Unmarshal(content["datapackage.json"], &p); err != nil {
		t.Fatal(err)
	}
	for _, r := range p.Resources {
		if body := content[r.Path]; r.Hash != "sha256:"+sums[r.Path] || r.Bytes != int64(len(body)) {
			t.Errorf("datapackage.json says %s, %d bytes of %s", r.Hash, r.Bytes, r.Path)
		}
	}
	cff, err := yaml.YAMLToJSON(content["CITATION.cff"])
	if err != nil {
		t.Fatal(err)
	}
	datatest.Valid(t, "cff-1.2.0", cff)
	for _, name := range []string{"README.md", "CITATION.cff", "datapackage.json", "data/ports.csv-metadata.json"} {
		for _, fact := range []string{m.Edition, m.Label, m.DataHash} {
			if !strings.Contains(string(content[name]), fact) {
				t.Errorf("%s does not name %s", name, fact)
			}
		}
	}
	if !strings.Contains(string(content["CHANGELOG.md"]), "### ohss-monthly@2024-12-06") {
		t.Errorf("CHANGELOG.md: %.400s", content["CHANGELOG.md"])
	}
}

// TestCoreutilsVerifyTheBundle: sha256sum -c, where it is installed.
func TestCoreutilsVerifyTheBundle(t *testing.T) {
	tool, err := exec.LookPath("sha256sum")
	if err != nil {
		t.Skip("sha256sum is not installed")
	}
	_, raw := bundleOf(t, datatest.Dir(t))
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, z); err != nil {
		t.Fatal(err)
	}
	verify := func() ([]byte, error) {
		c := exec.CommandContext(t.Context(), tool, "-c", "--strict", "SHA256SUMS")
		c.Dir = dir
		return c.CombinedOutput()
	}
	if out, err := verify(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "ports.csv"), []byte("changed\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := verify(); err == nil || !strings.Contains(string(out), "data/ports.csv: FAILED") {
		t.Errorf("a changed file passes: %s", out)
	}
}
