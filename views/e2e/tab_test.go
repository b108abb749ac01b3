package e2e_test

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// patience is how long any one page may take, on a slow machine.
const patience = 2 * time.Minute

// tab is one page of a fresh, empty browser profile.
type tab struct {
	*testing.T
	site *site
	ctx  context.Context
}

// open makes a tab that is closed with the test.
func (s *site) open(t *testing.T) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(s.browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // a tab lives as long as the context of its first call
		t.Fatalf("open a tab: %v", err)
	}
	b := &tab{T: t, site: s, ctx: ctx}
	b.size(1280, 900)
	return b
}

// do runs actions, each of which must succeed.
func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for _, action := range actions {
		if _, err := chromedp.Run(ctx, action); err != nil {
			b.Fatal(err)
		}
	}
}

// visit loads a path of the site.
func (b *tab) visit(path string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(b.site.url+path)); err != nil {
		b.Fatalf("visit %s: %v", path, err)
	}
}

// wait waits until an expression is true.
func (b *tab) wait(expression string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingInterval(20*time.Millisecond))); err != nil {
		b.Fatalf("wait for %s: %v", expression, err)
	}
}

// press types keys into whatever has the focus.
func (b *tab) press(keys string) {
	b.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// size sets the width and height of the window, in CSS pixels.
func (b *tab) size(width, height int64) {
	b.Helper()
	b.do(chromedp.EmulateViewport(width, height))
}

// media sets the medium, screen or print, and one feature.
func (b *tab) media(medium, feature, value string) {
	b.Helper()
	p := emulation.SetEmulatedMediaParams{Media: medium}
	if feature != "" {
		p.Features = []*emulation.MediaFeature{{Name: feature, Value: value}}
	}
	call(b, emulation.SetEmulatedMedia, p)
}

// call runs a command of the browser's protocol.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		b.Fatal(err)
	}
	return result
}

// eval is the value of an expression in the page; a promise is waited for.
func eval[V any](b *tab, expression string) V {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[V](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%.200s: %v", expression, err)
	}
	return value
}

// none fails with each finding.
func (b *tab) none(what string, findings []string) {
	b.Helper()
	for _, f := range findings {
		b.Errorf("%s: %s", what, f)
	}
}
