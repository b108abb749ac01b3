package views

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"citas/data/datatest"
)

// counting makes a site with one more route, which counts how often it is asked to make
// an answer.
func counting(t *testing.T, r route, answer func(*Request) (Response, error)) (http.Handler, *Server, *atomic.Int64) {
	t.Helper()
	s, err := New(Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	made := &atomic.Int64{}
	r.handle = func(r *Request) (Response, error) { made.Add(1); return answer(r) }
	mux := http.NewServeMux()
	mux.Handle(r.pattern, s.answer(r, s.store.Acquire, true))
	return mux, s, made
}

func ask(t *testing.T, h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestTheSameQuestionIsAnsweredOnce(t *testing.T) {
	h, _, made := counting(t, route{pattern: "GET /charts/{name}", params: true, choices: true, unsaid: firstSize}, func(r *Request) (Response, error) {
		return Response{Type: typeText, Body: []byte(r.URL.RawQuery)}, nil
	})
	for _, group := range [][]string{
		{"/charts/x", "/charts/x?", "/charts/x?utm_source=mail"},
		{"/charts/x?a=1&b=2", "/charts/x?b=2&a=1", "/charts/x?b=2&fbclid=9&a=1"},
		{"/charts/x.svg?a=1&b=2", "/charts/x.svg?b=2&a=1", "/charts/x.svg?b=2&a=1&a=1&as_of="},
		{"/charts/x.svg", "/charts/x.svg?from=&to="},
		{"/charts/x.csv?place=b&place=a", "/charts/x.csv?place=a&place=b"},
		{"/charts/x.png", "/charts/x.png?size=1x"},
		{"/charts/x?size=1x"}, // which a page does not know: it must not share the page's
		{"/charts/x?as_of=2024-08-09"},
	} {
		before := made.Load()
		var first string
		for i, path := range group {
			got := ask(t, h, path)
			if i == 0 {
				first = got.Body.String()
			}
			if got.Code != http.StatusOK || got.Body.String() != first {
				t.Errorf("%s: %d %q, %s has %q", path, got.Code, got.Body, group[0], first)
			}
		}
		if n := made.Load() - before; n != 1 {
			t.Errorf("%v: made %d times", group, n)
		}
	}
}

func TestManyReadersWaitForOneAnswer(t *testing.T) {
	start := make(chan struct{})
	h, _, made := counting(t, route{pattern: "GET /slow"}, func(*Request) (Response, error) {
		<-start
		return Response{Type: typeText, Body: []byte("slow")}, nil
	})
	var all sync.WaitGroup
	for range 32 {
		all.Go(func() {
			if got := ask(t, h, "/slow"); got.Code != http.StatusOK || got.Body.String() != "slow" {
				t.Errorf("%d %q", got.Code, got.Body)
			}
		})
	}
	close(start)
	all.Wait()
	if n := made.Load(); n != 1 {
		t.Errorf("made %d times", n)
	}
}

func TestAReaderWhoLeavesTakesNothingFromOthers(t *testing.T) {
	entered, first := make(chan struct{}), true
	h, _, _ := counting(t, route{pattern: "GET /slow"}, func(r *Request) (Response, error) {
		if first {
			first = false
			close(entered)
			<-r.Context().Done()
			return Response{}, r.Context().Err()
		}
		return Response{Type: typeText, Body: []byte("whole")}, nil
	})
	ctx, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodGet, "/slow", nil))
	})
	<-entered
	all.Go(func() {
		if got := ask(t, h, "/slow"); got.Body.String() != "whole" {
			t.Errorf("%d %q", got.Code, got.Body)
		}
	})
	leave()
	all.Wait()
}

