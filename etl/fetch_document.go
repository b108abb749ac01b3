package etl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/etl/upstream"
)

// errUndated marks a document that no rule dates.
var errUndated = errors.New("undated")

// document asks for one document, at the publisher's and then, if nothing of it is at
// hand, at a web archive. It reports whether the document is in the archive now.
func (f *fetcher) document(ctx context.Context, c Candidate) (had bool, err error) {
	d := f.source.Discovery
	tries := []Address{{URL: c.URL, Via: f.publisherVia()}}
	held := f.held[c.Name] || f.held[c.Issue.Name]
	if d.Copies != "" && !held {
		tries = append(tries, Address{URL: d.Copies + c.URL, Via: ViaArchive})
	}
	for _, a := range tries {
		err := f.take(ctx, c, a)
		if err == nil {
			return true, nil
		}
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if ofTheMachine(err) {
			return false, err
		}
		p := problem(a.URL, a.Via, c.Issue.Name, err)
		if errors.Is(err, errUndated) {
			p.Kind = Undated
		}
		if held && p.Kind == upstream.Blocked && p.Status == 0 {
			return true, nil // closed by robots.txt, and at hand from elsewhere
		}
		f.check.Problems = append(f.check.Problems, p)
		if p.Kind == Undated {
			break // another copy of it would be undated too
		}
	}
	return held, nil
}

// publisherVia is how the publisher's own documents are called: those that only a
// former page lists come by a former address.
func (f *fetcher) publisherVia() Via {
	if f.page.Via == ViaFormer {
		return ViaFormer
	}
	return ViaPublisher
}

// take asks one address for a document and keeps what it gives.
func (f *fetcher) take(ctx context.Context, c Candidate, a Address) error {
	d := f.source.Discovery
	last, ok := f.lastFrom(a)
	req := upstream.Request{URL: a.URL, Hosts: d.hosts(a.Via), MaxBytes: d.MaxBytes}
	if ok {
		req.ETag, req.LastModified = last.etag(), last.modified()
	}
	answer, err := f.cfg.Client.Get(ctx, req)
	if err != nil {
		return err
	}
	f.check.Bytes += answer.Wire
	if answer.Status == http.StatusNotModified {
		f.check.Unchanged++
		return nil
	}
	if err := inspect(c.Name, answer.Body); err != nil {
		return &upstream.Trouble{Kind: upstream.Refused, URL: a.URL, Status: answer.Status, Words: "gives no such document: " + err.Error(), Err: err}
	}
	if strings.ContainsAny(answer.URL, unsafeInAddress) {
		return &upstream.Trouble{Kind: upstream.Refused, URL: a.URL, Status: answer.Status, Words: fmt.Sprintf("leads to an address that no table can hold: %q", answer.URL)}
	}
	return f.keep(c, a, answer, last)
}

// lastFrom is the newest line of the index about bytes from an address that are still
// there whole: without the bytes there is no condition to ask with.
func (f *fetcher) lastFrom(a Address) (Entry, bool) {
	for _, e := range slices.Backward(f.known) {
		if e.Exchange == nil || e.Exchange.asked(e.URL) != a.URL {
			continue
		}
		_, err := f.archive.Read(e)
		return e, err == nil
	}
	return Entry{}, false
}

// asked is the address that was asked for, before redirects.
func (x *Exchange) asked(answered string) string {
	if len(x.Redirects) > 0 {
		return x.Redirects[0]
	}
	return answered
}

// keep puts the bytes of an answer into the archive, as a release with its day.
func (f *fetcher) keep(c Candidate, a Address, answer upstream.Answer, last Entry) error {
	sum := sha256.Sum256(answer.Body)
	sha := hex.EncodeToString(sum[:])
	e := Entry{
		Source: f.source.ID, FileName: c.Name, SHA256: sha, URL: answer.URL, How: Fetched, Issue: c.Issue.Name, Via: a.Via, Page: f.check.Page, Text: c.Text,
		Exchange: &Exchange{Redirects: answer.Via, Status: answer.Status, Request: flat(answer.Sent), Response: flat(answer.Header)},
	}
	at := slices.IndexFunc(f.known, func(k Entry) bool { return k.SHA256 == sha })
	s := sighting{candidate: c, header: answer.Header, seen: seenAt(answer)}
	replaces := ""
	if last.SHA256 != "" && last.SHA256 != sha && at < 0 {
		replaces = last.SHA256
		s.replaces, _ = time.Parse(time.RFC3339, last.RetrievedAt)
	}
	if at >= 0 { // the same bytes as before have the same day as before
		k := f.known[at]
		e.Published, e.PublishedPrecision, e.PublishedRule = k.Published, k.PublishedPrecision, k.PublishedRule
	} else {
		var err error
		if e.Published, e.PublishedPrecision, e.PublishedRule, err = published(f.source.Discovery.Dated, s); err != nil {
			return f.undated(c, answer, err)
		}
	}
	e, added, err := f.archive.Add(e, answer.Body, answer.At)
	if err != nil {
		return err
	}
	if !added {
		if f.check.Unchanged++; last.SHA256 != "" && last.SHA256 != sha {
			f.check.Problems = append(f.check.Problems, Problem{URL: a.URL, Via: a.Via, Issue: c.Issue.Name, Kind: Restored, Status: answer.Status,
				Words: fmt.Sprintf("gives the bytes published %s again, in place of those published %s: both releases stay until a person rejects one", e.Published, last.Published)})
		}
		return nil
	}
	f.known, f.held[c.Name], f.held[c.Issue.Name] = append(f.known, e), true, true
	f.check.New = append(f.check.New, NewRelease{
		Issue: e.Issue, FileName: e.FileName, Published: e.Published, Precision: e.PublishedPrecision, Rule: e.PublishedRule,
		SHA256: e.SHA256, Bytes: e.Bytes, URL: e.URL, Via: e.Via, Replaces: replaces,
	})
	return nil
}

// undated keeps the bytes of a document that no rule dates, without a line in the
// index: a person has to say when it was published.
func (f *fetcher) undated(c Candidate, answer upstream.Answer, why error) error {
	sum := sha256.Sum256(answer.Body)
	path := f.archive.Path(hex.EncodeToString(sum[:]))
	if err := data.WriteFileAtomic(path, answer.Body); err != nil {
		return err
	}
	return fmt.Errorf("%w: %w; the bytes lie at %s: copy them to %s and run citas archive add with --published", errUndated, why, path, c.Name)
}

// seenAt is when a copy was made: the web archive says so, else it is now.
func seenAt(answer upstream.Answer) time.Time {
	if t, err := http.ParseTime(answer.Header.Get("Memento-Datetime")); err == nil && t.Before(answer.At) {
		return t
	}
	return answer.At
}

// Bounds on the headers that the index keeps.
const (
	headersLimit     = 60
	headerValueLimit = 500
)

// flat is a header with one line for each name, without what is only for the
// connection or a session.
func flat(h http.Header) map[string]string {
	out := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(h)) {
		if name == "Set-Cookie" || name == "Cookie" || name == "Authorization" || len(out) == headersLimit {
			continue
		}
		value := strings.ToValidUTF8(strings.Join(h[name], ", "), "")
		out[name] = value[:min(len(value), headerValueLimit)]
	}
	return out
}
