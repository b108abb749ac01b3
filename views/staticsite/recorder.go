package staticsite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"net/http"
	"net/url"
	"os"
)

// received is an answer of the site on disk, beside where it will lie.
type received struct {
	status int
	header http.Header
	file   *os.File
	sum    hash.Hash
	size   int64
	err    error
}

// get asks the site for an address, in a content coding if one is named.
func (x *export) get(ctx context.Context, u *url.URL, coding string) (*received, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.RequestURI(), nil)
	if err != nil {
		return nil, err
	}
	if coding != "" {
		r.Header.Set("Accept-Encoding", coding)
	}
	f, err := x.tree.temp()
	if err != nil {
		return nil, err
	}
	got := &received{status: http.StatusOK, header: http.Header{}, file: f, sum: sha256.New()}
	x.Site.ServeHTTP(got, r)
	if got.err != nil {
		got.discard()
		return nil, got.err
	}
	return got, nil
}

func (r *received) Header() http.Header    { return r.header }
func (r *received) WriteHeader(status int) { r.status = status }

func (r *received) Write(p []byte) (int, error) {
	n, err := r.file.Write(p)
	r.sum.Write(p[:n])
	r.size += int64(n)
	if err != nil {
		r.err = err
	}
	return n, err
}

func (r *received) hash() string { return hex.EncodeToString(r.sum.Sum(nil)) }

// bytes reads the answer back.
func (r *received) bytes() ([]byte, error) {
	body := make([]byte, r.size)
	_, err := r.file.ReadAt(body, 0)
	if r.size == 0 {
		err = nil
	}
	return body, err
}

// discard removes what was not moved to its place.
func (r *received) discard() {
	r.file.Close()
	os.Remove(r.file.Name())
}
