package etl_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"citas/data"
	"citas/data/datatest"
	"citas/etl"
	"citas/views"
	"citas/views/viewtest"
)

// cells are what a file states: "2023-10|Southwest Land Border|TX|…" → count.
type cells map[string]int

func monthIn(key string) string { return key[:len("2006-01")] }

// fiscalYear is the fiscal year of a month: it begins in October.
func fiscalYear(month string) int {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		panic(err)
	}
	return t.AddDate(0, 3, 0).Year()
}

// officialCells are the southwest border's from October 2019 to March 2024 in the official files,
// or cells of our own in their shape.
func officialCells(t *testing.T) cells {
	t.Helper()
	out := cells{}
	raw := os.Getenv("CITAS_REALDATA")
	if raw == "" {
		for at := time.Date(2019, 10, 1, 0, 0, 0, 0, time.UTC); at.Year()*100+int(at.Month()) <= 202403; at = at.AddDate(0, 1, 0) {
			for i, state := range []string{"AZ", "CA", "NM", "TX"} {
				for j, demographic := range []string{"Single Adults", "FMUA", "UC / Single Minors"} {
					for k, citizenship := range []string{"MEXICO", "GUATEMALA", "HONDURAS", "HAITI", "OTHER"} {
						out[at.Format("2006-01")+"|Southwest Land Border|"+state+"|"+demographic+"|"+citizenship+"|Title 8"] = 10 + 100*i + 10*j + k
					}
				}
			}
		}
		return out
	}
	for name, wanted := range map[string]func(year int) bool{
		"nationwide-encounters-fy20-fy23-state.csv":     func(year int) bool { return year == 2020 },
		"nationwide-encounters-fy21-fy24-mar-state.csv": func(year int) bool { return year > 2020 },
	} {
		f, err := os.Open(filepath.Join(raw, "cbp-nationwide-encounters", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		records, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records[1:] {
			year, _ := strconv.Atoi(r[0][:4])
			month, err := time.Parse("Jan", r[2][:1]+strings.ToLower(r[2][1:]))
			if err != nil {
				t.Fatal(err)
			}
			if month.Month() >= time.October {
				year--
			}
			key := fmt.Sprintf("%d-%02d|%s", year, month.Month(), strings.Join(r[3:8], "|"))
			if count, err := strconv.Atoi(r[8]); err == nil && r[3] == "Southwest Land Border" && wanted(fiscalYear(monthIn(key))) {
				out[key] = count
			}
		}
	}
	return out
}

// upload is one file that CBP put up, or would have.
type upload struct {
	day     string // on which it is put up, by Last-Modified
	path    string
	through string // its last month
	states  cells
	refuse  bool // it is not fit to be published: a month is missing
}

// first is the first month of the file's window: three fiscal years.
func (u upload) first() string { return fmt.Sprintf("%d-10", fiscalYear(u.through)-3) }

func (u upload) closed() bool { return strings.HasSuffix(u.through, "-09") }

// covers reports whether the file states a month.
func (u upload) covers(month string) bool { return month >= u.first() && month <= u.through }

func (u upload) csv() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(strings.Split("Fiscal Year,Month Grouping,Month (abbv),Land Border Region,State,Demographic,Citizenship,Title of Authority,Encounter Count", ","))
	for _, key := range slices.Sorted(maps.Keys(u.states)) {
		month, rest, _ := strings.Cut(key, "|")
		at, _ := time.Parse("2006-01", month)
		year := strconv.Itoa(fiscalYear(month))
		if !u.closed() && fiscalYear(month) == fiscalYear(u.through) {
			year += " (FYTD)"
		}
		record := append([]string{year, "FYTD", strings.ToUpper(at.Format("Jan"))}, strings.Split(rest, "|")...)
		w.Write(append(record, strconv.Itoa(u.states[key])))
	}
	w.Flush()
	return b.String()
}

// revised counts what a file changes in the one before it, over the months of both.
type revised struct{ changed, added, withdrawn, net int }

func revisedBy(before, after upload) (r revised) {
	for key, was := range before.states {
		now, stays := after.states[key]
		switch {
		case !after.covers(monthIn(key)):
		case !stays:
			r.withdrawn++
			r.net -= was
		case now != was:
			r.changed++
			r.net += now - was
		}
	}
	for key, now := range after.states {
		if _, known := before.states[key]; !known && before.covers(monthIn(key)) {
			r.added++
			r.net += now
		}
	}
	return r
}

// series makes the files of 24 months out of the official cells: each adds a month, and
// restates its open fiscal year as CBP does, with some cells changed, gone or come back.
type series struct {
	rand  *rand.Rand
	truth cells
	gone  cells
}

func (s *series) file(day, through string) upload {
	name := fmt.Sprintf("nationwide-encounters-fy%02d-fy%02d", fiscalYear(through)%100-2, fiscalYear(through)%100)
	if at, _ := time.Parse("2006-01", through); at.Month() != time.September {
		name += "-" + strings.ToLower(at.Format("Jan"))
	}
	u := upload{day: day, through: through, path: "/sites/default/files/" + day[:7] + "/" + name + "-state.csv", states: cells{}}
	for key, count := range s.truth {
		if u.covers(monthIn(key)) {
			u.states[key] = count
		}
	}
	return u
}

// revise changes the open fiscal year of the file before.
func (s *series) revise(before upload) {
	if before.closed() {
		return // the year that it closed is final
	}
	var open, gone []string
	for key := range s.truth {
		if before.covers(monthIn(key)) && fiscalYear(monthIn(key)) == fiscalYear(before.through) {
			open = append(open, key)
		}
	}
	for key := range s.gone {
		if fiscalYear(monthIn(key)) == fiscalYear(before.through) {
			gone = append(gone, key)
		}
	}
	slices.Sort(open) // the same files every time
	slices.Sort(gone)
	s.rand.Shuffle(len(open), func(i, j int) { open[i], open[j] = open[j], open[i] })
	for _, key := range open[:6] {
		s.truth[key] += 1 + s.rand.IntN(3)
	}
	for _, key := range open[6:9] {
		s.truth[key] = max(1, s.truth[key]-1-s.rand.IntN(3))
	}
	for _, key := range open[9:11] {
		s.gone[key] = s.truth[key]
		delete(s.truth, key)
	}
	for _, key := range gone[:min(1, len(gone))] {
		s.truth[key] = s.gone[key]
		delete(s.gone, key)
	}
}

// TestTwoYearsOfReleases asks a publisher once a week for two years. CBP's page is closed to us for
// a while, a file is replaced under its name, one is late and comes with the next, one
// lacks a month and is put right, one is uploaded twice, and the page moves. What citas
// publishes is held against what the files say, counted without it.
func TestTwoYearsOfReleases(t *testing.T) {
	p := newPublisher(t)
	clear(p.answers)
	p.source.Discovery.MaxBytes = 4 << 20
	const moved = "/newsroom/stats/encounters-by-state"
	s := &series{rand: rand.New(rand.NewPCG(2022, 24)), truth: officialCells(t), gone: cells{}}

	// The files, in the order in which they are put up.
	var uploads []upload
	latest := func() upload { return uploads[len(uploads)-1] }
	month := func(day, through string) upload {
		if len(uploads) > 0 {
			s.revise(latest())
		}
		return s.file(day, through)
	}
	at := time.Date(2022, 4, 1, 0, 0, 0, 0, time.UTC)
	for n := range 24 {
		through := at.AddDate(0, n, 0)
		day := through.AddDate(0, 1, 14) // the 15th of the next month
		switch n {
		case 12: // a month late
			day = day.AddDate(0, 1, -1)
		case 15: // a month of it is missing; put right a week later
			u := month(day.Format(time.DateOnly), through.Format("2006-01"))
			broken := u
			broken.refuse, broken.states = true, maps.Clone(u.states)
			maps.DeleteFunc(broken.states, func(key string, _ int) bool { return monthIn(key) == through.AddDate(0, -2, 0).Format("2006-01") })
			u.day = day.AddDate(0, 0, 8).Format(time.DateOnly)
			uploads = append(uploads, broken, u)
			continue
		}
		uploads = append(uploads, month(day.Format(time.DateOnly), through.Format("2006-01")))
		if n == 10 { // replaced under its name
			before := latest()
			again := month(day.AddDate(0, 0, 9).Format(time.DateOnly), before.through)
			again.path = before.path
			uploads = append(uploads, again)
		}
	}
	copied := strings.Replace(uploads[len(uploads)-4].path, "-state.csv", "-state_2.csv", 1)

	// Two years of Mondays.
	cfg := datatest.Config(p.dir)
	cfg.Now = func() time.Time { return p.now }
	seeds, err := etl.Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	entriesOf := func() map[string]string { return feedOf(t, p.dir) }
	known := entriesOf()
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

	// What each file changed in the one before it, and the feed entries that tell of it.
	wantEntries := []string{}
	for i, u := range accepted {
		wantEntries = append(wantEntries, "releases release/"+releases[i])
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
			wantEntries = append(wantEntries, "revisions revisions/"+releases[i])
		}
	}
	got := map[string]int{}
	for id := range entriesOf() {
		if known[id] == "" {
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

	// Every month's total as it stood on the day of each release.
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
	runs, err := etl.Runs(p.dir)
	if err != nil || len(runs) != weeks {
		t.Errorf("%d runs noted in %d weeks, %v", len(runs), weeks, err)
	}
	t.Logf("%d files, %d cells in the last: %d editions, %d entries in the feeds", len(uploads), len(latest().states), len(served), len(wantEntries)+len(states))
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

// feedOf are the ids of the entries of both feeds, as a reader gets them, each after its
// feed's name, with their titles.
func feedOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	store := data.NewStore(dir, data.Published())
	defer store.Close()
	c := viewtest.New(t, func(c *views.Config) { c.Store, c.KeptOut = store, data.Quarantine{Dir: dir} })
	ids := map[string]string{}
	for _, feed := range []string{"releases", "revisions"} {
		var f struct {
			Items []struct{ ID, Title string }
		}
		if err := json.Unmarshal(c.Get("/feeds/"+feed+".json").Body, &f); err != nil {
			t.Fatal(err)
		}
		for _, item := range f.Items {
			ids[feed+" "+strings.TrimPrefix(item.ID, "tag:citas,2026:")] = item.Title
		}
	}
	return ids
}
