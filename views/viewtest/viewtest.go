// Package viewtest asks the site for pages as a reader does, without a network, over
// the edition that comes with the program.
package viewtest

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
	"citas/views"
)

// Client asks one site.
type Client struct {
	t       testing.TB
	handler http.Handler
}

// New makes a private site over the test edition; change may alter its configuration.
func New(t testing.TB, change ...func(*views.Config)) *Client {
	t.Helper()
	c := views.Config{Store: datatest.Store(t), Version: "test", BaseURL: "https://citas.example"}
	for _, f := range change {
		f(&c)
	}
	s, err := views.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return &Client{t: t, handler: s.Handler()}
}

// Answer is what came back.
type Answer struct {
	t      testing.TB
	Path   string
	Status int
	Header http.Header
	Body   []byte
}

// Get asks for a path. Headers come in pairs of name and value.
func (c *Client) Get(path string, headers ...string) *Answer {
	c.t.Helper()
	return c.Do(http.MethodGet, path, headers...)
}

// Do asks with a method.
func (c *Client) Do(method, path string, headers ...string) *Answer {
	c.t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	return &Answer{t: c.t, Path: path, Status: w.Code, Header: w.Header(), Body: w.Body.Bytes()}
}

// Doc parses the answer as a page.
func (a *Answer) Doc() *goquery.Document {
	a.t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(a.Body))
	if err != nil {
		a.t.Fatalf("%s: %v", a.Path, err)
	}
	return doc
}
