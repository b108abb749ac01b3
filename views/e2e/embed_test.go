package e2e_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"citas/data/datatest"
	"citas/views"
)

// newswire is what a page with @newswire/frames does with the messages of its frames.
const newswire = `addEventListener('message', function (e) {
	var d = e.data, f = document.querySelector('iframe')
	if (e.source === f.contentWindow && d.sentinel === 'amp' && d.type === 'embed-size') f.setAttribute('height', d.height)
})`

// pym is what a page with pym.js does: it gives the frame an id and splits its messages.
const pym = `var f = document.querySelector('iframe')
f.src += (f.src.indexOf('?') < 0 ? '?' : '&') + 'initialWidth=600&childId=news-1&parentTitle=&parentUrl=' + encodeURIComponent(location.href)
addEventListener('message', function (e) {
	var m = typeof e.data === 'string' && e.data.match(/^pymxPYMx(\S+?)xPYMx(\S+?)xPYMx(.+)$/)
	if (m && m[1] === 'news-1' && m[2] === 'height') f.setAttribute('height', parseInt(m[3]))
})`

// checkEmbed copies the frame from a chart's page into pages of another host: it grows
// and shrinks with its chart where the page listens, with our script or with the two
// that newsrooms have, and keeps its height where nobody does.
func checkEmbed(t *testing.T, s *site) {
	ours := serveNamed(t)
	snippet := copied(t, ours+"/charts/processed-per-day")
	frame, _, _ := strings.Cut(snippet, "<script")
	hosts := map[string]string{
		"/ours":     snippet,
		"/newswire": frame + "<script>" + newswire + "</script>",
		"/pym":      frame + "<script>" + pym + "</script>",
		"/nothing":  frame,
	}
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!DOCTYPE html><title>News</title><body>%s", hosts[r.URL.Path])
	}))
	t.Cleanup(host.Close)
	for path := range hosts {
		b := (&site{url: host.URL, browser: s.browser}).open(t)
		b.size(800, 900)
		b.visit(path)
		height := func() float64 {
			return eval[float64](b, `document.querySelector('iframe').getBoundingClientRect().height`)
		}
		guess := eval[float64](b, `Number(document.querySelector('iframe').getAttribute('height'))`)
		if path == "/nothing" {
			b.wait(`document.readyState === 'complete'`)
			if got := height(); got < 300 || got != guess {
				t.Errorf("%s: the frame is %.0f px high, its tag says %.0f", path, got, guess)
			}
			continue
		}
		b.wait(`(window.heard = window.heard || [], window.listening || (window.listening = addEventListener('message', e => heard.push(e.data)) || true), document.querySelector('iframe').contentWindow.postMessage('', '*'), heard.some(d => d.sentinel === 'amp'))`)
		told := func() float64 { return eval[float64](b, `heard.filter(d => d.sentinel === 'amp').pop().height`) }
		b.wait(`document.querySelector('iframe').getBoundingClientRect().height === heard.filter(d => d.sentinel === 'amp').pop().height`)
		wide := told()
		b.size(340, 900) // the narrow drawing is of another height
		b.wait(fmt.Sprintf(`heard.filter(d => d.sentinel === 'amp').pop().height !== %g`, wide))
		b.wait(`document.querySelector('iframe').getBoundingClientRect().height === heard.filter(d => d.sentinel === 'amp').pop().height`)
		if narrow := height(); narrow < 300 || narrow == wide {
			t.Errorf("%s: %.0f px at 800, %.0f at 340", path, wide, narrow)
		}
	}
}

// serveNamed runs a site that knows its own address.
func serveNamed(t *testing.T) string {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	address := "http://" + server.Listener.Addr().String()
	s, err := views.New(views.Config{Store: datatest.Store(t), Version: "test", BaseURL: address})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = s.Handler()
	server.Start()
	t.Cleanup(server.Close)
	return address
}

// copied is the first text to copy of a chart's page.
func copied(t *testing.T, address string) string {
	t.Helper()
	client := http.Client{Timeout: time.Minute}
	answer, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	doc, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc.Find("textarea#embed-live").Text()
}
