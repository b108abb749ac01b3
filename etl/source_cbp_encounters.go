package etl

import (
	"context"
	"regexp"

	"citas/data"
)

var _ = declare(Source{
	ID:        "cbp-encounters",
	Title:     "Nationwide Encounters by State",
	Publisher: "U.S. Customs and Border Protection",
	Landing:   "https://www.cbp.gov/document/stats/nationwide-encounters",
	Licence:   "us-public-domain",
	Cadence:   "Monthly, about the middle of the month after the one reported; a closed fiscal year once more in October or November.",
	Schedule:  "15 14 * * *", // the day of publication moves, so every day
	State:     "active",
	Promise:   Promise{Lag: 21, Grace: 14}, // the middle of the month, and what it has been late before
	About: "Everyone whom CBP encountered, at ports and between them, by month, border, state, demographic group, citizenship and legal authority. " +
		"It is context: it does not say who had an appointment. Each file holds four fiscal years and restates the open one, " +
		"in which 76 to 150 cells change from one month to the next and some vanish.",
	Formats: []string{".csv"},
	Stages:  []data.Stage{data.StageCBPEncounters},
	Read:    readCBPEncounters,
	Discovery: &Discovery{
		Pages:    []Address{{"https://www.cbp.gov/document/stats/nationwide-encounters", ViaPublisher}},
		Copies:   webArchive,
		Hosts:    []string{"www.cbp.gov", "cbp.gov"},
		Name:     regexp.MustCompile(`^nationwide-encounters-fy(?P<from>\d\d)-fy(?P<to>\d\d)(?:-(?P<month>[a-z]{3,9}))?-state(?:_(?P<copy>\d{1,2}))?\.csv$`),
		Text:     regexp.MustCompile(`(?i)FY ?(?P<from>\d\d) ?[-–] ?FY ?(?P<to>\d\d)\b.* by State(?: [-–] (?P<month>[a-z]{3,9}))?$`),
		Skip:     regexp.MustCompile(`-aor(?:_\d+)?\.csv$`), // by Area of Responsibility
		Issue:    fiscalIssue,
		Dated:    []DayRule{DayModified, DayInFolder},
		MaxBytes: 64 << 20, // 2.8 MB in 2024
	},
})

func readCBPEncounters(ctx context.Context, doc Document, out *Rows) error {
	citizenships, err := cbpAliases()
	if err != nil {
		return err
	}
	const byArea = `the columns of the file by state: this is the one by Area of Responsibility; take the file whose name ends in "-state.csv"`
	const southwest = `the columns of the nationwide file by state: this looks like the file of southwest border encounters (source cbp-southwest)`
	return cbpFile{
		stage: data.StageCBPEncounters,
		columns: []cbpColumn{
			{header: "Land Border Region", codes: landBorderRegions},
			{header: "State", codes: states},
			{header: "Demographic", codes: demographics, keepLabel: true},
			{header: "Citizenship", codes: citizenships, keepLabel: true, mend: mendAlias},
			{header: "Title of Authority", codes: titles},
			{header: "Encounter Count"},
		},
		others: []foreignColumn{
			{"Citizenship Grouping", southwest}, {"Area of Responsibility", byArea}, {"AOR (Abbv)", byArea},
		},
	}.read(ctx, doc, out)
}
