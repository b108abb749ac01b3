package e2e_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"

	"citas/data/datatest"
	"citas/views"
	"citas/views/staticsite"
)

// checks is everything that is looked at.
var checks = []struct {
	name string
	run  func(*testing.T, *site)
}{
	{"axe", checkAxe}, // the slowest: it runs beside the others
	{"axe-translated", checkAxeTranslated},
	{"stories", checkStories},
	{"filter", checkFilter},
	{"download", checkDownload},
	{"width", checkWidth},
	{"direction", checkDirection},
	{"languages", checkLanguages},
	{"script-off", checkScriptOff},
	{"dark", checkDark},
	{"print", checkPrint},
	{"print-opened", checkPrintOpened},
	{"forced-colors", checkForcedColors},
	{"zoom", checkZoom},
	{"motion", checkMotion},
	{"markup", checkMarkup},
	{"keyboard", checkKeyboard},
	{"walk", checkWalk},
	{"reader", checkReader},
	{"network", checkNetwork},
	{"embed", checkEmbed},
	{"sql", checkSQL},
}

func TestSite(t *testing.T) {
	if os.Getenv("CITAS_E2E") == "" {
		t.Skip("CITAS_E2E is not set: no browser looks at the site")
	}
	s := &site{url: serve(t), browser: browser(t)}
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, s)
		})
	}
}

// site is a running server and a running browser.
type site struct {
	url     string // http://127.0.0.1:port
	browser context.Context
}

// serve runs a public site over the test edition until the test ends.
func serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(public(t).Handler())
	t.Cleanup(server.Close)
	return server.URL
}

// serveFiles exports that site and serves the files as python3 -m http.server does, below a path that is not the root.
func serveFiles(t *testing.T) string {
	t.Helper()
	s, dir := public(t), t.TempDir()
	pages, programs, err := s.Everything(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := staticsite.Run(t.Context(), staticsite.Config{Dir: dir, Site: s.Handler(), Addresses: pages, Optional: programs, Pack: views.Packed, State: "test"}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.StripPrefix("/copy", http.FileServer(http.Dir(dir))))
	t.Cleanup(server.Close)
	return server.URL + "/copy"
}

func public(t *testing.T) *views.Server {
	t.Helper()
	s, err := views.New(views.Config{
		Store: datatest.Store(t), Version: "test", Public: true,
		Publisher: "Example Newsroom", Funding: "readers of Example Newsroom",
		PressContact: "press@citas.example", CorrectionsContact: "corrections@citas.example", SecurityContact: "security@citas.example",
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// browser runs Chromium until the test ends.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("the browser tests need chromium: %v", err)
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()),
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.WindowSize(1280, 900), chromedp.Flag("force-color-profile", "srgb"),
	}
	for _, quiet := range []string{"disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage", "disable-extensions", "disable-renderer-backgrounding"} {
		options = append(options, chromedp.Flag(quiet, true))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}
