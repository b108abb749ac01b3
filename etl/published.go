package etl

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"citas/data"
)

// DayRule is a way to know on which day a discovered document was published. Each
// release says which rule gave its day; a document that none dates is not loaded.
type DayRule string

// The rules.
const (
	// DayInName: the file name begins with the day, as OHSS's do.
	DayInName DayRule = "file-name"
	// DayModified: the server's Last-Modified, where it lies in the month of the upload
	// folder or the address names no folder.
	DayModified DayRule = "last-modified"
	// DayInFolder: the month of the upload folder.
	DayInFolder DayRule = "upload-folder"
	// DayReplaced: other bytes under an address that we know. Published between the day
	// on which the old ones were still there and the day of retrieval: by Last-Modified,
	// else within the month or year that holds both days.
	DayReplaced DayRule = "replaced"
)

// sighting is what is known about when a document was published.
type sighting struct {
	candidate Candidate
	header    http.Header
	seen      time.Time // when the copy was made: by us, or by the web archive
	replaces  time.Time // when other bytes were still at this address; zero if never seen
}

// lastModified is when the publisher's server says that the document changed last. A
// web archive repeats that under a name of its own.
func lastModified(h http.Header) (time.Time, bool) {
	text := h.Get("X-Archive-Orig-Last-Modified")
	if text == "" {
		text = h.Get("Last-Modified")
	}
	t, err := http.ParseTime(text)
	return t.UTC(), err == nil
}

// published finds the day of publication: a day, how exactly it is known, and the rule
// that gave it. A month or year known only so counts from its last day, or from the
// day on which the document was seen if that is earlier. It fails with data.ErrInvalid
// where no rule gives a day.
func published(rules []DayRule, s sighting) (day, precision string, rule DayRule, err error) {
	if !s.replaces.IsZero() {
		day, precision, ok := replacedOn(s)
		if ok {
			return day, precision, DayReplaced, nil
		}
		return "", "", "", fmt.Errorf("%s: %w: other bytes than on %s, and nothing says since when", s.candidate.Name, data.ErrInvalid, s.replaces.Format(time.DateOnly))
	}
	for _, rule := range rules {
		if day, precision, ok := rule.apply(s); ok {
			return day, precision, rule, nil
		}
	}
	return "", "", "", fmt.Errorf("%s: %w: nothing says when it was published", s.candidate.Name, data.ErrInvalid)
}

func (r DayRule) apply(s sighting) (day, precision string, ok bool) {
	seen := s.seen.UTC().Format(time.DateOnly)
	folder := s.candidate.Folder
	switch r {
	case DayInName:
		g := s.candidate.groups
		year := g["y"]
		if len(year) == 2 {
			year = "20" + year
		}
		// A second upload of the name came later than the name says.
		t, err := time.Parse("20060102", year+g["md"])
		day = t.Format(time.DateOnly)
		return day, "day", err == nil && s.candidate.Copy == 0 && day <= seen
	case DayModified:
		t, ok := lastModified(s.header)
		day = t.Format(time.DateOnly)
		return day, "day", ok && day <= seen && (folder == "" || day[:7] == folder)
	case DayInFolder:
		t, err := time.Parse("2006-01", folder)
		return min(lastDay(t), seen), "month", err == nil && folder <= seen[:7]
	}
	return "", "", false
}

// replacedOn dates other bytes under an address that we know.
func replacedOn(s sighting) (day, precision string, ok bool) {
	from, to := s.replaces.UTC().Format(time.DateOnly), s.seen.UTC().Format(time.DateOnly)
	if t, ok := lastModified(s.header); ok {
		if day := t.Format(time.DateOnly); from <= day && day <= to {
			return day, "day", true
		}
	}
	switch {
	case from == to:
		return to, "day", true
	case from[:7] == to[:7]:
		return to, "month", true
	case from[:4] == to[:4]:
		return to, "year", true
	}
	return "", "", false
}

// dayWords say in a release's note how its day is known.
var dayWords = map[DayRule]string{
	DayInName:   "The day of publication is the one in the file name.",
	DayModified: "The day of publication is the server's Last-Modified.",
	DayInFolder: "Of the day of publication only the month is known, from the upload folder.",
	DayReplaced: "Other bytes under the address of an earlier release: published after those were retrieved.",
}

// viaWords say where a document came from, if not from the publisher's present page.
var viaWords = map[Via]string{
	ViaFormer:  "Listed on a page that the publisher used before.",
	ViaArchive: "A web archive's copy: the publisher's own address gave nothing.",
}

// provenance is how a fetched document was come by, in sentences.
func (e Entry) provenance() string {
	return strings.TrimSpace(viaWords[e.Via] + " " + dayWords[e.PublishedRule])
}
