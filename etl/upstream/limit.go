package upstream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Limits bound one request, and how often it is tried.
type Limits struct {
	Idle    time.Duration // longest silence, before the answer and within it
	Total   time.Duration // longest time for a whole answer
	Retries int           // how often a failure of the moment is tried again
	Longest time.Duration // longest pause that a server may ask for
}

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	if l.Idle == 0 {
		l.Idle = 30 * time.Second
	}
	if l.Total == 0 {
		l.Total = 5 * time.Minute
	}
	if l.Retries == 0 {
		l.Retries = 3
	}
	if l.Longest == 0 {
		l.Longest = 5 * time.Minute
	}
	return l
}

// limitError is a time limit that an answer broke.
type limitError struct{ words string }

func (e *limitError) Error() string { return e.words }

// limited bounds each answer in time: its silences, and the whole.
type limited struct {
	next   http.RoundTripper
	limits Limits
}

// RoundTrip sends a request; the limits hold until the answer's body is closed.
func (l limited) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	body := &limitedBody{ctx: ctx, cancel: cancel, idle: l.limits.Idle}
	body.silence = time.AfterFunc(l.limits.Idle, func() {
		cancel(&limitError{fmt.Sprintf("gives no answer: silent for %s", l.limits.Idle)})
	})
	body.whole = time.AfterFunc(l.limits.Total, func() {
		cancel(&limitError{fmt.Sprintf("is too slow: the answer is not whole after %s", l.limits.Total)})
	})
	resp, err := l.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		body.stop()
		return nil, body.explain(err)
	}
	body.silence.Stop()
	body.silence = time.AfterFunc(l.limits.Idle, func() {
		cancel(&limitError{fmt.Sprintf("stops in the middle of the answer: silent for %s", l.limits.Idle)})
	})
	body.ReadCloser = resp.Body
	resp.Body = body
	return resp, nil
}

type limitedBody struct {
	io.ReadCloser
	ctx            context.Context
	cancel         context.CancelCauseFunc
	idle           time.Duration
	silence, whole *time.Timer
}

func (b *limitedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.silence.Reset(b.idle)
	}
	if err != nil { // an end too: a connection that was cut can look like one
		err = b.explain(err)
	}
	return n, err
}

func (b *limitedBody) Close() error {
	b.stop()
	return b.ReadCloser.Close()
}

func (b *limitedBody) stop() {
	b.silence.Stop()
	b.whole.Stop()
	b.cancel(nil)
}

// explain names the limit behind a cancelled read.
func (b *limitedBody) explain(err error) error {
	var broken *limitError
	if errors.As(context.Cause(b.ctx), &broken) {
		return broken
	}
	return err
}