func TestWhatIsRefusedOrPassingIsNotKept(t *testing.T) {
	h, s, made := counting(t, route{pattern: "GET /some", params: true}, func(r *Request) (Response, error) {
		switch r.URL.Query().Get("as") {
		case "unkept":
			return Response{Type: typeText, Body: []byte("now"), NoStore: true}, nil
		case "there":
			return Response{Status: http.StatusSeeOther, Location: "/else"}, nil
		}
		return Response{}, r.known("as")
	})
	for _, path := range []string{"/some?as=unkept", "/some?as=there", "/some?nonsense=1"} {
		before := made.Load()
		ask(t, h, path)
		ask(t, h, path)
		if n := made.Load() - before; n != 2 {
			t.Errorf("%s: made %d times of 2", path, n)
		}
	}
	g := s.generation.Load()
	if n := g.pages.EstimatedSize() + g.slices.EstimatedSize(); n != 0 {
		t.Errorf("%d answers kept", n)
	}
}

func TestACrawlerCannotPushPagesOut(t *testing.T) {
	h, s, made := counting(t, route{pattern: "GET /page", params: true}, func(r *Request) (Response, error) {
		return Response{Type: "application/octet-stream", Body: make([]byte, 1<<20)}, nil
	})
	ask(t, h, "/page")
	for i := range 200 {
		ask(t, h, "/page?n="+strconv.Itoa(i))
	}
	g := s.generation.Load()
	g.slices.CleanUp()
	if w := g.slices.WeightedSize(); w > sliceBytes {
		t.Errorf("the room for slices has %d bytes of %d", w, sliceBytes)
	}
	before := made.Load()
	if ask(t, h, "/page"); made.Load() != before {
		t.Error("the page was made again")
	}
}

func TestCodingsAreNegotiated(t *testing.T) {
	for header, want := range map[string]coding{
		"": plain, "identity": plain, "gzip": gzipCoding, "gzip, deflate, br, zstd": brotliCoding, "gzip, zstd": zstdCoding, "GZIP;q=0.5": gzipCoding,
		"br;q=0, gzip;q=0.1": gzipCoding, "br;q=0.5, gzip": gzipCoding, "br;q=nonsense": plain, "zstd;q=0.9, br;q=0.8": zstdCoding, "br;q=0": plain,
	} {
		if got := accepted(header); got != want {
			t.Errorf("Accept-Encoding %q: %q, want %q", header, codingNames[got].name, codingNames[want].name)
		}
	}
	if n := testing.AllocsPerRun(100, func() { accepted("gzip, deflate, br, zstd") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestWarmingMakesThePagesBeforeReadersAsk(t *testing.T) {
	s, err := New(Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	s.Warm(t.Context())
	g := s.generation.Load()
	for _, path := range []string{"/", "/allocations", "/wait-times", "/languages", "/charts/processed-monthly", "/data/wait-times", "/sources"} {
		kept := s.hit(route{}, &http.Request{URL: &url.URL{Path: path}})
		if kept == nil || kept.forms[brotliCoding].body == nil {
			t.Errorf("%s is cold", path)
		}
	}
	if w := g.pages.WeightedSize(); w > pageBytes*3/4 {
		t.Errorf("the pages take %d of %d bytes: make more room", w, pageBytes)
	}
	t.Logf("%d pages, %d bytes", g.pages.EstimatedSize(), g.pages.WeightedSize())
}

func TestAKeptAnswerAllocatesLittle(t *testing.T) {
	s, err := New(Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	for path, most := range map[string]float64{
		"/wait-times": 0, "/api/v1/datasets": 0,
		"/charts/processed-monthly": 1, // the wildcard, in ServeMux
		"/es/wait-times":            5, // the request in another language: a context, a copy, an address
	} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
		w := &nowhere{header: http.Header{}}
		s.Handler().ServeHTTP(w, r)
		if n := testing.AllocsPerRun(200, func() { s.Handler().ServeHTTP(w, r) }); n > most {
			t.Errorf("%s: %v allocations, want at most %v", path, n, most)
		} else {
			t.Logf("%s: %v allocations", path, n)
		}
	}
}
