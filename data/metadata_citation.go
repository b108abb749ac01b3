package data

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// CitationFile writes CITATION.cff (Citation File Format 1.2.0) for the edition. Texts
// are quoted as JSON does, which YAML reads.
func (m *Metadata) CitationFile(a Addresses) ([]byte, error) {
	x := m.Manifest
	var b bytes.Buffer
	var failed error
	line := func(key string, value any) {
		raw, err := json.Marshal(value)
		if err != nil && failed == nil {
			failed = err
		}
		fmt.Fprintf(&b, "%s: %s\n", key, raw)
	}
	day, _, _ := strings.Cut(x.BuiltAt, "T")
	line("cff-version", "1.2.0")
	line("message", "If you use these data, please cite the edition and the original source that each row names.")
	line("type", "dataset")
	line("title", CollectionTitle)
	line("abstract", CollectionSummary+" Each table names its own licence; CC0-1.0 is that of the tables compiled here.")
	line("authors", []map[string]string{{"name": a.creator()}})
	line("version", x.Label)
	line("date-released", day)
	if x.DOI != "" {
		line("doi", x.DOI)
	}
	if a.Base != "" {
		line("url", a.Base+"/editions/"+x.Edition)
	}
	line("identifiers", []map[string]string{
		{"type": "other", "value": x.Edition, "description": "Id of the edition"},
		{"type": "other", "value": "sha256:" + x.DataHash, "description": "Data hash: changes only when a published table does"},
	})
	line("keywords", m.Keywords())
	line("license", "CC0-1.0")
	return b.Bytes(), failed
}
