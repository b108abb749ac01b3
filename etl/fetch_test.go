package etl_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/etl"
)

func TestFetchLoadsWhatThePublisherLists(t *testing.T) {
	p := newPublisher(t)
	check := p.fetch(t)
	if !check.Sound() || check.State != etl.Found || check.Listed != 2 || check.Newest != "fy21-fy24-nov" || check.Through != "2023-11-30" || len(check.Problems) > 0 {
		t.Fatalf("%+v", check)
	}
	var got []string
	for _, n := range check.New {
		got = append(got, fmt.Sprintf("%s %s %s %s", n.Issue, n.Published, n.Precision, n.Rule))
	}
	want := []string{
		"fy21-fy24-nov 2023-12-18 day last-modified",
		"fy21-fy24-oct 2023-11-30 month upload-folder", // no Last-Modified: the month of the folder
	}
	if !slices.Equal(got, want) {
		t.Errorf("new: %q, want %q", got, want)
	}
	report := p.load(t)
	m, err := data.ReadManifest(p.dir, report.Edition)
	if err != nil {
		t.Fatal(err)
	}
	var notes []string
	for _, r := range m.Releases {
		if r.Source == "cbp-encounters" {
			notes = append(notes, r.ID+" "+r.URLBasis+": "+r.Note)
		}
	}
	want = []string{
		"cbp-encounters@2023-11-30 recorded: Of the day of publication only the month is known, from the upload folder.",
		"cbp-encounters@2023-12-18 recorded: The day of publication is the server's Last-Modified.",
	}
	if !slices.Equal(notes, want) {
		t.Errorf("releases: %q, want %q", notes, want)
	}

	// The index says how the bytes were got, and keeps no cookie.
	entries, err := etl.OpenArchive(p.dir).Entries()
	if err != nil {
		t.Fatal(err)
	}
	e := entries[0]
	if e.URL != p.at("www", november) || e.Page != p.at("www", landing) || e.Via != etl.ViaPublisher || e.How != etl.Fetched || e.RetrievedAt != "2023-12-20T09:00:00Z" {
		t.Errorf("%+v", e)
	}
	if !strings.Contains(e.Exchange.Request["User-Agent"], "contact: press@example.org") || e.Exchange.Response["Last-Modified"] == "" || e.Exchange.Response["Set-Cookie"] != "" {
		t.Errorf("%+v", e.Exchange)
	}

	// Nothing new: asked with conditions, answered 304, nothing written but the check.
	index, current := p.kept(t)
	p.now = p.now.AddDate(0, 0, 1)
	check = p.fetch(t)
	if check.Unchanged != 2 || len(check.New) > 0 || !check.Sound() {
		t.Errorf("%+v", check)
	}
	p.unchanged(t, index, current)
	if last := p.asked[len(p.asked)-1]; last.Header.Get("If-None-Match") == "" {
		t.Errorf("asked without a condition: %v", last.Header)
	}
	checks, err := etl.SourceChecks(p.dir)
	if err != nil || len(checks) != 2 || checks[1].StartedAt != "2023-12-21T09:00:00Z" {
		t.Errorf("checks.jsonl: %+v, %v", checks, err)
	}
}

func TestOtherBytesUnderOneNameAreAnotherRelease(t *testing.T) {
	p := newPublisher(t)
	p.fetch(t)
	first := p.load(t)
	p.now = p.now.AddDate(0, 0, 8)
	changed := novemberFile().with(mini{"2024 (FYTD)|NOV|TX|Single Adults|MEXICO": 1003})
	p.csv(november, "Tue, 26 Dec 2023 15:00:00 GMT", changed.csv("nov"))
	check := p.fetch(t)
	if len(check.New) != 1 || check.New[0].Replaces == "" || check.New[0].Published != "2023-12-26" || check.New[0].Rule != etl.DayReplaced {
		t.Fatalf("%+v", check.New)
	}
	second := p.load(t)
	if got := accepted(openEdition(t, p.dir, second.Edition)); got != "2023-11-30 2023-12-18 2023-12-26" {
		t.Errorf("releases %s", got)
	}
	if first.Edition == second.Edition {
		t.Error("the same edition")
	}

	// The first bytes again: no release can say that, so a person is told.
	p.csv(november, "Mon, 18 Dec 2023 15:00:00 GMT", novemberFile().csv("nov"))
	check = p.fetch(t)
	if len(check.New) > 0 || len(check.Problems) != 1 || check.Problems[0].Kind != etl.Restored ||
		!strings.Contains(check.Problems[0].Words, "gives the bytes published 2023-12-18 again, in place of those published 2023-12-26") {
		t.Errorf("%+v", check)
	}
	// A server that knows no conditions: the same bytes are nothing new.
	p.answers[november] = says(novemberFile().csv("nov"))
	p.fetch(t)
	index, current := p.kept(t)
	if check = p.fetch(t); check.Unchanged != 2 || len(check.New) > 0 {
		t.Errorf("%+v", check)
	}
	p.unchanged(t, index, current)
}

