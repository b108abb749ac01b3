package views

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// awkward is a reference with everything in it that a format could trip over.
var awkward = biblio{
	Key: "citas-port-ratio-2026-11-23", Kind: "figure", Title: "90 % of {all} & \"more\": a_b #1 ~ \\ ^ $5\nJuárez, 北京",
	Publisher: "Ärzte & Söhne {e.V.}", Issued: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Label: "2026-11-23", Edition: "2298161e606d7179",
	AsOf: time.Date(2024, 8, 9, 0, 0, 0, 0, time.UTC), Releases: []string{"ohss-monthly@2024-08-09", "curated@2026-11-23"},
	Flag: "Derived: computed by us from published figures.", DOI: "10.5281/zenodo.1", URL: "https://citas.example/charts/port-ratio?as_of=2024-08-09",
}

// Every format names edition, day, releases, publisher, date and an address that stays.
func TestReferencesSayEverything(t *testing.T) {
	for _, f := range citationFormats {
		body, err := f.write(awkward)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"2298161e606d7179", "2026-11-23", "9 August 2024", "ohss-monthly@2024-08-09", "curated@2026-11-23", "Ärzte", "2026", "as_of=2024-08-09", "Derived", "10.5281/zenodo.1"} {
			text := strings.NewReplacer(`\_`, "_", `\u0026`, "&").Replace(string(body))
			if !strings.Contains(text, want) {
				t.Errorf("%s does not name %q:\n%s", f.ending, want, body)
			}
		}
	}
}

// bibField is one line of an entry as we write it.
var bibField = regexp.MustCompile(`^  ([a-z]+) = (\{.*\}|[a-z]{3}|\d{4}),$`)

// A BibTeX entry is balanced, has each field once, and LaTeX would stumble over nothing
// in it.
func TestBibTeX(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(awkward.bibtex(), "\n"), "\n")
	if lines[0] != "@misc{citas-port-ratio-2026-11-23," || lines[len(lines)-1] != "}" {
		t.Fatalf("%q … %q", lines[0], lines[len(lines)-1])
	}
	fields := map[string]string{}
	for _, line := range lines[1 : len(lines)-1] {
		m := bibField.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("no field: %q", line)
		}
		if fields[m[1]] != "" {
			t.Errorf("%s twice", m[1])
		}
		fields[m[1]] = m[2]
		depth := 0
		for i, r := range m[2] {
			switch {
			case r == '{':
				depth++
			case r == '}':
				if depth--; depth < 0 || depth == 0 && i != len(m[2])-1 {
					t.Errorf("%s closes early: %s", m[1], m[2])
				}
			case strings.ContainsRune("%&$#_", r) && m[1] != "url" && m[1] != "doi" && m[2][i-1] != '\\':
				t.Errorf("%s: bare %c in %s", m[1], r, m[2])
			case strings.ContainsRune("~^", r):
				t.Errorf("%s: %c in %s", m[1], r, m[2])
			}
		}
		if depth != 0 {
			t.Errorf("%s is not balanced: %s", m[1], m[2])
		}
	}
	if fields["month"] != "nov" || fields["year"] != "2026" || !strings.HasPrefix(fields["author"], "{{") {
		t.Errorf("%v", fields)
	}
	if want := `{{90 \% of \textbraceleft{}all\textbraceright{} \& "more": a\_b \#1 \textasciitilde{} \textbackslash{} \textasciicircum{} \$5 Juárez, 北京}}`; fields["title"] != want {
		t.Errorf("title %s, want %s", fields["title"], want)
	}
}

var risLine = regexp.MustCompile(`^([A-Z][A-Z0-9])  - (.*)$`)

// RIS: TY first, ER last, each line a tag of two letters, CR LF at its end.
func TestRIS(t *testing.T) {
	body := awkward.ris()
	if !utf8.ValidString(body) || !strings.HasSuffix(body, "ER  - \r\n") {
		t.Fatalf("%q", body)
	}
	lines := strings.Split(strings.TrimSuffix(body, "\r\n"), "\r\n")
	tags := map[string]string{}
	for i, line := range lines {
		m := risLine.FindStringSubmatch(line)
		if m == nil || strings.ContainsAny(line, "\r\n") {
			t.Fatalf("line %d: %q", i+1, line)
		}
		if i == 0 && m[1] != "TY" || i < len(lines)-1 && m[1] == "ER" {
			t.Errorf("line %d is %s", i+1, m[1])
		}
		tags[m[1]] = m[2]
	}
	for tag, want := range map[string]string{"TY": "FIGURE", "PY": "2026", "DA": "2026/11/23", "ET": "2026-11-23", "UR": awkward.URL, "DO": awkward.DOI} {
		if tags[tag] != want {
			t.Errorf("%s is %q, want %q", tag, tags[tag], want)
		}
	}
}

// CSL-JSON is valid against the schema that citationstyles.org publishes
// (citation-style-language/schema, schemas/input/csl-data.json, in testdata).
func TestCSL(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/csl/csl-data.json")
	if err != nil {
		t.Fatal(err)
	}
	edition := awkward
	edition.Kind, edition.Title = "dataset", container
	for _, r := range []biblio{awkward, edition} {
		body, err := r.csl()
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%v\n%s", err, body)
		}
		var items []struct {
			Title  string
			Issued struct {
				Parts [][]int `json:"date-parts"`
			}
		}
		if err := json.Unmarshal(body, &items); err != nil || len(items) != 1 || items[0].Title != r.Title || items[0].Issued.Parts[0][2] != 23 {
			t.Errorf("%v: %+v", err, items)
		}
	}
}

func TestSplitCitation(t *testing.T) {
	for name, want := range map[string][2]string{
		"port-ratio.bib": {"port-ratio", "bib"}, "port-ratio.csl.json": {"port-ratio", "csl.json"}, "2026-11-23.2.ris": {"2026-11-23.2", "ris"},
		"port-ratio.json": {"port-ratio.json", ""}, "2026-11-23.2": {"2026-11-23.2", ""},
	} {
		id, ending, ok := splitCitation(name)
		if id != want[0] || ending != want[1] || ok != (want[1] != "") {
			t.Errorf("%s: %q %q %v", name, id, ending, ok)
		}
	}
}
