package views

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"citas/data"
)

const (
	pageRows = 100    // of the API, unless a limit is given
	pageMost = 10_000 // of one answer
)

// errGone: what a cursor goes on with is not served any more.
var errGone = errors.New("gone")

// cursor says where a page begins. It is bound to the edition and to the question, so
// that pages never mix two of either.
type cursor struct {
	Edition  string `json:"e"`
	Question string `json:"q"`
	Offset   int    `json:"o"` // rows on the pages before
	// Mark of the last of them, where the rows have marks.
	Mark *data.Mark `json:"p,omitempty"`
}

func (c cursor) String() string {
	raw, _ := json.Marshal(c) // a struct of texts and a number cannot fail
	return base64.RawURLEncoding.EncodeToString(raw)
}

// parseCursor reads a cursor that was given out for the same question.
func parseCursor(text, edition, question string) (cursor, error) {
	fail := &data.ParamError{Param: "cursor", Found: shortened(text), Expected: "the cursor of an answer to the same question, or none for the first page"}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return cursor{}, fail
	}
	var c cursor
	if err := json.Unmarshal(raw, &c); err != nil || c.Question != question || c.Offset < 1 {
		return cursor{}, fail
	}
	if c.Edition != edition {
		fail.Expected = "a cursor of edition " + edition + ": the edition has changed since the first page, begin again without a cursor"
		return cursor{}, fmt.Errorf("%w: %w", errGone, fail)
	}
	return c, nil
}

// position reads where the page that is asked for begins: at first, which says what is
// asked, or where the cursor of the page before left off.
func (r *Request) position(first cursor) (cursor, error) {
	text, asked, err := r.single("cursor")
	if err != nil || !asked {
		return first, err
	}
	return parseCursor(text, first.Edition, first.Question)
}

// questionOf names what is asked, apart from the page of it.
func questionOf(asOf string, s data.Select) string {
	s.Limit, s.Offset, s.After = 0, 0, nil
	raw, _ := json.Marshal(s)
	sum := sha256.Sum256(append([]byte(asOf+"\n"), raw...))
	return hex.EncodeToString(sum[:8])
}

// single reads a parameter that stands at most once.
func (r *Request) single(name string) (string, bool, error) {
	values, asked := r.URL.Query()[name]
	if len(values) > 1 {
		return "", true, &data.ParamError{Param: name, Found: shortened(strings.Join(values, ", ")), Expected: "one value"}
	}
	return strings.Join(values, ""), asked, nil
}

// names reads a parameter that lists columns with commas between them, each once.
func (r *Request) names(param string) ([]string, error) {
	text, asked, err := r.single(param)
	if err != nil || !asked {
		return nil, err
	}
	names := strings.Split(text, ",")
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n] {
			return nil, &data.ParamError{Param: param, Found: shortened(text), Expected: "each column once, with commas between them"}
		}
		seen[n] = true
	}
	return names, nil
}

// limit reads how many rows a page may have.
func (r *Request) limit() (int, error) {
	text, asked, err := r.single("limit")
	if err != nil || !asked {
		return pageRows, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > pageMost {
		return 0, &data.ParamError{Param: "limit", Found: shortened(text), Expected: fmt.Sprintf("a whole number from 1 to %d; files have no limit", pageMost)}
	}
	return n, nil
}

// shortened keeps an answer from repeating a very long question.
func shortened(text string) string {
	text = strings.ToValidUTF8(text, "�")
	if runes := []rune(text); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return text
}
