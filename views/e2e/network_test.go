package e2e_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// What the first page may cost a reader with a slow connection.
const (
	mostRequests = 12
	mostBytes    = 60_000
)

// checkNetwork asserts that a page asks nobody but the site, that nothing is written
// to the console, and that the first page is light.
func checkNetwork(t *testing.T, s *site) {
	for _, path := range s.pages(t) {
		b := s.open(t) // with an empty cache
		var seen traffic
		if err := chromedp.Listen(b.ctx, seen.hear); err != nil {
			t.Fatal(err)
		}
		call(b, audits.Enable, cdp.Empty{})
		b.visit(path)
		b.wait(`document.readyState === 'complete'`)
		seen.mu.Lock()
		for _, address := range seen.requests {
			if !strings.HasPrefix(address, s.url+"/") && !strings.HasPrefix(address, "data:") {
				t.Errorf("%s asks %s", path, address)
			}
		}
		if path == missing { // the browser notes that the page itself is not there
			seen.complaints = nil
		}
		b.none(path, seen.complaints)
		if path == "/" {
			t.Logf("the first page: %d requests, %.0f bytes", len(seen.requests), seen.bytes)
			if len(seen.requests) > mostRequests || seen.bytes > mostBytes || seen.bytes == 0 {
				t.Errorf("the first page takes %d requests and %.0f bytes", len(seen.requests), seen.bytes)
			}
		}
		seen.mu.Unlock()
	}
}

// traffic is what a tab asked for and complained of.
type traffic struct {
	mu         sync.Mutex
	requests   []string
	bytes      float64 // as transferred: compressed, with headers
	complaints []string
}

func (tr *traffic) hear(event any) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		tr.requests = append(tr.requests, e.Request.URL)
	case *network.EventLoadingFinished:
		tr.bytes += e.EncodedDataLength
	case *network.EventLoadingFailed:
		tr.complain("did not load: " + e.ErrorText)
	case *log.EventEntryAdded:
		tr.complain(fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
	case *runtime.EventConsoleAPICalled:
		tr.complain(fmt.Sprintf("console.%s", e.Type))
	case *runtime.EventExceptionThrown:
		tr.complain("exception: " + e.ExceptionDetails.Text)
	case *audits.EventIssueAdded:
		tr.complain("issue: " + string(e.Issue.Code))
	}
}

func (tr *traffic) complain(text string) { tr.complaints = append(tr.complaints, text) }
