package etl

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Discovery says where a publisher lists the documents of a source and how they are
// told from everything else on the page.
type Discovery struct {
	Pages []Address // of the publisher, the present one first
	// Copies is what stands before an address to ask a web archive for its newest
	// copy. Copies are asked for after the publisher; empty for none.
	Copies string
	Hosts  []string // on which documents lie, and to which redirects may lead
	// Name matches the file name of a document in lower case, Text the words of a link
	// whose file is named otherwise. Their groups are Issue's; "copy" is the number
	// that a second upload of a name gets.
	Name, Text *regexp.Regexp
	Skip       *regexp.Regexp // file names on the page that belong to other tables
	Issue      func(group map[string]string) (Issue, bool)
	Dated      []DayRule // how the day of publication is known, best first
	MaxBytes   int64     // of one document
}

// Via is whose address a document came from.
type Via string

// The kinds of address.
const (
	ViaPublisher Via = "publisher"
	ViaFormer    Via = "former"      // an address that the publisher used before
	ViaArchive   Via = "web-archive" // a copy that a web archive keeps
)

// Address is a page on which documents are listed.
type Address struct {
	URL string
	Via Via
}

// webArchive asks the Internet Archive for its newest copy of an address, as it was
// recorded ("id_": without links and banners of the archive).
const webArchive = "https://web.archive.org/web/2id_/"

// Issue is what a document is an issue of: "fy23-fy26-jul", through 2026-07-31. The
// publisher can put up another document for the same issue; it is another release.
type Issue struct {
	Name    string
	Through string // last day covered by the name, YYYY-MM-DD
}

// Candidate is a document that a page lists.
type Candidate struct {
	Issue  Issue
	URL    string // of the publisher
	Name   string // file name, as in the address
	Text   string // of the link
	Copy   int    // 2 in "…_2.csv": uploaded again under a name that was taken
	Folder string // month of upload by the address, YYYY-MM; empty if it names none
	groups map[string]string
}

// Listing is what a page lists.
type Listing struct {
	Links     int         // on the page, of any kind
	Documents []Candidate // newest issue first; within one, the newest upload first
	Unknown   []string    // files of the right kind that neither Name nor Text nor Skip knows
}

// addresses lists every page to try, in order, each for what it is.
func (d *Discovery) addresses() []Address {
	list := slices.Clone(d.Pages)
	if d.Copies != "" {
		for _, a := range d.Pages {
			list = append(list, Address{URL: d.Copies + a.URL, Via: ViaArchive})
		}
	}
	return list
}

// hosts are those that may answer for an address.
func (d *Discovery) hosts(via Via) []string {
	if via != ViaArchive {
		return d.Hosts
	}
	if u, err := url.Parse(d.Copies); err == nil {
		return []string{u.Host}
	}
	return nil
}

// archivedAddress is an address within the address of an archive's copy.
var archivedAddress = regexp.MustCompile(`/web/\d{1,14}(?:[a-z]{2}_)?/(https?:/{1,2}.+)$`)

// original is the publisher's address behind an archive's, or the address itself.
func original(address string) string {
	if m := archivedAddress.FindStringSubmatch(address); m != nil {
		if scheme, rest, ok := strings.Cut(m[1], ":"); ok {
			return scheme + "://" + strings.TrimLeft(rest, "/")
		}
	}
	return address
}

// uploadFolder is the month in an address such as /sites/default/files/2026-08/ or
// /sites/default/files/assets/documents/2023-Nov/.
var uploadFolder = regexp.MustCompile(`/(20\d{2})-(\d{2}|[a-z]{3})/[^/]*$`)

func folderMonth(p string) string {
	m := uploadFolder.FindStringSubmatch(strings.ToLower(p))
	if m == nil {
		return ""
	}
	month, err := strconv.Atoi(m[2])
	if err != nil {
		named, _ := monthAbbreviated(strings.ToUpper(m[2]))
		month = int(named)
	}
	if month < 1 || month > 12 {
		return ""
	}
	return fmt.Sprintf("%s-%02d", m[1], month)
}

// safeName is a file name that can stand in a table and a folder as it is.
var safeName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 ._()-]{0,199}$`)

// unsafeInAddress are characters that the table of releases takes in no address.
const unsafeInAddress = "\"<> \t\r\n"

// candidate reads one link of a page of s. It reports false for a link that is no
// document of the source; unknown says that it could be one.
func (s *Source) candidate(u *url.URL, text string) (c Candidate, unknown, ok bool) {
	d := s.Discovery
	name := path.Base(u.Path)
	lower := strings.ToLower(name)
	if !slices.Contains(s.Formats, path.Ext(lower)) {
		return c, false, false
	}
	if d.Skip != nil && d.Skip.MatchString(lower) {
		return c, false, false
	}
	if u.Scheme == "http" {
		u.Scheme = "https" // what lies there, lies here too; the other way is not asked
	}
	u.Host = strings.ToLower(u.Host)
	if u.Scheme != "https" || u.User != nil || !slices.Contains(d.Hosts, u.Host) {
		return c, true, false
	}
	u.Fragment, u.RawFragment = "", ""
	if !safeName.MatchString(name) || strings.ContainsAny(u.String(), unsafeInAddress) {
		return c, true, false
	}
	groups := named(d.Name, lower)
	if groups == nil && d.Text != nil {
		groups = named(d.Text, text)
	}
	if groups == nil {
		return c, true, false
	}
	issue, ok := d.Issue(groups)
	if !ok {
		return c, true, false
	}
	copies, _ := strconv.Atoi(groups["copy"])
	return Candidate{
		Issue: issue, URL: u.String(), Name: name, Text: text, Copy: copies, Folder: folderMonth(u.Path), groups: groups,
	}, false, true
}

// named are the named groups of a match, or nil.
func named(pattern *regexp.Regexp, text string) map[string]string {
	m := pattern.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	groups := map[string]string{}
	for i, name := range pattern.SubexpNames() {
		if name != "" && m[i] != "" {
			groups[name] = m[i]
		}
	}
	return groups
}

// newestFirst orders by what is covered, not by folder: two issues can lie in one.
func newestFirst(a, b Candidate) int {
	return cmp.Or(
		cmp.Compare(b.Issue.Through, a.Issue.Through),
		cmp.Compare(b.Folder, a.Folder),
		cmp.Compare(b.Copy, a.Copy),
		cmp.Compare(a.URL, b.URL),
	)
}

// fiscalIssue reads the issue of CBP's file names: "from" and "to" are fiscal years of
// two digits, "month" the last month of an open year; a closed year has none.
func fiscalIssue(g map[string]string) (Issue, bool) {
	from, err1 := strconv.Atoi(g["from"])
	to, err2 := strconv.Atoi(g["to"])
	if err1 != nil || err2 != nil || from > to {
		return Issue{}, false
	}
	name, last := fmt.Sprintf("fy%02d-fy%02d", from, to), monthAbbreviations[time.September-1]
	if g["month"] != "" {
		last = strings.ToUpper(g["month"])
		name += "-" + strings.ToLower(g["month"][:min(3, len(g["month"]))])
	}
	month, ok := monthAbbreviated(last[:min(3, len(last))])
	if !ok || !strings.HasPrefix(strings.ToUpper(month.String()), last) && last != "SEPT" {
		return Issue{}, false
	}
	return Issue{Name: name, Through: lastDay(calendarMonth(2000+to, month))}, true
}
