package etl

import (
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"citas/data"
)

// aliases map a publisher's labels of citizenship to ISO 3166-1 alpha-2, other,
// unknown or total. The table is curated: a label that it lacks is never guessed,
// because a near match (Congo, Korea, Guinea) is where a guess goes wrong.
type aliases map[string]string

// mendAlias ends a message about an unknown label: what a person can do.
const mendAlias = "a label of the alias table (if it is new, add it to citizenship_aliases.csv)"

var (
	ohssAliases = sync.OnceValues(func() (aliases, error) { return readAliases("ohss") })
	cbpAliases  = sync.OnceValues(func() (aliases, error) { return readAliases("cbp") })
)

// readAliases reads one publisher's labels from the embedded table. It fails if a
// label has two meanings.
func readAliases(publisher string) (aliases, error) {
	const name = "curated/citizenship_aliases.csv"
	f, err := data.Curated.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	label, by, territory := slices.Index(records[0], "label"), slices.Index(records[0], "publisher"), slices.Index(records[0], "territory")
	if label < 0 || by < 0 || territory < 0 {
		return nil, fmt.Errorf("%s: %w: columns label, publisher and territory are needed", name, data.ErrInvalid)
	}
	table := aliases{}
	for _, r := range records[1:] {
		if r[by] != publisher {
			continue
		}
		if old, ok := table[r[label]]; ok && old != r[territory] {
			return nil, fmt.Errorf("%s: %w: %q of %s is both %s and %s", name, data.ErrInvalid, r[label], publisher, old, r[territory])
		}
		table[r[label]] = r[territory]
	}
	return table, nil
}

// footnoteMark is what a printed header carries after its words: "Other1", "Total [2]".
var footnoteMark = regexp.MustCompile(`\s*(?:\[\d+\]|\(\d+\)|[\d,¹²³⁰⁴-⁹*†‡]+)$`)

// withoutFootnote takes line breaks, double spaces and footnote marks off a label.
func withoutFootnote(label string) string {
	label = oneLine(label)
	if bare := footnoteMark.ReplaceAllString(label, ""); bare != "" {
		return bare
	}
	return label
}

// find looks a printed label up: as it stands, then without footnote marks.
func (a aliases) find(label string) (code string, ok bool) {
	for _, form := range []string{strings.TrimSpace(label), oneLine(label), withoutFootnote(label)} {
		if code, ok = a[form]; ok {
			return code, true
		}
	}
	return "", false
}
