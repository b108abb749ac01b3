package views

import (
	"fmt"
	"strings"
	"time"

	"citas/data"
)

// securityMonths is how long the contact is said to hold: less than the year that
// RFC 9116 names as the most.
const securityMonths = 6

// securityTxt is /.well-known/security.txt (RFC 9116): whom to tell of a weakness. It is
// not there when nobody is configured, or nobody whom a program could reach.
func (s *Server) securityTxt(*Request) (Response, error) {
	contact := s.config.SecurityContact
	switch {
	case isMail(contact):
		contact = "mailto:" + contact
	case !isWeb(contact):
		return Response{}, fmt.Errorf("security.txt: %w: no mail address or https address is configured as security contact", data.ErrNotFound)
	}
	// From the start of the month, so that the answer stays the same for a while.
	now := s.config.Now().UTC()
	expires := time.Date(now.Year(), now.Month()+securityMonths, 1, 0, 0, 0, 0, time.UTC)
	var b strings.Builder
	fmt.Fprintf(&b, "Contact: %s\nExpires: %s\nPreferred-Languages: en, es\n", contact, expires.Format(time.RFC3339))
	if s.config.BaseURL != "" {
		fmt.Fprintf(&b, "Canonical: %s/.well-known/security.txt\n", s.config.BaseURL)
	}
	return Response{Type: typeText, Body: []byte(b.String())}, nil
}
