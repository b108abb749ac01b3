package views

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"citas/data"
	"citas/views/locale"
	"citas/views/page"
)

// errMethod: the site only reads.
var errMethod = errors.New("method not allowed: this site answers GET and HEAD")

// errFormat: a standard knows the format, this site does not write it.
var errFormat = errors.New("format not supported")

// problem is an error as RFC 9457 writes it, with the parameter at fault if there is one.
type problem struct {
	Type      string   `json:"type"`
	Title     string   `json:"title"`
	Status    int      `json:"status"`
	Detail    string   `json:"detail,omitempty"`
	Instance  string   `json:"instance,omitempty"`
	Parameter string   `json:"parameter,omitempty" doc:"parameter that cannot be understood"`
	Valid     []string `json:"valid,omitempty" doc:"permitted values, if they can be listed"`
}

// Error, GetStatus and ContentType make a problem an answer of the API.
func (p *problem) Error() string { return p.Title + ": " + p.Detail }

// GetStatus is the HTTP status.
func (p *problem) GetStatus() int { return p.Status }

// ContentType is that of problems, whatever was asked for.
func (p *problem) ContentType(string) string { return typeProblem }

// kinds is the one table from error kind to status. What is in none is our failure.
var kinds = []struct {
	kind   error
	status int
}{
	{data.ErrNotFound, http.StatusNotFound},
	{errGone, http.StatusGone}, // before ErrInvalid, which it also is
	{data.ErrInvalid, http.StatusBadRequest},
	{data.ErrUnavailable, http.StatusServiceUnavailable},
	{context.DeadlineExceeded, http.StatusServiceUnavailable},
	{context.Canceled, http.StatusServiceUnavailable},
	{errMethod, http.StatusMethodNotAllowed},
	{errFormat, http.StatusNotImplemented},
	{errPace, http.StatusTooManyRequests},
	{errAddress, http.StatusRequestURITooLong},
	{errBody, http.StatusRequestEntityTooLarge},
	{errRanges, http.StatusRequestedRangeNotSatisfiable},
}

// problemOf tells an error's kind. The text of an unknown error stays inside.
func problemOf(err error, instance string) *problem {
	p := &problem{Type: "about:blank", Status: http.StatusInternalServerError, Instance: instance}
	for _, k := range kinds {
		if errors.Is(err, k.kind) {
			p.Status = k.status
			break
		}
	}
	p.Title = http.StatusText(p.Status)
	var param *data.ParamError
	switch {
	case errors.As(err, &param):
		p.Detail, p.Parameter, p.Valid = param.Error(), param.Param, param.Valid
	case p.Status < http.StatusInternalServerError || p.Status == http.StatusNotImplemented:
		p.Detail = err.Error()
	}
	return p
}

// failure answers an error: a problem for machines, a page for people.
func (s *Server) failure(r *Request, err error) Response {
	p := problemOf(err, r.URL.Path)
	if p.Status == http.StatusInternalServerError {
		s.config.Log.Error("request failed", "path", r.URL.Path, "error", err)
	}
	a := Response{Status: p.Status, NoStore: true}
	switch p.Status {
	case http.StatusServiceUnavailable:
		a.RetryAfter = retryAfter
	case http.StatusTooManyRequests:
		a.RetryAfter = paceAfter
	}
	if !machine(r.URL.Path) {
		rendered, failed := html(context.WithoutCancel(r.Context()), page.Failure(s.failureModel(r, p)))
		if failed == nil {
			rendered, failed = rendered.along(way{words: r.tongue()})
		}
		if failed == nil {
			a.Type, a.Body = typeHTML, rendered.Body
			return a
		}
		s.config.Log.Error("error page failed", "path", r.URL.Path, "error", failed)
	}
	a.Type = typeProblem
	a.Body, _ = json.Marshal(p) // a struct of texts cannot fail
	return a
}

// retryAfter is when to ask again for what is unavailable, in seconds.
const retryAfter = 30

// paceAfter is when to go on for a reader who asked too often, in seconds.
const paceAfter = 5

// failureWords is what a reader is told of an error, by status: a title, and what it
// means for them.
var failureWords = map[int][2]locale.Msg{
	http.StatusNotFound:            {"There is no such page", "Nothing is at this address. It may have been mistyped: addresses here do not change once they exist."},
	http.StatusBadRequest:          {"The request cannot be understood", "The address asks for something that this page does not know."},
	http.StatusServiceUnavailable:  {"Not at the moment", "The data cannot be read just now. Please try again in a minute."},
	http.StatusMethodNotAllowed:    {"This site is read only", "It answers nothing but requests to read."},
	http.StatusTooManyRequests:     {"Too many requests", "Too much was asked at once from where you are. Please try again in a few seconds."},
	http.StatusInternalServerError: {"Something went wrong here", "This is our fault, and it was noted. The rest of the site should work."},
}

func (s *Server) failureModel(r *Request, p *problem) page.FailureModel {
	words, ok := failureWords[p.Status]
	if !ok {
		words = failureWords[http.StatusBadRequest]
	}
	m := page.FailureModel{Page: s.page(r, "", r.T(words[0]), ""), Status: p.Status, Title: r.T(words[0]), Text: r.T(words[1]), Valid: p.Valid}
	m.Page.NoIndex, m.Page.Canonical, m.Page.Alternates = true, "", nil
	if p.Status == http.StatusBadRequest {
		m.Detail = strings.TrimSuffix(p.Detail, ": "+strings.Join(p.Valid, ", "))
	}
	return m
}
