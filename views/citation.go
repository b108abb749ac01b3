package views

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// biblio is what a list of references says of a chart, a dataset or an edition.
type biblio struct {
	Key       string // of the entry: citas-<id>-<label>
	Kind      string // figure, dataset
	Title     string
	Publisher string // who answers for the site; empty in a private copy
	Issued    time.Time
	Label     string // of the edition
	Edition   string // its id
	AsOf      time.Time
	Releases  []string
	Flag      string // how a figure that is no plain count was made
	DOI       string
	URL       string // an address that shows the same later
}

// container is the work that all of it is a part of.
const container = "citas: a public record of the CBP One appointments"

// citationFormats are the endings under which a reference can be taken away. They stand
// behind the address of what is cited: /charts/{id}.bib, /data/{id}.ris,
// /editions/{edition}.csl.json.
var citationFormats = []struct {
	ending, name, media string
	use                 locale.Msg
	write               func(biblio) ([]byte, error)
}{
	{"txt", "Text", typeText, "a line for a list of references", func(r biblio) ([]byte, error) { return []byte(r.text() + "\n"), nil }},
	{"bib", "BibTeX", "application/x-bibtex; charset=utf-8", "LaTeX, JabRef", func(r biblio) ([]byte, error) { return []byte(r.bibtex()), nil }},
	{"ris", "RIS", "application/x-research-info-systems; charset=utf-8", "EndNote, Zotero, Mendeley", func(r biblio) ([]byte, error) { return []byte(r.ris()), nil }},
	{"csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", "Zotero, pandoc", biblio.csl},
}

// splitCitation takes the ending of a citation off the last part of an address.
func splitCitation(name string) (id, ending string, ok bool) {
	for _, f := range citationFormats {
		if id, ok = strings.CutSuffix(name, "."+f.ending); ok {
			return id, f.ending, true
		}
	}
	return name, "", false
}

// answer writes the reference as a file.
func (r biblio) answer(ending string) (Response, error) {
	for _, f := range citationFormats {
		if f.ending == ending {
			body, err := f.write(r)
			return Response{Type: f.media, Body: body, SaveAs: r.Key + "." + ending, Inline: ending == "txt"}, err
		}
	}
	return Response{}, fmt.Errorf("citation as %q: %w", ending, data.ErrNotFound)
}

// citationFiles lists the files of a reference; address makes the address for an ending.
func citationFiles(w Words, address func(ending string) string) []layout.Download {
	var list []layout.Download
	for _, f := range citationFormats {
		name := f.name
		if f.ending == "txt" { // the others are names
			name = w.T("file|Text")
		}
		list = append(list, layout.Download{Format: name, Href: address(f.ending), Use: f.use})
	}
	return list
}

// chartReference is the reference of a view of a chart.
func (s *Server) chartReference(r *Request, q chartRequest) (biblio, error) {
	day, _ := r.Edition.AsOf()
	ref := s.referenceTo(r.Edition.Manifest, day, "figure", q.Chart.ID, string(q.Chart.Name))
	if q.Selected() {
		ref.Title += ", selection: " + q.Selection()
	}
	ref.Flag = string(q.Chart.Flag())
	ref.URL = s.config.BaseURL + q.At(frozenDay(r.Edition).Format(time.DateOnly)).Address("")
	releases, err := newestReleases(r.Context(), r.Edition, q.Chart, Words{})
	for _, rel := range releases {
		ref.Releases = append(ref.Releases, rel.id)
	}
	return ref, err
}

// citationAddress is where the reference of the view is.
func (q chartRequest) citationAddress(ending string) string { return q.Address(ending) }

// datasetReference is the reference of a dataset as the view has it.
func (s *Server) datasetReference(r *Request, d *data.Dataset) biblio {
	day, _ := r.Edition.AsOf()
	return s.tableReference(r.Edition.Manifest, day, d)
}

// tableReference is the reference of a dataset in an edition; for a day that is not zero,
// as the record stood then.
func (s *Server) tableReference(m *data.Manifest, day time.Time, d *data.Dataset) biblio {
	ref := s.referenceTo(m, day, "dataset", d.ID, d.Title)
	ref.URL = s.config.BaseURL + frozenAddress(m.Edition, d.ID, "csv")
	if !day.IsZero() {
		ref.URL = s.config.BaseURL + withParam("/data/"+d.ID, asOfParam, day.Format(time.DateOnly))
	}
	if d.Level == data.Derived || d.Level == data.Modelled {
		ref.Flag = Capital(d.Level.Words()) + "."
	}
	for _, rel := range releasesIn(s.store.Catalog(), m, day, d) {
		ref.Releases = append(ref.Releases, rel.ID)
	}
	return ref
}

func (s *Server) referenceTo(m *data.Manifest, day time.Time, kind, id, title string) biblio {
	ref := s.editionReference(m)
	ref.Key, ref.Kind, ref.Title, ref.DOI = "citas-"+id+"-"+m.Label, kind, title, ""
	if !day.IsZero() {
		ref.AsOf, ref.Key = day, ref.Key+"-as-of-"+day.Format(time.DateOnly)
	}
	ref.Releases = nil
	return ref
}

// editionReference is the reference of a whole edition.
func (s *Server) editionReference(m *data.Manifest) biblio {
	ref := biblio{
		Key: "citas-" + m.Label, Kind: "dataset", Title: container, Publisher: s.config.Publisher,
		Issued: editionDay(m), Label: m.Label, Edition: m.Edition, AsOf: editionDay(m), DOI: m.DOI,
		URL: s.config.BaseURL + "/editions/" + m.Edition,
	}
	for _, rel := range m.Releases {
		ref.Releases = append(ref.Releases, rel.ID)
	}
	return ref
}

// author is whom the reference names: the publisher, or the site.
func (r biblio) author() string { return orElse(r.Publisher, "citas") }

// note says which state of the record is meant.
func (r biblio) note() string {
	note := "Public record as of " + Words{}.Day(r.AsOf) + "; edition " + r.Label + " (" + r.Edition + ")"
	if len(r.Releases) > 0 {
		note += "; releases: " + strings.Join(r.Releases, ", ")
	}
	note += "."
	if r.Flag != "" {
		note += " " + r.Flag
	}
	return note
}

// text is the reference as a sentence.
func (r biblio) text() string {
	text := r.author() + " (" + strconv.Itoa(r.Issued.Year()) + "). “" + r.Title + "”. "
	if r.Title == container {
		text = r.author() + " (" + strconv.Itoa(r.Issued.Year()) + "). " + r.Title + ". "
	} else {
		text += container + ". "
	}
	text += r.note()
	if r.DOI != "" {
		text += " https://doi.org/" + r.DOI + "."
	}
	return text + " " + r.URL
}

// csl is the reference in the input format of the Citation Style Language.
func (r biblio) csl() ([]byte, error) {
	item := map[string]any{
		"id": r.Key, "type": r.Kind, "title": r.Title, "language": "en",
		"author": []any{map[string]string{"literal": r.author()}}, "publisher": r.author(),
		"issued":  map[string]any{"date-parts": [][]int{{r.Issued.Year(), int(r.Issued.Month()), r.Issued.Day()}}},
		"edition": r.Label, "version": r.Edition, "URL": r.URL, "note": r.note(),
		"custom": map[string]any{"as-of": r.AsOf.Format(time.DateOnly), "releases": r.Releases},
	}
	if r.Title != container {
		item["container-title"] = container
	}
	if r.DOI != "" {
		item["DOI"] = r.DOI
	}
	body, err := json.MarshalIndent([]any{item}, "", "\t")
	return append(body, '\n'), err
}
