package etl

import (
	"context"
	"regexp"
	"strings"
	"time"

	"citas/data"
)

var _ = declare(Source{
	ID:        "ohss-monthly",
	Title:     "Immigration Enforcement and Legal Processes Monthly Tables",
	Publisher: "DHS Office of Homeland Security Statistics",
	Landing:   "https://ohss.dhs.gov/topics/immigration/immigration-enforcement/immigration-enforcement-and-legal-processes-monthly",
	Licence:   "us-public-domain",
	Cadence: "Monthly while the CBP One programme ran, about four months after the month reported. The programme ended on 2025-01-20; " +
		"the last edition with the sheet on appointments reports to November 2024. What was published can still be revised.",
	Schedule: "15 13 * * 1", // a closed series: once a week is enough to meet a revision
	State:    "ended",
	Ended:    "2025-01-20",
	About: "A workbook of 34 tables. citas reads two: appointments processed at southwest land ports by month and citizenship, and encounters " +
		"by OFO field office, which count everyone met at ports, with an appointment or without. Cells are rounded to ten and totals are rounded apart. " +
		"There is no port, language or wait in it. Only the sheet on appointments has ended; the workbook's other tables went on.",
	Formats: []string{".xlsx"},
	Stages:  []data.Stage{data.StageOHSSAppointments, data.StageOHSSFieldOffices},
	Read:    readOHSSMonthly,
	Discovery: &Discovery{
		Pages: []Address{
			{"https://ohss.dhs.gov/topics/immigration/immigration-enforcement/immigration-enforcement-and-legal-processes-monthly", ViaPublisher},
			{"https://ohss.dhs.gov/topics/immigration/enforcement/legal-processes-monthly-tables", ViaFormer},
		},
		Copies: webArchive,
		Hosts:  []string{"ohss.dhs.gov"},
		// "24-0809_ohss_…-april-2024.xlsx", "2024_1206_ohss_…-august-2024.xlsx"
		Name: regexp.MustCompile(`^(?:(?P<y>\d{2}|\d{4})[-_](?P<md>\d{4})_)?ohss_immigration-enforcement-and-legal-processes(?:-monthly)?-tables-(?P<month>[a-z]+)-(?P<year>\d{4})(?:_(?P<copy>\d{1,2}))?\.xlsx$`),
		Text: regexp.MustCompile(`(?i)Immigration Enforcement and Legal Processes Monthly Tables\W+(?P<month>[a-z]+) (?P<year>\d{4})`),
		Issue: func(g map[string]string) (Issue, bool) {
			t, err := time.Parse("January 2006", g["month"]+" "+g["year"])
			return Issue{Name: t.Format("2006-01"), Through: lastDay(t)}, err == nil
		},
		Dated:    []DayRule{DayInName, DayModified, DayInFolder},
		MaxBytes: 16 << 20, // 0.7 MB in 2024
	},
})

func readOHSSMonthly(ctx context.Context, doc Document, out *Rows) error {
	w, err := openWorkbook(doc)
	if err != nil {
		return err
	}
	defer w.close()
	appointments, err := w.sheet("CBP One Appointments")
	if err != nil {
		return err
	}
	offices, err := w.sheet("SWB Enc by Sector+Field Ofc")
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	facts, err := readAppointments(appointments, out)
	if err != nil {
		return err
	}
	more, err := readFieldOffices(offices, out)
	if err != nil {
		return err
	}
	// The two sheets are current as of different days. The release goes by the first,
	// which it is kept for; the other's day stays readable in its note.
	facts.Notes = append(facts.Notes, more.Notes...)
	out.State(facts)
	return nil
}

// readAppointments reads the sheet of appointments by citizenship.
func readAppointments(s *sheet, out *Rows) (Facts, error) {
	header, at, err := s.findHeader("Fiscal Year", "Month", "Total")
	if err != nil {
		return Facts{}, err
	}
	known, err := ohssAliases()
	if err != nil {
		return Facts{}, err
	}
	t := &ohssTable{sheet: s, header: header, year: at["Fiscal Year"], month: at["Month"]}
	seen := map[string]string{}
	for c := range s.rows[header] {
		label := s.at(header, c)
		if label == "" || c == t.year || c == t.month {
			continue
		}
		code, ok := known.find(label)
		switch {
		case !ok:
			return Facts{}, s.refuse(cellName(header, c), "", "the label "+quoted(label), mendAlias)
		case code == "unknown":
			return Facts{}, s.refuse(cellName(header, c), "", "the label "+quoted(label), "a citizenship, Other or Total: this sheet counts unknown ones in Other")
		case seen[code] != "":
			return Facts{}, s.refuse(cellName(header, c), label, "a second column for "+code+", first at "+seen[code], "one column for each citizenship")
		}
		seen[code] = cellName(header, c)
		t.columns = append(t.columns, ohssColumn{index: c, code: code, label: label})
	}
	return t.read(out, data.StageOHSSAppointments)
}

// fieldOffices are the OFO field offices on the southwest border and their total, as
// printed. Border Patrol sectors bear some of the same names.
var fieldOffices = map[string]string{
	"Total OFO": "total", "San Diego, CA": "san_diego", "Tucson, AZ": "tucson", "El Paso, TX": "el_paso", "Laredo, TX": "laredo",
}

// readFieldOffices reads the columns under the group heading OFO. A group's heading
// stands above its first column (the cells beside it are merged), in the row above
// the header, and holds until the next one.
func readFieldOffices(s *sheet, out *Rows) (Facts, error) {
	header, at, err := s.findHeader("Fiscal Year", "Month", "Total OFO")
	if err != nil {
		return Facts{}, err
	}
	t := &ohssTable{sheet: s, header: header, year: at["Fiscal Year"], month: at["Month"]}
	group, seen := "", map[string]string{}
	for c := range s.rows[header] {
		if header > 0 && s.at(header-1, c) != "" {
			group = withoutFootnote(s.at(header-1, c))
		}
		label := s.at(header, c)
		if group != "OFO" || label == "" || c == t.year || c == t.month || strings.HasPrefix(label, "Total CBP") {
			continue
		}
		code, ok := fieldOffices[withoutFootnote(label)]
		switch {
		case !ok:
			return Facts{}, s.refuse(cellName(header, c), "", "the label "+quoted(label)+" under OFO", `"Total OFO" or one of the field offices "San Diego, CA", "Tucson, AZ", "El Paso, TX", "Laredo, TX"`)
		case seen[code] != "":
			return Facts{}, s.refuse(cellName(header, c), label, "a second column under OFO, first at "+seen[code], "one column for each field office")
		}
		seen[code] = cellName(header, c)
		t.columns = append(t.columns, ohssColumn{index: c, code: code, label: label})
	}
	for _, label := range []string{"Total OFO", "San Diego, CA", "Tucson, AZ", "El Paso, TX", "Laredo, TX"} {
		if seen[fieldOffices[label]] == "" {
			return Facts{}, s.refuse(row(header+1), "", "no such column under OFO", "the column "+quoted(label))
		}
	}
	return t.read(out, data.StageOHSSFieldOffices)
}
