package etl_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
	"citas/views" // the feeds that readers get are the end of the chain: only this test looks so far
	"citas/views/viewtest"
)

// TestTwoYearsOfReleases asks a publisher once a week for two years. CBP's page is closed to us for
// a while, a file is replaced under its name, one is late and comes with the next, one
// lacks a month and is put right, one is uploaded twice, and the page moves. What citas
// publishes is held against what the files say, counted without it.
func TestTwoYearsOfReleases(t *testing.T) {
	p := newPublisher(t)
	clear(p.answers)
	p.source.Discovery.MaxBytes = 4 << 20
	const moved = "/newsroom/stats/encounters-by-state"
	s := series{rand: rand.New(rand.NewPCG(2022, 24)), truth: officialCells(t), gone: cells{}}

	uploads := s.twoYears()
	latest := uploads[len(uploads)-1]
	copied := strings.Replace(uploads[len(uploads)-4].path, "-state.csv", "-state_2.csv", 1)

	// Two years of Mondays.
	cfg := datatest.Config(p.dir)
	cfg.Now = func() time.Time { return p.now }
	seeds, err := etl.Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	known := feedOf(t, p.dir)
	fetch := p.config(t)
	w := etl.Work{Load: &cfg, Fetch: &fetch, For: "cbp-encounters"}
	served, states := map[string]bool{seeds.Edition: true}, []string{"active"}
	var accepted []upload
	up, wanted, closedWeeks, weeks := 0, 1, 0, 0
	var paths []string
	for p.now = time.Date(2022, 5, 9, 9, 0, 0, 0, time.UTC); p.now.Before(time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)); p.now = p.now.AddDate(0, 0, 7) {
		today := p.now.Format(time.DateOnly)
		news := false
		for ; up < len(uploads) && uploads[up].day <= today; up++ {
			u := uploads[up]
			stamp, _ := time.Parse(time.DateOnly, u.day)
			p.csv(u.path, stamp.Add(15*time.Hour).Format(http.TimeFormat), u.csv())
			p.answers[p.copied(u.path)] = p.answers[u.path]
			if !slices.Contains(paths, u.path) {
				paths = append(paths, u.path)
			}
			if up == len(uploads)-4 {
				paths = append(paths, copied)
				p.answers[copied] = p.answers[u.path]
			}
			if !u.refuse {
				accepted = append(accepted, u)
				news = true
			}
		}
		if len(paths) == 0 {
			continue
		}
		p.page(paths[max(0, len(paths)-6):]...)
		p.answers[p.copied(landing)] = p.answers[landing]
		state := "active"
		switch {
		case today >= "2023-01-09" && today <= "2023-01-23": // and the file of December's end comes from the web archive
			p.answers[landing] = status(http.StatusForbidden)
			if closedWeeks++; closedWeeks > 1 { // one bad answer is not a state
				state = "blocked"
			}
		case today > "2023-06-04" && today < "2023-06-14": // the file of April was expected by 21 May, with 14 days of grace
			state = "late"
		case today >= "2024-02-05":
			p.answers[moved] = p.answers[landing]
			p.answers[landing] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, moved, http.StatusMovedPermanently) }
			state = "moved"
		}
		if state != states[len(states)-1] {
			states = append(states, state)
			news = true
		}
		if news {
			wanted++
		}
		weeks++
		done, err := w.Do(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if published := !served[done.Report.Edition]; published != news {
			t.Errorf("%s: another edition: %v, want %v; %s %s", today, published, news, done.Run.Outcome, done.Run.Error)
		}
		served[done.Report.Edition] = true
	}
	if up != len(uploads) || len(uploads) != 26 || len(served) != wanted {
		t.Errorf("%d of %d files put up, %d editions, want %d", up, len(uploads), len(served), wanted)
	}

	e := openEdition(t, p.dir, current(t, p.dir))
	var releases []string
	for _, r := range e.Manifest.Releases {
		if r.Source == "cbp-encounters" {
			releases = append(releases, r.ID)
		}
	}
	if len(releases) != len(accepted) {
		t.Fatalf("%d releases, want %d: %v", len(releases), len(accepted), releases)
	}
	if got := changesOfState(t, e); got != strings.Join(states, " ") {
		t.Errorf("states %s, want %s", got, strings.Join(states, " "))
	}

	wantEntries := checkRevisions(t, e, accepted, releases)
	got := map[string]int{}
	for id := range feedOf(t, p.dir) {
		if !known[id] {
			kind, _, _ := strings.Cut(id, "@")
			if strings.Contains(id, "kept-out/") || strings.Contains(id, "source/") {
				got[kind]++
			} else if !slices.Contains(wantEntries, id) {
				t.Errorf("entry %s", id)
			} else {
				got["told"]++
			}
		}
	}
	if want := map[string]int{"told": len(wantEntries), "releases kept-out/cbp-encounters": 1, "releases source/cbp-encounters": len(states) - 1}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("new entries of the feeds: %v, want %v", got, want)
	}

	checkViews(t, e, accepted)
	runs, err := etl.Runs(p.dir)
	if err != nil || len(runs) != weeks {
		t.Errorf("%d runs noted in %d weeks, %v", len(runs), weeks, err)
	}
	t.Logf("%d files, %d cells in the last: %d editions, %d entries in the feeds", len(uploads), len(latest.states), len(served), len(wantEntries)+len(states))
}

