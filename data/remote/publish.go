package remote

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"citas/data"
)

// uploadsAtOnce is how many objects are on their way at a time.
const uploadsAtOnce = 8

// Immutable is the Cache-Control of what never changes.
const Immutable = "public, max-age=31536000, immutable"

// LostError says that another publisher was first.
type LostError struct {
	Number int
	Winner Pointer
}

func (e *LostError) Error() string {
	return fmt.Sprintf("another publisher was first: number %d names edition %s, published at %s", e.Number, e.Winner.Edition, e.Winner.PublishedAt)
}

// Publication is what one publisher puts into a bucket.
type Publication struct {
	Dir      string // data directory
	Manifest *data.Manifest
	Types    map[string]string // media types of the edition's files, by format
	Fixed    []Object          // of the site, that never change: before the pointer
	Site     []Object          // and those that do: after it
	Version  string
	Now      func() time.Time
	Progress func(done, all int) // may be nil
}

// Published says what a publication did.
type Published struct {
	Pointer  Pointer
	Again    bool // the bucket named this edition already
	Uploaded int
	Objects  int
}

// Publish puts an edition and its site into a bucket: what never changes first, then the
// pointer, then the pages. Ended early, it goes on where it was when it is run again.
// It fails with a LostError when another publisher is first.
func (b *Bucket) Publish(ctx context.Context, p Publication) (Published, error) {
	var done Published
	raw, err := os.ReadFile(filepath.Join(data.EditionFolder(p.Dir, p.Manifest.Edition), "manifest.json"))
	if err != nil {
		return done, err
	}
	sum := sha256.Sum256(raw)
	manifest := data.File{Path: manifestKey(p.Manifest.Edition), Format: "json", Bytes: int64(len(raw)), SHA256: hex.EncodeToString(sum[:])}
	before, err := b.Current(ctx)
	if err != nil && !errors.Is(err, data.ErrNotFound) {
		return done, err
	}
	if err := b.claim(ctx, manifest, raw); err != nil {
		return done, err
	}
	u := &uploads{bucket: b, all: len(p.Manifest.Files()) + len(p.Fixed) + len(p.Site), progress: p.Progress}
	if err := u.run(ctx, append(b.editionObjects(p), p.Fixed...)); err != nil {
		return done, err
	}
	done.Pointer, done.Again = before, before.Manifest == manifest
	if !done.Again {
		done.Pointer = Pointer{
			Format: pointerFormat, Number: before.Number + 1, Edition: p.Manifest.Edition, Label: p.Manifest.Label, Manifest: manifest,
			PublishedAt: p.Now().UTC().Format(time.RFC3339), Version: p.Version,
		}
		if err := b.point(ctx, done.Pointer); err != nil {
			return done, err
		}
	}
	if err := b.stillMine(ctx, done.Pointer); err != nil {
		return done, err
	}
	err = u.run(ctx, p.Site)
	done.Uploaded, done.Objects = int(u.wrote.Load()), u.all
	return done, err
}

// claim writes the manifest of an edition before its files. Another build of the same
// edition, whose files have other bytes, is refused.
func (b *Bucket) claim(ctx context.Context, manifest data.File, raw []byte) error {
	o := Object{Key: manifest.Path, Type: "application/json", Cache: Immutable}
	there, err := b.putOnce(ctx, o, raw)
	if err != nil || there == nil {
		return err
	}
	if sum := sha256.Sum256(there); hex.EncodeToString(sum[:]) != manifest.SHA256 {
		return fmt.Errorf("%s: %w: another build of this edition was published, and what is published never changes", manifest.Path, data.ErrInvalid)
	}
	return nil
}

// editionObjects are the files of the edition.
func (b *Bucket) editionObjects(p Publication) []Object {
	var list []Object
	for _, f := range p.Manifest.Files() {
		list = append(list, Object{
			Key: Key(p.Manifest, f), Path: filepath.Join(data.EditionFolder(p.Dir, p.Manifest.Edition), filepath.FromSlash(f.Path)),
			SHA256: f.SHA256, Bytes: f.Bytes, Type: p.Types[f.Format], Cache: Immutable,
		})
	}
	return list
}

// point writes the pointer, unless another publisher has taken its number.
func (b *Bucket) point(ctx context.Context, p Pointer) error {
	body, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		return err
	}
	theirs, err := b.putOnce(ctx, Object{Key: keyOf(p.Number), Type: "application/json", Cache: Immutable}, append(body, '\n'))
	if err != nil || theirs == nil {
		return err
	}
	winner, err := pointerFrom(theirs, p.Number)
	if err != nil {
		return err
	}
	return &LostError{p.Number, winner}
}

// stillMine fails when a newer pointer was written meanwhile: its publisher writes the
// site.
func (b *Bucket) stillMine(ctx context.Context, p Pointer) error {
	newer, err := b.Pointer(ctx, p.Number+1)
	switch {
	case errors.Is(err, data.ErrNotFound):
		return nil
	case err != nil:
		return err
	}
	return &LostError{p.Number + 1, newer}
}

// uploads counts what was sent.
type uploads struct {
	bucket      *Bucket
	all         int
	done, wrote atomic.Int64
	progress    func(done, all int)
}

// run puts objects into the bucket, some at a time.
func (u *uploads) run(ctx context.Context, list []Object) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(uploadsAtOnce)
	for _, o := range list {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			put := u.bucket.put
			if o.Cache == Immutable {
				put = u.bucket.keep
			}
			wrote, err := put(ctx, o)
			if wrote {
				u.wrote.Add(1)
			}
			if n := u.done.Add(1); u.progress != nil {
				u.progress(int(n), u.all)
			}
			return err
		})
	}
	return group.Wait()
}

// keep is put for what never changes: other bytes under its key are not written over.
func (b *Bucket) keep(ctx context.Context, o Object) (wrote bool, err error) {
	_, other, err := b.holds(ctx, o)
	if err != nil {
		return false, err
	}
	if other == o.SHA256 {
		return false, nil
	}
	if other != "" {
		return false, fmt.Errorf("%s: %w: other bytes (SHA-256 %s) were published there, and what is published never changes", o.Key, data.ErrInvalid, other)
	}
	f, err := os.Open(o.Path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	err = b.write(ctx, o, f, false)
	return err == nil, err
}
