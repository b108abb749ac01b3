package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"citas/etl"
)

// Limits of the webhook.
const (
	hookQueue   = 16 // runs that wait to be told; more are dropped
	hookTries   = 3
	hookTimeout = 10 * time.Second
)

// webhook tells an operator's address of runs that failed or left a release out. Its
// address may hold a secret, so no log and no error shows more of it than the host.
type webhook struct {
	url   *url.URL
	log   *slog.Logger
	pause time.Duration // before the second try; it doubles
	queue chan etl.Run
	last  string // told last: the same again is no news
}

// newWebhook fails where the address is none.
func newWebhook(address string, log *slog.Logger) (*webhook, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, exit{exitUsage, "--webhook: expected an http or https address"}
	}
	return &webhook{url: u, log: log, pause: 2 * time.Second, queue: make(chan etl.Run, hookQueue)}, nil
}

// heard queues what is news. It never waits.
func (h *webhook) heard(r etl.Run) {
	if r.Outcome != etl.RunFailed && r.Held == 0 {
		h.last = ""
		return
	}
	news := fmt.Sprint(r.Outcome, r.Held, r.Error)
	if news == h.last {
		return
	}
	h.last = news
	select {
	case h.queue <- r:
	default:
		h.log.Warn("webhook: too many runs wait to be told", "host", h.url.Hostname())
	}
}

// run tells what is queued until ctx ends.
func (h *webhook) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-h.queue:
			if err := h.tell(ctx, r); err != nil && ctx.Err() == nil {
				h.log.Warn("webhook", "host", h.url.Hostname(), "error", err)
			}
		}
	}
}

func (h *webhook) tell(ctx context.Context, r etl.Run) error {
	event := "held"
	if r.Outcome == etl.RunFailed {
		event = "failed"
	}
	body, err := json.Marshal(struct {
		Event string  `json:"event"`
		Run   etl.Run `json:"run"`
	}{event, r})
	if err != nil {
		return err
	}
	pause := h.pause
	for try := 1; ; try++ {
		if err = h.post(ctx, body); err == nil || try == hookTries {
			return err
		}
		select {
		case <-time.After(pause):
			pause *= 2
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (h *webhook) post(ctx context.Context, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, hookTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url.String(), bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("no request can be made")
	}
	req.Header.Set("Content-Type", "application/json")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		if inner, ok := err.(*url.Error); ok { // which would print the address
			err = inner.Err
		}
		return err
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	if resp.StatusCode >= 300 {
		return fmt.Errorf("answers %s", resp.Status)
	}
	return nil
}
