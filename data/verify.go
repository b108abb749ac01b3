package data

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Verify reads a whole edition of a data directory again and lists what is wrong with
// it; see [VerifyFolder].
func Verify(ctx context.Context, dir, id string, c *Catalog) ([]string, error) {
	if _, err := ReadManifest(dir, id); err != nil {
		return nil, err
	}
	_, problems, err := VerifyFolder(ctx, editionDir(dir, id), c)
	return problems, err
}

// VerifyFolder reads the folder of an edition, wherever it lies, and lists what is wrong:
//
//  1. a file whose bytes are not those of the manifest,
//  2. a CSV whose rows break the declaration of their dataset (type, required, value,
//     form, key, foreign key, order), read in plain Go and not by the engine that wrote it,
//  3. a table of the database with other rows, keys or order,
//  4. a check that comes out otherwise than the edition says, totals among them,
//  5. releases that differ from those of the manifest.
//
// An empty list means a sound edition.
func VerifyFolder(ctx context.Context, folder string, c *Catalog) (*Manifest, []string, error) {
	m, err := readManifest(folder)
	if err != nil {
		return nil, nil, err
	}
	found := &findings{}
	verifyFiles(folder, m, found)
	claims := claimsOf(m, c, found)
	t := newTables(claims)
	for _, claim := range claims {
		if err := ctx.Err(); err != nil {
			return m, nil, err
		}
		verifyTable(os.DirFS(folder), claim, t, found)
	}
	t.verifyReferences(found)
	if m.hashOf() != m.DataHash {
		found.add("manifest.json", "manifest.json: data_hash does not follow from the files that it lists")
	}
	if found.seen[m.Database.Path] > 0 {
		return m, found.all(), nil // a damaged database is not opened
	}
	e, err := openAlone(ctx, folder, m, c)
	if err != nil {
		found.add(m.Database.Path, "%v", err)
		return m, found.all(), nil
	}
	defer e.Release()
	for _, d := range c.Sorted() {
		if err := e.verifyDataset(ctx, d, found); err != nil {
			return m, found.all(), fmt.Errorf("verify %s: %w", d.ID, err)
		}
	}
	if err := e.verifyChecks(ctx, found); err != nil {
		return m, found.all(), fmt.Errorf("verify checks: %w", err)
	}
	err = e.verifyReleases(ctx, found)
	return m, found.all(), err
}

// verifyFiles holds every file but the CSVs, which are read on their own, against its hash.
func verifyFiles(folder string, m *Manifest, found *findings) {
	if problem := compareManifest(folder); problem != "" {
		found.add("manifest.json", "%s", problem)
	}
	for _, f := range m.Files() {
		if f.Format == "csv" {
			continue
		}
		if problem := f.compare(folder); problem != "" {
			found.add(f.Path, "%s", problem)
		}
	}
}

// claimsOf is what manifest and catalogue say together of the CSVs.
func claimsOf(m *Manifest, c *Catalog, found *findings) []claim {
	var claims []claim
	for _, d := range c.Sorted() {
		files, ok := m.Dataset(d.ID)
		f, has := files.File("csv")
		if !ok || !has {
			found.add(d.ID, "manifest.json: no CSV of %s", d.ID)
			continue
		}
		claims = append(claims, claim{id: d.ID, path: filepath.ToSlash(f.Path), bytes: f.Bytes, sha256: f.SHA256, rows: files.Rows, fields: d.Fields, key: d.Key, order: d.Order})
	}
	for _, files := range m.Datasets {
		if _, err := c.Dataset(files.ID); err != nil {
			found.add(files.ID, "manifest.json: the dataset %s is not one of this program's", files.ID)
		}
	}
	return claims
}

// verifyDataset holds a table of the database against the manifest and its key and order.
func (e *Edition) verifyDataset(ctx context.Context, d *Dataset, found *findings) error {
	listed, ok := e.Manifest.Dataset(d.ID)
	if !ok {
		return nil // said already
	}
	table, key := "main."+ident(d.Table()), identList(d.Key)
	before := make([]string, len(d.Order))
	for i, name := range d.Order {
		before[i] = fmt.Sprintf("%s := %s", ident(name), ident(name))
	}
	row := "struct_pack(" + strings.Join(before, ", ") + ")"
	t, err := e.run(ctx, "SELECT count(*) AS n, (SELECT count(*) FROM (SELECT "+key+" FROM "+table+" GROUP BY "+key+" HAVING count(*) > 1)) AS twice,"+
		" (SELECT count(*) FROM (SELECT "+row+" AS now, lag("+row+") OVER (ORDER BY rowid) AS last FROM "+table+") WHERE last > now) AS astray FROM "+table, nil)
	if err != nil {
		return err
	}
	if n := t.Row(0).Int("n"); n != listed.Rows {
		found.add(d.ID+" rows", "citas.duckdb, table %s: found %d rows, expected %d", d.Table(), n, listed.Rows)
	}
	if n := t.Row(0).Int("twice"); n > 0 {
		found.add(d.ID+" key", "citas.duckdb, table %s: %d keys repeat", d.Table(), n)
	}
	if n := t.Row(0).Int("astray"); n > 0 {
		found.add(d.ID+" order", "citas.duckdb, table %s: %d rows stand out of order", d.Table(), n)
	}
	return nil
}

// verifyChecks makes the checks of the edition again, over every release, and compares
// how many rows break each with what the edition says. Those of staged text, which an
// edition does not keep, are made again by a rebuild only.
func (e *Edition) verifyChecks(ctx context.Context, found *findings) error {
	said, err := e.Select(ctx, Select{Dataset: "checks", Columns: []string{"check_id", "failures"}})
	if err != nil {
		return err
	}
	expected := map[string]int64{}
	said.Each(func(r Row) { expected[r.Text("check_id")] = r.Int("failures") })
	for _, d := range e.catalog.Sorted() {
		checks := slices.DeleteFunc(slices.Concat(fieldChecks(d), d.Checks), func(c Check) bool {
			_, made := expected[c.ID]
			return !made || strings.Contains(c.SQL, "stage.")
		})
		if len(checks) == 0 {
			continue
		}
		results, err := runChecks(ctx, e.db, d, checks, checkTable(d))
		if err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
		for _, r := range results {
			if want := expected[r.ID]; r.Failures != want {
				found.add("check "+r.ID, "citas.duckdb, check %s (%s): found %d rows that break it, expected %d: %s", r.ID, r.Title, r.Failures, want, r.Sample)
			}
		}
	}
	return nil
}

// verifyReleases compares the table of releases with the manifest's list.
func (e *Edition) verifyReleases(ctx context.Context, found *findings) error {
	t, err := e.Select(ctx, Select{Dataset: "releases", Columns: []string{"release_id", "sha256", "published"}})
	if err != nil {
		return err
	}
	listed := map[string]string{}
	for _, r := range e.Manifest.Releases {
		listed[r.ID] = r.SHA256 + ", published " + r.Published
	}
	t.Each(func(r Row) {
		id, got := r.Text("release_id"), r.Text("sha256")+", published "+r.Text("published")
		if want, ok := listed[id]; !ok {
			found.add("manifest.json releases", "manifest.json: release %s of the tables is not listed", id)
		} else if got != want {
			found.add("manifest.json releases", "manifest.json: release %s: found %s, the tables have %s", id, want, got)
		}
		delete(listed, id)
	})
	for id := range listed {
		found.add("manifest.json releases", "manifest.json: release %s is listed and not in the tables", id)
	}
	return nil
}
