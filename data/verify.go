package data

import (
	"context"
	"fmt"
	"strings"
)

// Verify reads a whole edition again and lists what is wrong with it: a file whose
// bytes are not those of the manifest, a table with another number of rows, a key
// that repeats, rows out of their total order. An empty list means a sound edition.
func Verify(ctx context.Context, dir, id string, c *Catalog) ([]string, error) {
	m, err := ReadManifest(dir, id)
	if err != nil {
		return nil, err
	}
	var problems []string
	folder := editionDir(dir, id)
	damaged := false
	check := func(want File) {
		got, err := hashFile(folder, want.Path, want.Format)
		switch {
		case err != nil:
			problems = append(problems, fmt.Sprintf("%s: %v", want.Path, err))
		case got.SHA256 != want.SHA256:
			problems = append(problems, fmt.Sprintf("%s: found SHA-256 %s (%d bytes), expected %s (%d bytes)", want.Path, got.SHA256, got.Bytes, want.SHA256, want.Bytes))
			damaged = damaged || want == m.Database
		}
	}
	check(m.Database)
	for _, d := range m.Datasets {
		for _, f := range d.Files {
			check(f)
		}
	}
	if m.hashOf() != m.DataHash {
		problems = append(problems, "manifest.json: data_hash does not follow from the files that it lists")
	}
	if damaged {
		return problems, nil // a damaged database is not opened
	}
	e, err := OpenEdition(ctx, dir, id, c)
	if err != nil {
		return append(problems, err.Error()), nil
	}
	defer e.Release()
	for _, d := range c.Sorted() {
		found, err := e.verifyDataset(ctx, d)
		if err != nil {
			return problems, fmt.Errorf("verify %s: %w", d.ID, err)
		}
		problems = append(problems, found...)
	}
	return problems, nil
}

func (e *Edition) verifyDataset(ctx context.Context, d *Dataset) ([]string, error) {
	listed, ok := e.Manifest.Dataset(d.ID)
	if !ok {
		return []string{d.ID + ": not in the manifest"}, nil
	}
	table, key := "main."+ident(d.Table()), identList(d.Key)
	before := make([]string, len(d.Order))
	for i, name := range d.Order {
		before[i] = fmt.Sprintf("%s := %s", ident(name), ident(name))
	}
	row := "struct_pack(" + strings.Join(before, ", ") + ")"
	t, err := e.run(ctx, "SELECT count(*) AS n, (SELECT count(*) FROM (SELECT "+key+" FROM "+table+" GROUP BY "+key+" HAVING count(*) > 1)) AS twice FROM "+table, nil)
	if err != nil {
		return nil, err
	}
	var problems []string
	if n := t.Row(0).Int("n"); n != listed.Rows {
		problems = append(problems, fmt.Sprintf("%s: found %d rows, expected %d", d.ID, n, listed.Rows))
	}
	if n := t.Row(0).Int("twice"); n > 0 {
		problems = append(problems, fmt.Sprintf("%s: %d keys repeat", d.ID, n))
	}
	t, err = e.run(ctx, "SELECT count(*) AS n FROM (SELECT "+row+" AS now, lag("+row+") OVER (ORDER BY rowid) AS last FROM "+table+") WHERE last > now", nil)
	if err != nil {
		return nil, err
	}
	if n := t.Row(0).Int("n"); n > 0 {
		problems = append(problems, fmt.Sprintf("%s: %d rows stand out of order", d.ID, n))
	}
	return problems, nil
}
