package views

import (
	"encoding/json"
	"strconv"
	"strings"

	"citas/data"
)

type dcatIdentifier struct {
	ID       string `json:"@id,omitempty"`
	Type     string `json:"@type"`
	Notation string `json:"notation"`
}

type dcatAgent struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type dcatKind struct {
	Type  string `json:"@type"`
	Name  string `json:"fn"`
	Email string `json:"hasEmail"`
}

type dcatDocument struct {
	Type      string `json:"@type"`
	Title     string `json:"title"`
	AccessURL string `json:"accessURL,omitempty"`
}

type dcatStandard struct {
	ID    string `json:"@id,omitempty"`
	Type  string `json:"@type"`
	Title string `json:"title"`
}

type dcatLocation struct {
	Type string `json:"@type"`
	Name string `json:"prefLabel"`
}

type dcatPeriod struct {
	Type  string `json:"@type"`
	Start string `json:"startDate"`
	End   string `json:"endDate"`
}

type dcatChecksum struct {
	Type      string `json:"@type"`
	Algorithm string `json:"algorithm"`
	Value     string `json:"checksumValue"`
}

type dcatDistribution struct {
	Type        string         `json:"@type"`
	Title       string         `json:"title"`
	Format      string         `json:"format"`
	MediaType   string         `json:"mediaType"`
	DownloadURL string         `json:"downloadURL,omitempty"`
	ByteSize    string         `json:"byteSize,omitempty"`
	License     string         `json:"license,omitempty"`
	Modified    string         `json:"modified,omitempty"`
	Checksum    *dcatChecksum  `json:"checksum,omitempty"`
	ConformsTo  []dcatStandard `json:"conformsTo,omitempty"`
}

type dcatDataset struct {
	ID            string             `json:"@id,omitempty"`
	Type          string             `json:"@type"`
	Identifier    dcatIdentifier     `json:"identifier"`
	Others        []dcatIdentifier   `json:"otherIdentifier"`
	Title         string             `json:"title"`
	Description   string             `json:"description"`
	Keyword       []string           `json:"keyword"`
	Publisher     dcatAgent          `json:"publisher"`
	Contact       []dcatKind         `json:"contactPoint"`
	LandingPage   *dcatDocument      `json:"landingPage,omitempty"`
	Issued        string             `json:"issued"`
	Modified      string             `json:"modified"`
	Version       string             `json:"version"`
	Language      string             `json:"language"`
	AccessRights  string             `json:"accessRights"`
	Rights        []string           `json:"rights"`
	Periodicity   string             `json:"accrualPeriodicity"`
	Spatial       []dcatLocation     `json:"spatial,omitempty"`
	Temporal      []dcatPeriod       `json:"temporal,omitempty"`
	Provenance    []string           `json:"provenance,omitempty"`
	DescribedBy   *dcatDistribution  `json:"describedBy,omitempty"`
	Distributions []dcatDistribution `json:"distribution"`
}

type dcatCatalog struct {
	ID          string         `json:"@id,omitempty"`
	Type        string         `json:"@type"`
	Title       string         `json:"title"`
	Description string         `json:"description"`
	Identifier  dcatIdentifier `json:"identifier"`
	ConformsTo  dcatStandard   `json:"conformsTo"`
	Publisher   dcatAgent      `json:"publisher"`
	Contact     []dcatKind     `json:"contactPoint,omitempty"`
	Homepage    *dcatDocument  `json:"homepage,omitempty"`
	Modified    string         `json:"modified"`
	Language    string         `json:"language"`
	Keyword     []string       `json:"keyword"`
	Datasets    []dcatDataset  `json:"dataset"`
}

