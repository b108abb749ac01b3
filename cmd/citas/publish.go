package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/data/remote"
	"citas/views"
	"citas/views/staticsite"
)

type publishCommand struct {
	URL         string `arg:"" help:"Bucket: s3://name?region=…, gs://name, azblob://container, file:///folder, as gocloud.dev/blob takes them; prefix=part/ for a part of it."`
	EditionOnly bool   `help:"Put the edition there for replicas and engines, without the site as files."`

	exportFlags `embed:""`
}

// Run puts the current edition and its site into a bucket, and makes it current there.
func (c publishCommand) Run(e *env) error {
	bucket, err := remote.Open(e.ctx, c.URL)
	if errors.Is(err, data.ErrInvalid) {
		return exit{exitUsage, err.Error()}
	}
	if err != nil {
		return err
	}
	defer bucket.Close()
	id, err := data.CurrentEdition(e.dataDir)
	if err != nil {
		return err
	}
	p := remote.Publication{Dir: e.dataDir, Types: views.MediaTypes(), Version: version(), Now: time.Now}
	if p.Manifest, err = data.ReadManifest(e.dataDir, id); err != nil {
		return err
	}
	if !c.EditionOnly {
		site := filepath.Join(e.dataDir, "site") // stays, so that the next publication draws only what changed
		if _, p.Manifest, err = c.write(e.ctx, e, site, []string{gzipped}); err != nil {
			return err
		}
		if p.Fixed, p.Site, err = objects(site); err != nil {
			return err
		}
	}
	progress, end := e.counting("objects")
	defer end()
	p.Progress = progress
	done, err := bucket.Publish(e.ctx, p)
	if err != nil {
		return fmt.Errorf("publish to %s: %w", c.URL, err)
	}
	state := "published"
	if done.Again {
		state = "is there already"
	}
	fmt.Fprintf(e.out, "edition %s (%s) %s as number %d: %d of %d objects uploaded\n", p.Manifest.Edition, p.Manifest.Label, state, done.Pointer.Number, done.Uploaded, done.Objects)
	return nil
}

// gzipped is the content coding of pages in a bucket: every browser reads it, and a store
// that chooses none sends what it has.
const gzipped = "gzip"

// objects are the files of an export as a bucket has them: those that never change, and
// the others.
func objects(site string) (fixed, pages []remote.Object, err error) {
	entries, err := staticsite.Entries(site)
	if err != nil {
		return nil, nil, err
	}
	twins := map[string]staticsite.Entry{}
	for _, x := range entries {
		twins[x.Path] = x
	}
	for _, x := range entries {
		if x.Coding != "" || slices.Contains(staticsite.HostFiles, x.Path) {
			continue
		}
		o := remote.Object{
			Key: x.Path, Path: filepath.Join(site, filepath.FromSlash(x.Path)), SHA256: x.SHA256, Bytes: x.Bytes,
			Type: x.Type, Cache: x.Cache, Disposition: x.Disposition,
		}
		if twin, ok := twins[staticsite.Twin(x.Path, gzipped)]; ok && shown(x.Type) {
			o.Path, o.SHA256, o.Bytes, o.Coding = filepath.Join(site, filepath.FromSlash(twin.Path)), twin.SHA256, twin.Bytes, gzipped
		}
		if x.Cache == remote.Immutable {
			fixed = append(fixed, o)
		} else {
			pages = append(pages, o)
		}
	}
	return fixed, pages, nil
}

// shown reports whether a media type is for browsers. Files for programs stay as they
// are, so that ranges and hashes mean the same everywhere.
func shown(mediaType string) bool {
	base, _, _ := strings.Cut(mediaType, ";")
	return slices.Contains([]string{"text/html", "text/css", "text/javascript", "image/svg+xml"}, base)
}
