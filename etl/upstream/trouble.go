package upstream

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"citas/data"
)

// Kind is what went wrong, as far as a reader of the status page wants to tell it apart.
type Kind string

// The kinds of trouble.
const (
	Unreachable Kind = "unreachable" // no connection, no certificate that holds, no answer in time
	Failing     Kind = "failing"     // the server says that it has a fault
	Blocked     Kind = "blocked"     // the server or its robots.txt does not want us
	Removed     Kind = "removed"     // nothing is there any more
	Refused     Kind = "refused"     // an answer, or a way to it, that citas does not take
)

// Trouble is why an address gave nothing.
type Trouble struct {
	Kind       Kind
	URL        string // where it happened: after redirects not always where it began
	Status     int    // of the HTTP answer; 0 without one
	Words      string // what happened, to be read after the address
	RetryAfter time.Duration
	Err        error // beneath, if any
}

func (t *Trouble) Error() string { return t.URL + " " + t.Words }

// Unwrap makes a Trouble one of data's kinds, and keeps what lies beneath it.
func (t *Trouble) Unwrap() []error {
	kind := data.ErrUnavailable
	if t.Kind == Refused {
		kind = data.ErrInvalid
	}
	if t.Err == nil {
		return []error{kind}
	}
	return []error{kind, t.Err}
}

// refuse makes the Trouble of an answer that is not taken.
func refuse(at, format string, args ...any) *Trouble {
	return &Trouble{Kind: Refused, URL: at, Words: fmt.Sprintf(format, args...)}
}

// ofStatus is the Trouble of an answer that brings nothing.
func ofStatus(at string, status int, retryAfter time.Duration) *Trouble {
	t := &Trouble{Kind: Failing, URL: at, Status: status, RetryAfter: retryAfter}
	answers := fmt.Sprintf("answers %d", status)
	if text := http.StatusText(status); text != "" {
		answers += " " + text
	}
	switch {
	case status == http.StatusTooManyRequests:
		t.Kind, t.Words = Blocked, answers+": it has had enough requests"
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusUnavailableForLegalReasons:
		t.Kind, t.Words = Blocked, answers+": it does not let us in"
	case status == http.StatusNotFound, status == http.StatusGone:
		t.Kind, t.Words = Removed, answers+": nothing is there any more"
	case status >= 500:
		t.Words = answers + ": the server has a fault"
	default:
		t.Kind, t.Words = Refused, answers+", which brings no document"
	}
	if retryAfter > 0 {
		t.Words += fmt.Sprintf("; it asks to come back after %s", retryAfter)
	}
	return t
}

// ofError is the Trouble of a request that got no answer, or only a part of one.
func ofError(at string, err error) *Trouble {
	var known *Trouble
	if errors.As(err, &known) {
		return known
	}
	var (
		cert *tls.CertificateVerificationError
		name *net.DNSError
		slow *limitError
		sent *url.Error
	)
	if errors.As(err, &sent) {
		err = sent.Err // without the address, which stands before
	}
	words := "cannot be reached: " + err.Error()
	switch {
	case errors.As(err, &slow):
		words = slow.Error()
	case errors.As(err, &cert):
		words = "shows a certificate that does not hold: " + cert.Err.Error()
	case errors.As(err, &name):
		words = "cannot be reached: its name does not resolve"
	case errors.Is(err, io.ErrUnexpectedEOF):
		words = "breaks off before the end that it announced"
	}
	return &Trouble{Kind: Unreachable, URL: at, Words: words, Err: err}
}
