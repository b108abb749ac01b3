package upstream

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"

	"citas/data"
)

// Config is who asks, and how patiently.
type Config struct {
	Contact string        // mail or web address at which the owner can be reached: required
	Version string        // of citas
	Gap     time.Duration // least time between two requests to one host; zero for 3 s
	Limits  Limits
	Network Network
	Now     func() time.Time
	// Pause waits, or returns early with the context's error.
	Pause func(ctx context.Context, d time.Duration) error
	// Jitter is a random part of a duration, so that many programs do not ask at once.
	Jitter func(d time.Duration) time.Duration
}

// Client asks servers, one request at a time: it is not for concurrent use. It keeps
// robots.txt for its life, so make a new one for each run.
type Client struct {
	cfg    Config
	name   string // User-Agent
	http   *http.Client
	robots map[string]robots
	gaps   map[string]time.Duration // asked for by robots.txt
	next   map[string]time.Time     // earliest next request
	closed map[string]*Trouble      // hosts that are left alone from here on
	fails  map[string]int           // troubles in a row
}

// New makes a client, or fails with data.ErrInvalid without a contact.
func New(cfg Config) (*Client, error) {
	if err := ValidContact(cfg.Contact); err != nil {
		return nil, err
	}
	cfg.Limits = cfg.Limits.withDefaults()
	if cfg.Gap == 0 {
		cfg.Gap = 3 * time.Second
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Pause == nil {
		cfg.Pause = pause
	}
	if cfg.Jitter == nil {
		cfg.Jitter = func(d time.Duration) time.Duration { return rand.N(d) }
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true) // a dozen requests a day need no more
	return &Client{
		cfg:  cfg,
		name: fmt.Sprintf("%s/%s (public record of CBP One appointments; contact: %s)", agent, strings.Fields(cfg.Version + " dev")[0], cfg.Contact),
		http: &http.Client{
			Transport: limited{limits: cfg.Limits, next: &http.Transport{
				DialContext: cfg.Network.dial, Protocols: protocols, DisableCompression: true, // we unpack, within limits
				TLSClientConfig:     &tls.Config{RootCAs: cfg.Network.Roots, MinVersion: tls.VersionTLS12},
				TLSHandshakeTimeout: 15 * time.Second, MaxResponseHeaderBytes: 64 << 10, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute,
			}},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		robots: map[string]robots{}, gaps: map[string]time.Duration{}, next: map[string]time.Time{},
		closed: map[string]*Trouble{}, fails: map[string]int{},
	}, nil
}

// Close gives back the connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// ValidContact fails with data.ErrInvalid unless contact is a mail address or an https
// page, which a publisher's engineer could use to reach the owner.
func ValidContact(contact string) error {
	if a, err := mail.ParseAddress(contact); err == nil && a.Address == contact {
		return nil
	}
	if u, err := url.Parse(contact); err == nil && u.Scheme == "https" && u.Host != "" && !strings.ContainsAny(contact, " ()\r\n\t") {
		return nil
	}
	return fmt.Errorf("contact %q: %w: expected a mail address or an https address at which publishers can reach you", contact, data.ErrInvalid)
}

// Request is what to ask for, and how far to go for it.
type Request struct {
	URL          string
	Hosts        []string // hosts that may be asked, redirects among them
	MaxBytes     int64    // of the answer, as sent and unpacked
	ETag         string   // of the bytes at hand, for a conditional request
	LastModified string   // likewise
	Head         bool     // ask for the headers only: whether it is there, and how long
}

// Answer is what a server sent.
type Answer struct {
	URL       string   // that answered, after redirects
	Via       []string // addresses that redirected, in order
	Permanent bool     // the first redirect said that the move is for good
	Status    int      // 200 or 304
	Sent      http.Header
	Header    http.Header
	Body      []byte // unpacked; empty with 304 and with Head
	Wire      int64  // bytes of the body as sent
	At        time.Time
}

// maxRedirects is how many redirects are followed.
const maxRedirects = 5

// Get asks for an address and follows redirects within the allowed hosts. The answer
// has status 200 or, to a conditional request, 304; all else is a *Trouble, or the
// context's error.
func (c *Client) Get(ctx context.Context, r Request) (Answer, error) { return c.follow(ctx, r, true) }

// follow is Get; with obey it asks robots.txt first.
func (c *Client) follow(ctx context.Context, r Request, obey bool) (Answer, error) {
	at, err := url.Parse(r.URL)
	if err != nil {
		return Answer{}, refuse(r.URL, "is no address: %v", err)
	}
	var via []string
	permanent := false
	for {
		if err := mayAsk(at, r.Hosts); err != nil {
			return Answer{}, err
		}
		if obey {
			if err := c.permit(ctx, at, r.Hosts); err != nil {
				return Answer{}, err
			}
		}
		answer, to, err := c.once(ctx, at, r)
		if err != nil {
			if ctx.Err() != nil {
				return Answer{}, ctx.Err()
			}
			return Answer{}, ofError(at.String(), err)
		}
		if to == "" {
			answer.Via, answer.Permanent = via, permanent
			return answer, nil
		}
		next, err := at.Parse(to)
		if err != nil {
			return Answer{}, refuse(at.String(), "redirects to %.200q, which is no address", to)
		}
		next.Fragment = ""
		if len(via) == 0 {
			permanent = answer.Status == http.StatusMovedPermanently || answer.Status == http.StatusPermanentRedirect
		}
		via = append(via, at.String())
		if slices.Contains(via, next.String()) {
			return Answer{}, refuse(r.URL, "redirects in a circle, back to %s", next)
		}
		if len(via) > maxRedirects {
			return Answer{}, refuse(r.URL, "redirects more than %d times", maxRedirects)
		}
		if err := mayAsk(next, r.Hosts); err != nil {
			err.Words = "redirects to " + err.URL + ", which " + err.Words
			err.URL = at.String()
			return Answer{}, err
		}
		at = next
	}
}

// mayAsk refuses addresses that a page or a server made up.
func mayAsk(u *url.URL, hosts []string) *Trouble {
	switch {
	case u.Scheme != "https":
		return refuse(u.String(), "is not https: not asked")
	case u.User != nil:
		return refuse(u.Redacted(), "carries a name or password: not asked")
	case !slices.Contains(hosts, strings.ToLower(u.Host)):
		return refuse(u.String(), "is not on a host of this source (%s): not asked", strings.Join(hosts, ", "))
	}
	return nil
}

// shutAfter is how many troubles in a row make us leave a host alone.
const shutAfter = 3

// once asks one address, and again as retry says. It returns where the server
// redirects to, if it does.
func (c *Client) once(ctx context.Context, at *url.URL, r Request) (answer Answer, to string, err error) {
	if t := c.closed[at.Host]; t != nil {
		left := *t
		left.URL, left.Words = at.String(), fmt.Sprintf("was not asked: its host has failed %d times in a row, last %s %s", shutAfter, t.URL, t.Words)
		return answer, "", &left
	}
	defer func() { c.remember(at.Host, err) }()
	return c.attempt(ctx, at, r)
}

// remember counts the troubles of a host.
func (c *Client) remember(host string, err error) {
	var t *Trouble
	switch {
	case err == nil:
		c.fails[host] = 0
	case errors.As(err, &t) && (t.Kind == Removed || t.Kind == Refused):
		// The host works.
	default:
		c.fails[host]++
		if c.fails[host] >= shutAfter && c.closed[host] == nil {
			c.closed[host] = ofError("https://"+host, err)
		}
	}
}

// space waits until a host may be asked again.
func (c *Client) space(ctx context.Context, host string) error {
	if wait := c.next[host].Sub(c.cfg.Now()); wait > 0 {
		if err := c.cfg.Pause(ctx, wait); err != nil {
			return err
		}
	}
	gap := max(c.cfg.Gap, c.gaps[host])
	c.next[host] = c.cfg.Now().Add(gap + c.cfg.Jitter(gap/2+1))
	return nil
}
