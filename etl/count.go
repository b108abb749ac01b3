package etl

import (
	"regexp"
	"strconv"
	"strings"
)

// storedForm is a number as a workbook stores it.
var storedForm = regexp.MustCompile(`^\d{1,15}(\.\d{1,20})?([eE][+-]?\d{1,2})?$`)

// isCount reports whether text is a non-negative whole number in digits: what a CSV
// of counts holds. "9584.0" and "9,584" are not: they tell of a file that passed
// through other hands. A loop, not a pattern: it runs once for each of a million rows.
func isCount(s string) bool {
	if s == "" || len(s) > 15 || len(s) > 1 && s[0] == '0' {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// workbookCount reads a table cell of a workbook: a count, "X" (not applicable), "NA"
// (not available) or an empty cell. They mean different things and stay apart. A
// workbook stores numbers as floats, so 45630, 45630.0 and 4.563E4 are one count.
func workbookCount(raw string) (value string, ok bool) {
	switch s := strings.TrimSpace(raw); {
	case s == "", s == "X", s == "NA", isCount(s):
		return s, true
	case !storedForm.MatchString(s):
		return "", false
	default:
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || f < 0 || f > 1e15 || f != float64(int64(f)) {
			return "", false
		}
		return strconv.FormatInt(int64(f), 10), true
	}
}
