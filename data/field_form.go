package data

import (
	"regexp"
	"strconv"
	"time"
)

var (
	plainInteger = regexp.MustCompile(`^(?:0|-?[1-9]\d*)$`)
	plainNumber  = regexp.MustCompile(`^-?(?:0|[1-9]\d*)(?:\.\d+)?$`)
)

// Plain reports whether text is a value of t written the one plain way: no leading
// zeros or plus, no thousands separators, no exponent, full ISO days that exist,
// true or false. SQL casts are more generous than our own tables may be.
func (t Type) Plain(text string) bool {
	switch t {
	case Integer:
		_, err := strconv.ParseInt(text, 10, 64)
		return err == nil && plainInteger.MatchString(text)
	case Number:
		return plainNumber.MatchString(text)
	case Boolean:
		return text == "true" || text == "false"
	case Date:
		_, err := time.Parse(time.DateOnly, text)
		return err == nil
	}
	return true
}
