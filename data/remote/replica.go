package remote

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/sync/errgroup"

	"citas/data"
)

// fetchesAtOnce is how many objects a replica gets at a time.
const fetchesAtOnce = 4

// Replica follows the pointers of a bucket into a data directory.
type Replica struct {
	bucket *Bucket
	dir    string

	number int   // of the newest pointer that was followed
	older  []int // pointers whose editions may still be missing here
}

// NewReplica follows a bucket into a data directory, which need hold nothing.
func NewReplica(b *Bucket, dir string) *Replica { return &Replica{bucket: b, dir: dir} }

// Step follows the newest pointer, if there is one that was not followed before, and
// reports whether the data directory now names another edition. On failure the edition
// before stays; what was fetched of the next one need not come again.
func (r *Replica) Step(ctx context.Context) (bool, error) {
	newest, err := r.newest(ctx)
	if err != nil || newest.Number == r.number {
		return false, err
	}
	if err := r.fetch(ctx, newest); err != nil {
		if errors.Is(err, data.ErrInvalid) {
			err = fmt.Errorf("refused: %w", err)
		}
		return false, fmt.Errorf("edition %s, which number %d names: %w", newest.Edition, newest.Number, err)
	}
	current, _ := data.CurrentEdition(r.dir) // none yet: an empty one
	if err := data.SetCurrent(r.dir, newest.Edition); err != nil {
		return false, err
	}
	r.number = newest.Number
	return current != newest.Edition, nil
}

// newest finds the highest pointer: at first in the list of all, then number by number.
func (r *Replica) newest(ctx context.Context) (Pointer, error) {
	if r.number == 0 {
		list, err := r.bucket.Numbers(ctx)
		if err != nil {
			return Pointer{}, err
		}
		if len(list) == 0 {
			return Pointer{}, fmt.Errorf("%s: %w: nothing was published there", r.bucket.address, data.ErrNotFound)
		}
		r.older = slices.Clone(list[:len(list)-1])
		return r.bucket.Pointer(ctx, list[len(list)-1])
	}
	newest := Pointer{Number: r.number}
	for {
		next, err := r.bucket.Pointer(ctx, newest.Number+1)
		if errors.Is(err, data.ErrNotFound) {
			return newest, nil
		}
		if err != nil {
			return Pointer{}, err
		}
		if newest.Number > r.number { // passed by: its edition is still to be had
			r.older = append(r.older, newest.Number)
		}
		newest = next
	}
}

// Backfill fetches one edition of an earlier pointer that the data directory does not
// hold, newest first, so that addresses of earlier editions are answered too. It reports
// false when there is none left.
func (r *Replica) Backfill(ctx context.Context) (bool, error) {
	for len(r.older) > 0 {
		last := len(r.older) - 1
		p, err := r.bucket.Pointer(ctx, r.older[last])
		if err != nil && !errors.Is(err, data.ErrInvalid) {
			return false, err
		}
		if err == nil && !data.HasEdition(r.dir, p.Edition) {
			if err = r.fetch(ctx, p); err != nil && !errors.Is(err, data.ErrInvalid) {
				return false, err
			}
			r.older = r.older[:last]
			return true, err
		}
		r.older = r.older[:last]
		if err != nil {
			return true, err
		}
	}
	return false, nil
}

// fetch brings an edition into the data directory, every byte checked.
func (r *Replica) fetch(ctx context.Context, p Pointer) error {
	if data.HasEdition(r.dir, p.Edition) {
		return nil
	}
	raw, err := r.bucket.read(ctx, p.Manifest.Path)
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != p.Manifest.SHA256 {
		return fmt.Errorf("%s: found SHA-256 %s, expected %s: %w", p.Manifest.Path, hex.EncodeToString(sum[:]), p.Manifest.SHA256, data.ErrInvalid)
	}
	m, err := data.ParseManifest(raw)
	if err != nil {
		return err
	}
	folder, err := data.FetchingDir(r.dir, p.Edition)
	if err != nil {
		return err
	}
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(fetchesAtOnce)
	for _, f := range m.Files() {
		group.Go(func() error { return r.file(within, folder, m, f) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return data.Adopt(r.dir, folder, m, raw)
}

// file gets one file of an edition, unless it is there already.
func (r *Replica) file(ctx context.Context, folder string, m *data.Manifest, f data.File) error {
	if err := data.CheckFile(folder, f); err == nil {
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, data.ErrInvalid) {
		return err
	}
	key := Key(m, f)
	from, err := r.bucket.blobs.NewReader(ctx, key, nil)
	if err != nil {
		return r.bucket.failed(key, err)
	}
	defer from.Close()
	path := filepath.Join(folder, filepath.FromSlash(f.Path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	to, err := os.Create(path)
	if err != nil {
		return err
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(to, h), io.LimitReader(from, f.Bytes+1))
	if err != nil {
		err = r.bucket.failed(key, err)
	}
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != f.SHA256 {
		return fmt.Errorf("%s: found SHA-256 %s (%d bytes), expected %s (%d bytes): %w", key, got, n, f.SHA256, f.Bytes, data.ErrInvalid)
	}
	return nil
}

// List is what was kept out when the edition was built: a replica sees no later runs.
func (r *Replica) List() ([]data.Held, error) {
	id, err := data.CurrentEdition(r.dir)
	if err != nil {
		return nil, nil // no edition, nothing to say of it
	}
	m, err := data.ReadManifest(r.dir, id)
	if err != nil {
		return nil, err
	}
	return m.Held, nil
}

// Sums are not published.
func (r *Replica) Sums(data.Held) ([]data.DiffSum, error) { return nil, nil }
