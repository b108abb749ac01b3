package upstream

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// readBody reads a whole answer of at most limit bytes, as sent and unpacked. It
// returns the bytes and how many came over the wire.
func readBody(resp *http.Response, url string, limit int64) (content []byte, wire int64, err error) {
	if resp.ContentLength > limit {
		return nil, 0, refuse(url, "announces %d bytes, more than the %d that are taken", resp.ContentLength, limit)
	}
	sent := &counter{in: io.LimitReader(resp.Body, limit+1)}
	in := io.Reader(sent)
	packed := false
	switch encoding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
	case "gzip":
		packed = true
		unpack, err := gzip.NewReader(sent)
		if errors.Is(err, io.EOF) {
			return nil, sent.n, nil // nothing, packed as nothing
		}
		if err != nil {
			return nil, sent.n, damaged(url, err)
		}
		in = unpack
	default:
		return nil, 0, refuse(url, "sends the encoding %.40q, which was not asked for", encoding)
	}
	content, err = io.ReadAll(io.LimitReader(in, limit+1))
	switch {
	case int64(len(content)) > limit && packed:
		return nil, sent.n, refuse(url, "unpacks to more than %d bytes, from %d: a gzip bomb, or no document of ours", limit, sent.n)
	case int64(len(content)) > limit, sent.n > limit:
		return nil, sent.n, refuse(url, "does not end: more than %d bytes", limit)
	case err != nil && packed:
		return nil, sent.n, damaged(url, err)
	}
	return content, sent.n, err
}

// damaged tells a broken packing from a broken connection.
func damaged(url string, err error) error {
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || strings.HasPrefix(err.Error(), "flate:") {
		t := refuse(url, "is packed as gzip and damaged")
		t.Err = fmt.Errorf("unpack: %w", err)
		return t
	}
	return err
}

type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}
