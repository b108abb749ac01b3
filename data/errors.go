package data

import "errors"

// The closed set of error kinds. Every error of this package that a caller may
// want to tell apart wraps one of them.
var (
	// ErrNotFound: no dataset, release, source, chart or edition has this name.
	ErrNotFound = errors.New("not found")
	// ErrInvalid: a parameter, a row or a declaration breaks its rule.
	ErrInvalid = errors.New("invalid")
	// ErrUnavailable: there is no edition to read yet, or it cannot be opened.
	ErrUnavailable = errors.New("unavailable")
)