// checkRevisions holds what each release changed in the one before it against the files, and lists the entries of
// the feeds that must tell of it.
func checkRevisions(t *testing.T, e *data.Edition, accepted []upload, releases []string) (entries []string) {
	t.Helper()
	for i, u := range accepted {
		entries = append(entries, "releases release/"+releases[i])
		if i == 0 {
			continue
		}
		want := revisedBy(accepted[i-1], u)
		r, err := e.Revisions(t.Context(), "encounters", releases[i-1], releases[i])
		if err != nil {
			t.Fatal(err)
		}
		got := revised{r.Count(data.Changed), r.Count(data.Added), r.Count(data.Withdrawn), int(r.Net())}
		if got != want || r.Uncompared != "" {
			t.Errorf("%s to %s: %+v, want %+v; %s", releases[i-1], releases[i], got, want, r.Uncompared)
		}
		if want != (revised{}) {
			entries = append(entries, "revisions revisions/"+releases[i])
		}
	}
	return entries
}

// checkViews holds every month's total, as it stood on the day of each release, against the files.
func checkViews(t *testing.T, e *data.Edition, accepted []upload) {
	t.Helper()
	for i, u := range accepted {
		want := map[string]int64{}
		for _, before := range accepted[:i+1] {
			totals := map[string]int64{}
			for key, count := range before.states {
				totals[monthIn(key)] += int64(count)
			}
			maps.Copy(want, totals) // the newest file that states a month
		}
		day, _ := time.Parse(time.DateOnly, u.day)
		got := map[string]int64{}
		rows, err := e.At(day).Select(t.Context(), data.Select{Dataset: "encounters"})
		if err != nil {
			t.Fatal(err)
		}
		rows.Each(func(r data.Row) { got[r.Text("month")[:7]] += r.Int("encounters") })
		if !maps.Equal(got, want) {
			t.Errorf("as of %s: %v, want %v", u.day, got, want)
		}
	}
}

func current(t *testing.T, dir string) string {
	t.Helper()
	id, err := data.CurrentEdition(dir)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// changesOfState are the states of the series in turn.
func changesOfState(t *testing.T, e *data.Edition) string {
	t.Helper()
	rows, err := e.Select(t.Context(), data.Select{Dataset: "source-checks", Where: []data.Condition{{Field: "source", Values: []string{"cbp-encounters"}}}})
	if err != nil {
		t.Fatal(err)
	}
	var states []string
	rows.Each(func(r data.Row) { states = append(states, r.Text("state")) })
	return strings.Join(states, " ")
}

// feedOf are the ids of the entries of both feeds, as a reader gets them, each after its feed's name.
func feedOf(t *testing.T, dir string) map[string]bool {
	t.Helper()
	store := data.NewStore(dir, data.Published())
	defer store.Close()
	c := viewtest.New(t, func(c *views.Config) { c.Store, c.KeptOut = store, data.Quarantine{Dir: dir} })
	ids := map[string]bool{}
	for _, feed := range []string{"releases", "revisions"} {
		var f struct {
			Items []struct{ ID string }
		}
		if err := json.Unmarshal(c.Get("/feeds/"+feed+".json").Body, &f); err != nil {
			t.Fatal(err)
		}
		for _, item := range f.Items {
			ids[feed+" "+strings.TrimPrefix(item.ID, "tag:citas,2026:")] = true
		}
	}
	return ids
}
