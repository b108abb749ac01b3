package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"citas/data"
	"citas/views"
	"citas/views/staticsite"
)

// singleMost is how large the single file may be: what a mail lets through.
const singleMost = 5_000_000

// single writes the current edition as one file, in the place of an older one only when it is whole.
func (c exportCommand) single(ctx context.Context, e *env) error {
	if err := whole("--live", c.Live); err != nil {
		return err
	}
	store := data.NewStore(e.dataDir, data.Published())
	defer store.Close()
	edition, err := store.Acquire(ctx)
	if err != nil {
		return err
	}
	defer edition.Release()
	config := c.config(e, store)
	config.BaseURL = c.Base
	site, err := views.New(config)
	if err != nil {
		return exit{exitUsage, err.Error()}
	}
	words, prefix, err := views.SingleWords(c.Language)
	if err != nil {
		return exit{exitUsage, err.Error()}
	}
	s := staticsite.Single{Site: site.Handler(), Live: c.Live, Most: singleMost, Words: words}
	for _, address := range views.SinglePages() {
		s.Pages = append(s.Pages, prefix+address)
	}
	for _, d := range edition.Catalog().Sorted() {
		files, _ := edition.Manifest.Dataset(d.ID)
		f, ok := files.File("csv")
		if !ok {
			continue
		}
		body, err := os.ReadFile(store.FilePath(edition.Manifest, f))
		if err != nil {
			return fmt.Errorf("single file: %w", err)
		}
		s.Data = append(s.Data, staticsite.Attachment{Name: d.ID + ".csv", Title: d.Title, Type: "text/csv;charset=utf-8", SHA256: f.SHA256, Body: body})
	}
	slices.SortFunc(s.Data, func(a, b staticsite.Attachment) int {
		return cmp.Or(cmp.Compare(len(a.Body), len(b.Body)), cmp.Compare(a.Name, b.Name))
	})
	const describes = "datapackage.json"
	dictionary, err := s.Get(ctx, "/"+describes)
	if err != nil {
		return fmt.Errorf("single file: %w", err)
	}
	sum := sha256.Sum256(dictionary)
	s.Data = append([]staticsite.Attachment{{Name: describes, Title: "Data package: every column, its type and its meaning", Type: "application/json", SHA256: hex.EncodeToString(sum[:]), Body: dictionary}}, s.Data...)
	body, err := s.Write(ctx)
	if err != nil {
		return fmt.Errorf("single file %s: %w", c.SingleFile, err)
	}
	if err := writeWhole(c.SingleFile, body); err != nil {
		return fmt.Errorf("single file: %w", err)
	}
	fmt.Fprintf(e.out, "%s: edition %s, %d pages, %.1f MB\n", c.SingleFile, edition.Manifest.Label, len(s.Pages), float64(len(body))/1e6)
	return nil
}

// writeWhole puts a file in its place when all of it is written.
func writeWhole(name string, body []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(body)
	if failed := f.Close(); err == nil {
		err = failed
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}
