package data

import (
	"errors"
	"strings"
	"testing"
)

// TestAnEditionOfOtherCodeIsUnavailable: a table that an older program did not build is
// no failure of the question. The answer is 503 until a load has made the next edition.
func TestAnEditionOfOtherCodeIsUnavailable(t *testing.T) {
	c := testCatalog(t, countsDataset())
	b, _ := buildWith(t, c, twoReleases)
	e := &Edition{Manifest: &Manifest{Edition: "0123456789abcdef"}, catalog: c, db: b.db, use: newUse("", nil)}
	_, err := e.Query(t.Context(), "release-facts")
	if !errors.Is(err, ErrUnavailable) || !strings.Contains(err.Error(), "built by other code") {
		t.Errorf("got %v", err)
	}
}
