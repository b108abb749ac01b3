package views

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// What one request may ask at most. Headers are bounded by the server itself.
const (
	addressMost = 8 << 10 // bytes of path and parameters
	rangesMost  = 16      // parts of a file in one answer
)

// Requests that are turned away before anything is looked up.
var (
	errAddress = errors.New("address too long")
	errBody    = errors.New("a request to read has no content")
	errRanges  = errors.New("too many ranges")
	errPace    = errors.New("too many requests")
)

// admit turns a request away that no reader needs to make, or who makes too many.
func (s *Server) admit(r *http.Request) error {
	switch {
	case !s.clients.allow(s.peers.client(r)):
		return errPace
	case len(r.RequestURI) > addressMost:
		return fmt.Errorf("%w: more than %d bytes", errAddress, addressMost)
	case r.ContentLength != 0: // or not known: in pieces
		return errBody
	case strings.Count(r.Header.Get("Range"), ",") >= rangesMost:
		return fmt.Errorf("%w: at most %d in one request", errRanges, rangesMost)
	}
	return nil
}