// dcat is /data.json: the catalogue as DCAT-US 3. What must be a whole address is left out
// where the site does not know its own.
func (s *Server) dcat(r *Request) (Response, error) {
	m, err := s.metadata(r)
	if err != nil {
		return Response{}, err
	}
	x, base := m.Manifest, s.config.BaseURL
	doc := dcatCatalog{
		Type: "Catalog", Title: data.CollectionTitle, Description: data.CollectionSummary,
		Identifier: dcatIdentifier{Type: "Identifier", Notation: "citas"}, ConformsTo: dcatStandard{Type: "Standard", Title: "DCAT-US 3.0"},
		Publisher: dcatAgent{"Organization", orElse(s.config.Publisher, "citas")}, Contact: s.dcatContact(),
		Modified: x.BuiltAt, Language: "en", Keyword: m.Keywords(),
	}
	if base != "" {
		doc.ID, doc.Homepage = base+"/data.json", &dcatDocument{"Document", "citas", base + "/"}
	}
	for _, t := range m.Tables {
		doc.Datasets = append(doc.Datasets, s.dcatDataset(x, t))
	}
	body, err := json.MarshalIndent(doc, "", "  ")
	return Response{Type: typeJSON, Body: append(body, '\n')}, err
}

// dcatContact is the address for corrections, where it is one of mail.
func (s *Server) dcatContact() []dcatKind {
	list := []dcatKind{} // the standard wants the list even when nobody is known
	if mail := strings.TrimPrefix(s.config.CorrectionsContact, "mailto:"); isMail(mail) {
		list = append(list, dcatKind{"Kind", orElse(s.config.Publisher, "citas"), "mailto:" + mail})
	}
	return list
}

func (s *Server) dcatDataset(x *data.Manifest, t data.TableMetadata) dcatDataset {
	licence := data.Licences[t.Licence]
	d := dcatDataset{
		Type: "Dataset", Identifier: dcatIdentifier{Type: "Identifier", Notation: t.ID}, Title: t.Title, Description: t.Account(), Keyword: t.Keywords(),
		Publisher: dcatAgent{"Organization", orElse(s.config.Publisher, "citas")}, Contact: s.dcatContact(),
		Issued: x.BuiltAt, Modified: x.BuiltAt, Version: x.Label, Language: "en", AccessRights: "public",
		Rights: []string{licence.Title, "Credit: " + licence.Credit}, Periodicity: "irregular",
	}
	for _, id := range x.Identifiers() {
		d.Others = append(d.Others, dcatIdentifier{Type: "Identifier", Notation: id})
	}
	if place := t.Where(); place != "" {
		d.Spatial = []dcatLocation{{"Location", place}}
	}
	if t.First != "" {
		d.Temporal = []dcatPeriod{{"PeriodOfTime", t.First, t.Last}}
	}
	for _, source := range t.Sources {
		d.Provenance = append(d.Provenance, strings.Join(filled(source.Title, source.Publisher, source.URL, source.Release), ", "))
	}
	at := s.addresses(x.Edition, "")
	whole := func(address string) string { // in this standard an address is whole or left out
		if s.config.BaseURL == "" {
			return ""
		}
		return address
	}
	for _, f := range t.Files.Files {
		d.Distributions = append(d.Distributions, dcatDistribution{
			Type: "Distribution", Title: t.Title + " as " + formatNames[f.Format], Format: formatNames[f.Format], MediaType: plainType(mediaTypes[f.Format]),
			DownloadURL: whole(at.File(t.ID, f.Format)), ByteSize: strconv.FormatInt(f.Bytes, 10), License: licence.URL, Modified: x.BuiltAt,
			Checksum: &dcatChecksum{"Checksum", "SHA-256", f.SHA256},
		})
	}
	if s.config.BaseURL != "" {
		page := s.config.BaseURL + "/data/" + t.ID
		d.ID, d.LandingPage = page, &dcatDocument{"Document", t.Title, page}
		d.Identifier.ID = page
		d.DescribedBy = &dcatDistribution{Type: "Distribution", Title: "Columns of " + t.ID, Format: "CSV on the Web", MediaType: typeCSVW, DownloadURL: page + "." + endCSVW}
	}
	return d
}

// filled are the texts that are not empty.
func filled(texts ...string) []string {
	var list []string
	for _, t := range texts {
		if t != "" {
			list = append(list, t)
		}
	}
	return list
}
