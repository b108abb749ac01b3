package e2e_test

import (
	"fmt"
	"slices"
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

// What a first load of a story may cost a reader with a slow connection.
const (
	mostRequests = 12
	mostBytes    = 60_000
)

// checkNetwork asserts that a page asks nobody but the site, that nothing is written
// to the console, and that the first page is light.
func checkNetwork(t *testing.T, s *site) {
	b := s.open(t)
	call(b, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	call(b, audits.Enable, cdp.Empty{})
	var seen traffic
	if err := chromedp.Listen(b.ctx, seen.hear); err != nil {
		t.Fatal(err)
	}
	alone := []string{"/charts/processed-monthly.svg", "/embed/processed-monthly", "/robots.txt"}
	for _, path := range slices.Concat(s.pages(t), alone, s.translated(t)) {
		b.visit(path)
		page := seen.take()
		for _, address := range page.requests {
			if !strings.HasPrefix(address, s.url+"/") && !strings.HasPrefix(address, "data:") {
				t.Errorf("%s asks %s", path, address)
			}
		}
		if path != missing { // of which the browser notes that it is not there
			b.none(path, page.complaints)
		}
		if slices.Contains(stories, path) || slices.Contains(languages, path[:min(3, len(path))]) && slices.Contains(stories, path[3:]) {
			t.Logf("%s: %d requests, %.0f bytes", path, len(page.requests), page.bytes)
			if len(page.requests) > mostRequests || page.bytes > mostBytes || page.bytes == 0 {
				t.Errorf("%s takes %d requests and %.0f bytes", path, len(page.requests), page.bytes)
			}
		}
	}
}

// traffic is what a tab asked for and complained of.
type traffic struct {
	mu   sync.Mutex
	page load
}

type load struct {
	requests   []string
	bytes      float64 // as transferred: compressed, with headers
	complaints []string
}

// take returns what was heard since the last call.
func (tr *traffic) take() load {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	page := tr.page
	tr.page = load{}
	return page
}

func (tr *traffic) hear(event any) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		tr.page.requests = append(tr.page.requests, e.Request.URL)
	case *network.EventLoadingFinished:
		tr.page.bytes += e.EncodedDataLength
	case *network.EventLoadingFailed:
		tr.complain("did not load: " + e.ErrorText)
	case *log.EventEntryAdded:
		tr.complain(fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
	case *runtime.EventConsoleAPICalled:
		tr.complain(fmt.Sprintf("console.%s", e.Type))
	case *runtime.EventExceptionThrown:
		tr.complain("exception: " + e.ExceptionDetails.Text)
	case *audits.EventIssueAdded:
		if e.Issue.Code == audits.InspectorIssueCodeContentSecurityPolicyIssue {
			tr.complain("content security policy: " + e.Issue.Details.ContentSecurityPolicyIssueDetails.ViolatedDirective)
		}
	}
}

func (tr *traffic) complain(text string) { tr.page.complaints = append(tr.page.complaints, text) }
