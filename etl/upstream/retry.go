package upstream

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// Pauses before a request is tried again, where the server asks for none.
const (
	firstPause = 2 * time.Second
	lastPause  = time.Minute
)

// attempt sends one request through go-retryablehttp, whose waiting we do ourselves:
// the clock is the client's. An answer that
// breaks off is asked for once more; one that was too slow is not.
func (c *Client) attempt(ctx context.Context, at *url.URL, r Request) (Answer, string, error) {
	const bodies = 2
	for try := 1; ; try++ {
		answer, to, err := c.exchange(ctx, at, r)
		var (
			known *Trouble
			slow  *limitError
		)
		if !errors.Is(err, errBody) || errors.As(err, &known) || errors.As(err, &slow) || ctx.Err() != nil || try == bodies {
			return answer, to, err
		}
	}
}

// errBody marks an answer that broke off after its headers.
var errBody = errors.New("reading the answer")

func (c *Client) exchange(ctx context.Context, at *url.URL, r Request) (answer Answer, to string, err error) {
	if err := c.space(ctx, at.Host); err != nil {
		return answer, "", err
	}
	method := http.MethodGet
	if r.Head {
		method = http.MethodHead
	}
	req, err := retryablehttp.NewRequestWithContext(ctx, method, at.String(), nil)
	if err != nil {
		return answer, "", refuse(at.String(), "is no address: %v", err)
	}
	req.Header.Set("User-Agent", c.name)
	req.Header.Set("Accept-Encoding", "gzip")
	if r.ETag != "" {
		req.Header.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		req.Header.Set("If-Modified-Since", r.LastModified)
	}
	var wait time.Duration
	agent := &retryablehttp.Client{
		HTTPClient: c.http, RetryMax: c.cfg.Limits.Retries, ErrorHandler: retryablehttp.PassthroughErrorHandler,
		CheckRetry: func(ctx context.Context, resp *http.Response, err error) (bool, error) {
			return c.again(resp, err), ctx.Err()
		},
		Backoff: func(_, _ time.Duration, attempt int, resp *http.Response) time.Duration {
			wait = max(c.backoff(attempt), c.retryAfter(resp))
			return 0
		},
		PrepareRetry: func(req *http.Request) error { return c.cfg.Pause(req.Context(), wait) },
	}
	resp, err := agent.Do(req)
	if err != nil {
		return answer, "", err
	}
	defer resp.Body.Close()
	answer = Answer{URL: at.String(), Status: resp.StatusCode, Sent: req.Header, Header: resp.Header, At: c.cfg.Now().UTC()}
	switch {
	case resp.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		return answer, "", nil
	case isRedirect(resp.StatusCode) && resp.Header.Get("Location") != "":
		return answer, resp.Header.Get("Location"), nil
	case resp.StatusCode != http.StatusOK:
		return answer, "", ofStatus(at.String(), resp.StatusCode, c.retryAfter(resp))
	case r.Head:
		return answer, "", nil
	}
	answer.Body, answer.Wire, err = readBody(resp, at.String(), r.MaxBytes)
	if err != nil {
		err = fmt.Errorf("%w: %w", errBody, err)
	}
	return answer, "", err
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// again reports whether a failure may pass: a lost connection, a server's fault, too
// many requests with a pause that is not too long. A certificate that does not hold
// and an address that we refuse will not be better in a moment.
func (c *Client) again(resp *http.Response, err error) bool {
	var (
		known *Trouble
		cert  *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &known), errors.As(err, &cert), errors.Is(err, context.Canceled):
		return false
	case err != nil:
		return true
	case resp.StatusCode == http.StatusNotImplemented:
		return false
	}
	return (resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500) && c.retryAfter(resp) <= c.cfg.Limits.Longest
}

// backoff doubles with each attempt (from 0), with a random part.
func (c *Client) backoff(attempt int) time.Duration {
	d := min(firstPause<<min(attempt, 10), lastPause)
	return d + c.cfg.Jitter(d/2)
}

// retryAfter is the pause that a server asks for, in seconds or as a date.
func (c *Client) retryAfter(resp *http.Response) time.Duration {
	if resp == nil {
		return 0
	}
	text := resp.Header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(c.cfg.Now()).Round(time.Second))
	}
	return 0
}
