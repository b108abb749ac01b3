package etl

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"citas/data"
)

// Limits of what a site may send to a verification.
const (
	siteTime      = 15 * time.Minute // in all
	siteRedirects = 5
	siteDescribes = 64 << 20 // bytes of its datapackage.json
	siteFile      = 4 << 30  // bytes of one table
)

// VerifySite downloads the tables of a running site, as its /datapackage.json lists them,
// and verifies them as [data.VerifyPackage] does. Only http and https are followed, and
// no file is read further than it is said to be long. With keys the signed manifest of the
// edition is fetched as well; the words of its signature come first.
func VerifySite(ctx context.Context, address string, c *data.Catalog, keys []data.PublicKey) (r data.PackageReport, words string, err error) {
	base, err := url.Parse(address)
	if err != nil || !web(base) {
		return r, "", fmt.Errorf("address %q: %w: expected http:// or https:// and a host", address, data.ErrInvalid)
	}
	ctx, cancel := context.WithTimeout(ctx, siteTime)
	defer cancel()
	dir, err := os.MkdirTemp("", "citas-site-")
	if err != nil {
		return r, "", err
	}
	defer os.RemoveAll(dir)
	s := &siteReader{client: &http.Client{CheckRedirect: checkRedirect}, dir: dir}
	described := base.ResolveReference(&url.URL{Path: "/datapackage.json"})
	if _, err := s.save(ctx, described, "datapackage.json", siteDescribes); err != nil {
		return r, "", err
	}
	names, err := s.tables(ctx, described)
	if err != nil {
		return r, "", err
	}
	r, err = data.VerifyPackage(ctx, os.DirFS(dir), func(path string) string { return names[path] }, c)
	if err == nil && len(keys) > 0 && len(r.Problems) == 0 {
		words, err = s.signature(ctx, base, r, keys)
	}
	return r, words, err
}

// signature fetches the manifest of the edition with its signature and verifies both.
func (s *siteReader) signature(ctx context.Context, base *url.URL, r data.PackageReport, keys []data.PublicKey) (words string, err error) {
	for _, name := range []string{"manifest.json", "manifest.json.minisig"} {
		_, err := s.save(ctx, base.ResolveReference(&url.URL{Path: "/editions/" + r.Edition + "/" + name}), name, siteDescribes)
		if err != nil && !errors.Is(err, errNoFile) {
			return "", err
		}
	}
	return data.VerifyManifest(os.DirFS(s.dir), r.Edition, r.DataHash, keys)
}

func web(u *url.URL) bool { return (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" }

var errNoFile = errors.New("status 404 Not Found")

var errRedirect = errors.New("redirect refused")

func checkRedirect(r *http.Request, via []*http.Request) error {
	if len(via) > siteRedirects {
		return fmt.Errorf("%w: more than %d", errRedirect, siteRedirects)
	}
	if !web(r.URL) {
		return fmt.Errorf("%w: to %s", errRedirect, r.URL)
	}
	return nil
}

type siteReader struct {
	client *http.Client
	dir    string
}

// tables downloads what the description lists and returns the local name of each path.
func (s *siteReader) tables(ctx context.Context, described *url.URL) (map[string]string, error) {
	raw, err := os.ReadFile(filepath.Join(s.dir, "datapackage.json"))
	if err != nil {
		return nil, err
	}
	var p struct {
		Resources []struct {
			Path  string `json:"path"`
			Bytes int64  `json:"bytes"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", described, data.ErrInvalid, err)
	}
	if len(p.Resources) == 0 {
		return nil, fmt.Errorf("%s: %w: it lists no tables", described, data.ErrInvalid)
	}
	names := map[string]string{}
	for i, r := range p.Resources {
		at, err := described.Parse(r.Path)
		if err != nil || !web(at) {
			return nil, fmt.Errorf("%s: %w: path %q is no address of the web", described, data.ErrInvalid, r.Path)
		}
		if r.Bytes < 0 || r.Bytes > siteFile {
			return nil, fmt.Errorf("%s: %w: %s is said to have %d bytes", described, data.ErrInvalid, r.Path, r.Bytes)
		}
		name := fmt.Sprintf("%d-%s", i, strings.Map(plainName, path.Base(at.Path)))
		if _, err := s.save(ctx, at, name, r.Bytes); err != nil {
			return nil, err
		}
		names[r.Path] = name
	}
	return names, nil
}

// plainName keeps what is harmless in the name of a file.
func plainName(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' {
		return r
	}
	return '_'
}

// save writes an answer to a file, at most one byte more than it may have: enough for
// its hash to tell.
func (s *siteReader) save(ctx context.Context, from *url.URL, name string, most int64) (int64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, from.String(), nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Accept-Encoding", "identity")
	answer, err := s.client.Do(request)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", data.ErrUnavailable, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusNotFound {
		return 0, fmt.Errorf("%s: %w: %w", from, data.ErrUnavailable, errNoFile)
	}
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %w: status %s", from, data.ErrUnavailable, answer.Status)
	}
	out, err := os.Create(filepath.Join(s.dir, name))
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(out, io.LimitReader(answer.Body, most+1))
	if err = errors.Join(err, out.Close()); err != nil {
		return n, fmt.Errorf("%s: %w: %w", from, data.ErrUnavailable, err)
	}
	return n, nil
}