func TestFallbackIsShownForWhatItIs(t *testing.T) {
	t.Run("a former page", func(t *testing.T) {
		p := newPublisher(t)
		p.answers[former], p.answers[landing] = p.answers[landing], nil
		check := p.fetch(t)
		if check.State != etl.Moved || check.MovedTo != p.at("www", former) || check.Via != etl.ViaFormer || len(check.New) != 2 || check.New[0].Via != etl.ViaFormer || !check.Sound() {
			t.Errorf("%+v", check)
		}
		if len(check.Problems) != 1 || check.Problems[0].Kind != "removed" {
			t.Errorf("%+v", check.Problems)
		}
	})
	t.Run("a page that redirects for good", func(t *testing.T) {
		p := newPublisher(t)
		p.answers["/new"] = p.answers[landing]
		p.answers[landing] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) }
		if check := p.fetch(t); check.State != etl.Moved || check.MovedTo != p.at("www", "/new") || len(check.New) != 2 {
			t.Errorf("%+v", check)
		}
	})
	t.Run("a web archive", func(t *testing.T) {
		p := newPublisher(t)
		page, file := p.answers[landing], p.answers[november]
		for _, path := range []string{landing, november, october} {
			p.answers[path] = status(http.StatusForbidden)
		}
		const capture = "/web/20231219080000id_/"
		p.answers[p.copied(landing)] = page
		p.answers[p.copied(november)] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", p.at("archive", capture+p.at("www", november)))
			w.WriteHeader(http.StatusFound)
		}
		p.answers[capture+p.at("www", november)] = func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Memento-Datetime", "Tue, 19 Dec 2023 08:00:00 GMT")
			w.Header().Set("X-Archive-Orig-Last-Modified", "Mon, 18 Dec 2023 15:00:00 GMT")
			r.Header.Del("If-None-Match")
			file(w, r)
		}
		check := p.fetch(t)
		if check.State != "blocked" || check.Sound() || check.Via != etl.ViaArchive || !strings.Contains(check.Error, "answers 403 Forbidden") {
			t.Errorf("%+v", check)
		}
		if len(check.New) != 1 || check.New[0].Via != etl.ViaArchive || check.New[0].Published != "2023-12-18" {
			t.Fatalf("%+v", check.New)
		}
		m, err := data.ReadManifest(p.dir, p.load(t).Edition)
		if err != nil {
			t.Fatal(err)
		}
		r := m.Releases[slices.IndexFunc(m.Releases, func(r data.Release) bool { return r.Source == "cbp-encounters" })]
		if r.URL != p.at("archive", capture+p.at("www", november)) || r.URLBasis != "archived" || !strings.HasPrefix(r.Note, "A web archive's copy: the publisher's own address gave nothing.") {
			t.Errorf("%+v", r)
		}
		// What is at hand is not asked of the archive again.
		p.now = p.now.Add(time.Hour)
		p.fetch(t)
		for _, r := range p.asked {
			if strings.HasPrefix(r.URL.Path, "/web/") && strings.HasSuffix(r.URL.Path, november) {
				t.Errorf("asked again: %s", r.URL.Path)
			}
		}
	})
	t.Run("closed by robots.txt", func(t *testing.T) {
		p := newPublisher(t)
		p.answers["/robots.txt"] = says("User-agent: *\nDisallow: /sites/default/files/2023-11/\n")
		check := p.fetch(t)
		if !check.Sound() || len(check.New) != 1 || len(check.Problems) != 2 || check.Problems[0].Kind != "blocked" ||
			!strings.Contains(check.Problems[0].Words, "closed to programs by the robots.txt") {
			t.Errorf("%+v", check)
		}
		// Once a person has added it, there is nothing to report.
		add(t, p.dir, "cbp-encounters", "2023-11-14", "nationwide-encounters-fy21-fy24-oct-state.csv", octoberFile().csv("oct"))
		if check = p.fetch(t); len(check.Problems) > 0 {
			t.Errorf("%+v", check.Problems)
		}
	})
}

func TestDiscoverWritesNothing(t *testing.T) {
	p := newPublisher(t)
	check, listing, err := etl.Discover(t.Context(), p.config(t), "cbp-encounters")
	if err != nil || len(listing.Documents) != 2 || check.State != etl.Found {
		t.Errorf("%+v, %+v, %v", check, listing, err)
	}
	if checks, err := etl.SourceChecks(p.dir); err != nil || len(checks) > 0 {
		t.Errorf("checks.jsonl: %+v, %v", checks, err)
	}
	if len(p.asked) != 2 { // robots.txt and the page
		t.Errorf("asked %d times", len(p.asked))
	}
}

func says(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(text)) }
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}
