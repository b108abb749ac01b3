package etl

import (
	"fmt"
	"slices"
	"strings"
)

// Headers are found by what they say, never by where they stand: publishers move
// rows and columns from one release to the next.

// headerDepth is how far down a sheet its header may stand.
const headerDepth = 30

// findHeader finds the row of a sheet that holds the required labels. Two of them
// make a row the header; the others must then be there too, or the message names
// the one that is not: a renamed column.
func (s *sheet) findHeader(required ...string) (header int, at map[string]int, err error) {
	best, most := -1, 0
	for r := range min(len(s.rows), headerDepth) {
		if n := s.countLabels(r, required); n > most {
			best, most = r, n
		}
	}
	if most < min(2, len(required)) {
		return 0, nil, s.refuse("", "", fmt.Sprintf("no header in the first %d rows", headerDepth), "a row with the columns "+quotedList(required))
	}
	at = map[string]int{}
	for c := range s.rows[best] {
		label := withoutFootnote(s.at(best, c))
		if !slices.Contains(required, label) {
			continue
		}
		if first, again := at[label]; again {
			return 0, nil, s.refuse(cellName(best, c), label, "the column a second time, first at "+cellName(best, first), "one column of this name")
		}
		at[label] = c
	}
	for _, label := range required {
		if _, ok := at[label]; !ok {
			return 0, nil, s.refuse(row(best+1), "", "the columns "+quotedList(s.labels(best)), fmt.Sprintf("a column %q", label))
		}
	}
	return best, at, nil
}

// countLabels counts how many of the labels a row holds.
func (s *sheet) countLabels(r int, labels []string) int {
	seen := map[string]bool{}
	for c := range s.rows[r] {
		if label := withoutFootnote(s.at(r, c)); slices.Contains(labels, label) {
			seen[label] = true
		}
	}
	return len(seen)
}

// labels lists the filled cells of a row.
func (s *sheet) labels(r int) []string {
	var list []string
	for c := range s.rows[r] {
		if text := s.at(r, c); text != "" {
			list = append(list, text)
		}
	}
	return list
}

// foreignColumn is a column of a file that a reader may be given by mistake.
type foreignColumn struct{ label, expected string }

// findColumns maps the columns that a CSV must have to where they stand in its
// header. All must be there, in any order, once, and no others. A column that only
// some other file has tells which file this is.
func (p page) findColumns(header, required []string, others []foreignColumn) (at []int, err error) {
	for _, o := range others {
		if c := slices.Index(header, o.label); c >= 0 {
			return nil, p.refuse(cellName(0, c), "", quoted(o.label), o.expected)
		}
	}
	var missing []string
	for _, label := range required {
		i := slices.Index(header, label)
		if i < 0 {
			missing = append(missing, label)
		}
		at = append(at, i)
	}
	for c, label := range header {
		first := slices.Index(header, label)
		switch {
		case first < c:
			return nil, p.refuse(cellName(0, c), label, "the column a second time, first at "+cellName(0, first), "one column of this name")
		case slices.Contains(required, label):
		case len(missing) == 0:
			return nil, p.refuse(cellName(0, c), "", "the further column "+quoted(label), "only the columns "+quotedList(required))
		default:
			return nil, p.refuse(cellName(0, c), "", quoted(label), likely(missing, label, c, required))
		}
	}
	if len(missing) > 0 {
		return nil, p.refuse(row(1), "", "no such column among "+quotedList(header), "the column "+quoted(missing[0]))
	}
	return at, nil
}

// likely says which missing column a strange label stands for: the one that usually
// stands there, else any of them.
func likely(missing []string, label string, c int, required []string) string {
	if c < len(required) && slices.Contains(missing, required[c]) {
		return quoted(required[c])
	}
	for _, m := range missing {
		if strings.Contains(strings.ToLower(label), strings.ToLower(m)) {
			return quoted(m)
		}
	}
	return "one of " + quotedList(missing)
}
