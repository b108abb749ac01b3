package etl

import (
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"citas/data"
)

//go:embed *.go
var ownCode embed.FS

// Code is the fingerprint of everything that decides what an edition holds: readers,
// datasets, checks. The same inputs under the same code give the same edition.
func Code() string { return data.SourceHash(ownCode) + data.Code() }

// input is one release that may become part of an edition.
type input struct {
	release data.Release
	source  *Source
	seed    bool // its figures come with the program, whether or not the document is at hand
	read    func(ctx context.Context, out *Rows) error
}

// key tells apart what is read: a release, its bytes and where its figures come from.
func (in input) key() string { return in.release.ID + in.release.SHA256 + in.release.Basis }

// inputs gathers every release at hand, oldest first: the curated tables, the seed
// figures, and the archive. A document whose bytes a seed was read from stands in for
// the seed: the same release, the same cells. An accept decision is among the facts of
// its release.
func (l *loader) inputs() ([]input, error) {
	curated, err := l.curated()
	if err != nil {
		return nil, err
	}
	seeds, err := Seeds()
	if err != nil {
		return nil, err
	}
	entries, err := OpenArchive(l.cfg.Dir).Entries()
	if err != nil {
		return nil, err
	}
	list := []input{curated}
	known := map[string]int{} // source and SHA-256 of a seed → its place in list
	perDay := map[string]int{}
	for _, s := range seeds {
		src, err := l.cfg.Registry.Source(s.Release.Source)
		if err != nil {
			return nil, err
		}
		known[s.Release.Source+s.Release.SHA256] = len(list)
		perDay[s.Release.Source+s.Release.Published]++
		list = append(list, input{release: s.Release, source: src, seed: true, read: func(_ context.Context, out *Rows) error { return s.Each(out.write) }})
	}
	for _, e := range entries {
		in, err := l.archived(e)
		if err != nil {
			return nil, err
		}
		if i, ok := known[e.Source+e.SHA256]; ok {
			in.release, in.seed = standIn(list[i].release, in.release), true
			if !l.out(in) {
				list[i] = in
				continue
			}
			// The seed stays in its place; the refused document is reported beside it.
			list = append(list, in)
			continue
		}
		perDay[e.Source+e.Published]++
		in.release.ID = data.ReleaseID(e.Source, e.Published, perDay[e.Source+e.Published])
		list = append(list, in)
	}
	for i := range list {
		if d := l.decided[document(list[i].release)]; d.Decision == Accept {
			list[i].release.Decision, list[i].release.DecisionReason = d.Decision, d.Reason
		}
	}
	// Stable: releases of one day stand in order of retrieval.
	slices.SortStableFunc(list, func(a, b input) int { return cmp.Compare(a.release.Published, b.release.Published) })
	return list, nil
}

// standIn is the release of a seed whose real document is now at hand.
func standIn(seed, doc data.Release) data.Release {
	seed.Basis, seed.RetrievedAt, seed.FileName = doc.Basis, doc.RetrievedAt, doc.FileName
	if doc.URL != "" {
		seed.URL, seed.URLBasis = doc.URL, doc.URLBasis
	}
	return seed
}

func (l *loader) archived(e Entry) (input, error) {
	src, err := l.cfg.Registry.Source(e.Source)
	if err != nil {
		return input{}, fmt.Errorf("archive index: %w", err)
	}
	r := data.Release{
		Source: e.Source, Published: e.Published, PublishedPrecision: e.PublishedPrecision, FileName: e.FileName,
		SHA256: e.SHA256, Bytes: e.Bytes, URL: e.URL, URLBasis: "unknown", RetrievedAt: e.RetrievedAt, Basis: "document",
	}
	switch {
	case e.Via == ViaArchive:
		r.URLBasis = "archived"
	case e.URL != "":
		r.URLBasis = "recorded"
	}
	return input{release: r, source: src, read: func(ctx context.Context, out *Rows) error {
		content, err := OpenArchive(l.cfg.Dir).Read(e)
		if err != nil {
			return err
		}
		if err := src.Read(ctx, Document{Release: r, Name: e.FileName, Bytes: content}, out); err != nil {
			return err
		}
		out.facts.Notes = withProvenance(e.provenance(), out.facts.Notes)
		return nil
	}}, nil
}

// withProvenance puts what is known of a retrieval before the first note of the document.
func withProvenance(known string, notes []string) []string {
	switch {
	case known == "":
		return notes
	case len(notes) == 0:
		return []string{known}
	}
	return append([]string{known + " " + notes[0]}, notes[1:]...)
}

// curated is the release of our own tables: every file of data/curated, read as one
// document each.
func (l *loader) curated() (input, error) {
	src, err := l.cfg.Registry.Source("curated")
	if err != nil {
		return input{}, err
	}
	files, err := fs.ReadDir(l.cfg.Curated, ".")
	if err != nil {
		return input{}, err
	}
	h := sha256.New()
	docs := make([]Document, 0, len(files))
	r := data.Release{
		ID: "curated@" + data.CuratedEdition, Source: "curated", Title: "Curated tables of citas, edition of " + data.CuratedEdition,
		Published: data.CuratedEdition, PublishedPrecision: "day", URLBasis: "unknown", Basis: "curated",
		Note: "comes with the program; SHA-256 over the SHA-256 of its files",
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".csv") {
			continue
		}
		content, err := fs.ReadFile(l.cfg.Curated, f.Name())
		if err != nil {
			return input{}, err
		}
		fmt.Fprintf(h, "%x  %s\n", sha256.Sum256(content), f.Name())
		r.Bytes += int64(len(content))
		docs = append(docs, Document{Name: f.Name(), Bytes: content})
	}
	r.SHA256 = hex.EncodeToString(h.Sum(nil))
	return input{release: r, source: src, read: func(ctx context.Context, out *Rows) error {
		for _, doc := range docs {
			doc.Release = r
			if err := src.Read(ctx, doc, out); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}
