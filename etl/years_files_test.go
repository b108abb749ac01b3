package etl_test

import (
	"encoding/csv"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
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

// officialCells are those of Texas, at the southwest border, from October 2019 to March 2024 in the official files,
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
			if count, err := strconv.Atoi(r[8]); err == nil && r[3] == "Southwest Land Border" && r[4] == "TX" && wanted(fiscalYear(monthIn(key))) {
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

// twoYears are the files of 24 months, in the order in which they are put up: one comes a month late, one lacks a month
// and is put right a week later, one is replaced under its name.
func (s *series) twoYears() (uploads []upload) {
	month := func(day, through string) upload {
		if len(uploads) > 0 {
			s.revise(uploads[len(uploads)-1])
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
			before := uploads[len(uploads)-1]
			again := month(day.AddDate(0, 0, 9).Format(time.DateOnly), before.through)
			again.path = before.path
			uploads = append(uploads, again)
		}
	}
	return uploads
}
