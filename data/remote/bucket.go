package remote

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"citas/data"
)

// hashName is the object metadata that says what its bytes should be.
const hashName = "sha256"

// Bucket is a place in an object store.
type Bucket struct {
	address string
	blobs   *blob.Bucket
	folder  string // of a file:// address
}

// Open reaches a bucket by its address: s3://, gs://, azblob:// or file://, with the
// parameters that gocloud.dev/blob documents, and prefix= for a part of it. It fails
// with data.ErrInvalid when the address is none.
func Open(ctx context.Context, address string) (*Bucket, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" {
		return nil, fmt.Errorf("%q: %w: expected s3://bucket, gs://bucket, azblob://container or file:///folder", address, data.ErrInvalid)
	}
	b := &Bucket{address: address}
	if u.Scheme == "file" {
		b.folder = filepath.FromSlash(u.Path)
		if err := os.MkdirAll(b.folder, 0o755); err != nil {
			return nil, err
		}
		q := u.Query()
		q.Set("no_tmp_dir", "true") // its temporary files must be renamed into place
		u.RawQuery = q.Encode()
	}
	if b.blobs, err = blob.OpenBucket(ctx, u.String()); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", address, data.ErrInvalid, err)
	}
	return b, nil
}

// Close gives the connections back.
func (b *Bucket) Close() error { return b.blobs.Close() }

// Object is a file to be put into a bucket, with how it is to be sent.
type Object struct {
	Key         string
	Path        string // where its bytes lie
	SHA256      string // of them
	Bytes       int64
	Type        string
	Coding      string
	Cache       string
	Disposition string
}

// holds reports whether the bucket has the object as it is, and with what hash if not.
func (b *Bucket) holds(ctx context.Context, o Object) (same bool, other string, err error) {
	a, err := b.blobs.Attributes(ctx, o.Key)
	switch {
	case gcerrors.Code(err) == gcerrors.NotFound:
		return false, "", nil
	case err != nil:
		return false, "", fmt.Errorf("%s: %w: %w", o.Key, data.ErrUnavailable, err)
	}
	same = a.Metadata[hashName] == o.SHA256 && a.Size == o.Bytes && a.ContentType == o.Type && a.CacheControl == o.Cache && a.ContentEncoding == o.Coding
	return same, a.Metadata[hashName], nil
}

// put uploads an object. What is there already, with the same bytes, is left.
func (b *Bucket) put(ctx context.Context, o Object) (wrote bool, err error) {
	same, _, err := b.holds(ctx, o)
	if err != nil || same {
		return false, err
	}
	f, err := os.Open(o.Path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	return true, b.write(ctx, o, f, false)
}

// write sends bytes. An upload whose bytes are not those of the hash is given up before
// it becomes an object.
func (b *Bucket) write(ctx context.Context, o Object, from io.Reader, once bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w, err := b.blobs.NewWriter(ctx, o.Key, &blob.WriterOptions{
		ContentType: o.Type, ContentEncoding: o.Coding, CacheControl: o.Cache, ContentDisposition: o.Disposition,
		Metadata: map[string]string{hashName: o.SHA256}, IfNotExist: once,
	})
	if err != nil {
		return fmt.Errorf("%s: %w: %w", o.Key, data.ErrUnavailable, err)
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(w, h), from)
	if got := hex.EncodeToString(h.Sum(nil)); err == nil && got != o.SHA256 {
		err = fmt.Errorf("%s has SHA-256 %s, expected %s: %w", o.Path, got, o.SHA256, data.ErrInvalid)
	}
	if err != nil {
		cancel() // a writer whose context has ended makes no object
		w.Close()
		return fmt.Errorf("%s: %w", o.Key, err)
	}
	if err := w.Close(); err != nil {
		if gcerrors.Code(err) == gcerrors.FailedPrecondition {
			return errTaken
		}
		return fmt.Errorf("%s: %w: %w", o.Key, data.ErrUnavailable, err)
	}
	return nil
}

// errTaken: an object that may be written once was written by somebody else.
var errTaken = errors.New("taken")

// putOnce writes a small object that must not exist yet. When somebody else wrote it,
// the answer is what they wrote, else nil. The file store cannot decide a race by
// itself, so a lock does.
func (b *Bucket) putOnce(ctx context.Context, o Object, body []byte) (theirs []byte, err error) {
	if b.folder != "" {
		unlock, err := lockedfile.MutexAt(filepath.Join(b.folder, ".citas-publish.lock")).Lock()
		if err != nil {
			return nil, err
		}
		defer unlock()
	}
	sum := sha256.Sum256(body)
	o.SHA256, o.Bytes = hex.EncodeToString(sum[:]), int64(len(body))
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		if err := b.write(ctx, o, bytes.NewReader(body), true); !errors.Is(err, errTaken) {
			return nil, err
		}
		theirs, err := b.read(ctx, o.Key)
		// A store may refuse a key while the upload that took it is not to be read yet.
		// That upload may also fail, so the next turn writes again.
		if !errors.Is(err, data.ErrNotFound) || wait > longestTaken {
			return theirs, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// longestTaken bounds one wait for an object that is taken and cannot be read: ten waits,
// 50 seconds in all.
const longestTaken = 30 * time.Second

// most bounds the small objects that are read into memory.
const most = 64 << 20

// read gets a small object, or fails with data.ErrNotFound or data.ErrUnavailable.
func (b *Bucket) read(ctx context.Context, key string) ([]byte, error) {
	r, err := b.blobs.NewReader(ctx, key, nil)
	if err != nil {
		return nil, b.failed(key, err)
	}
	defer r.Close()
	body, err := io.ReadAll(io.LimitReader(r, most))
	if err != nil {
		return nil, b.failed(key, err)
	}
	return body, nil
}

func (b *Bucket) failed(key string, err error) error {
	kind := data.ErrUnavailable
	switch {
	case gcerrors.Code(err) == gcerrors.NotFound:
		kind = data.ErrNotFound
	case strings.Contains(err.Error(), "checksum did not match"): // the store's own client saw it; its error has no type
		kind = data.ErrInvalid
	}
	return fmt.Errorf("%s in %s: %w: %w", key, b.address, kind, err)
}
