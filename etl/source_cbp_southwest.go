package etl

import (
	"context"
	"regexp"

	"citas/data"
)

var _ = declare(Source{
	ID:        "cbp-southwest",
	Title:     "Southwest Land Border Encounters by Component",
	Publisher: "U.S. Customs and Border Protection",
	Landing:   "https://www.cbp.gov/document/stats/southwest-land-border-encounters",
	Licence:   "us-public-domain",
	Cadence:   "Monthly, about the middle of the month after the one reported.",
	Schedule:  "30 14 * * *",
	State:     "active",
	Promise:   Promise{Lag: 21, Grace: 14}, // the middle of the month, and what it has been late before
	About: "Encounters on the southwest land border, split into those at ports (Office of Field Operations) and between them (U.S. Border Patrol), " +
		"by month, demographic group, four citizenships and the rest, legal authority and kind of encounter. It is context: " +
		"those at ports are not only people with appointments.",
	Formats: []string{".csv"},
	Stages:  []data.Stage{data.StageCBPSouthwest},
	Read:    readCBPSouthwest,
	Discovery: &Discovery{
		Pages:    []Address{{"https://www.cbp.gov/document/stats/southwest-land-border-encounters", ViaPublisher}},
		Copies:   webArchive,
		Hosts:    []string{"www.cbp.gov", "cbp.gov"},
		Name:     regexp.MustCompile(`^sbo-encounters-fy(?P<from>\d\d)-fy(?P<to>\d\d)(?:-(?P<month>[a-z]{3,9}))?(?:_(?P<copy>\d{1,2}))?\.csv$`),
		Text:     regexp.MustCompile(`(?i)FY ?(?P<from>\d\d) ?[-–] ?FY ?(?P<to>\d\d)\b.*Southwest Land Border Encounters(?: [-–] (?P<month>[a-z]{3,9}))?$`),
		Skip:     regexp.MustCompile(`-aor(?:_\d+)?\.csv$`),
		Issue:    fiscalIssue,
		Dated:    []DayRule{DayModified, DayInFolder},
		MaxBytes: 16 << 20, // 0.2 MB in 2023
	},
})

func readCBPSouthwest(ctx context.Context, doc Document, out *Rows) error {
	citizenships, err := cbpAliases()
	if err != nil {
		return err
	}
	const byArea = `the columns of the file by component: this is the one by Area of Responsibility, which citas does not load`
	const nationwide = `the columns of the southwest border file: this looks like the nationwide file by state (source cbp-encounters)`
	return cbpFile{
		stage: data.StageCBPSouthwest,
		columns: []cbpColumn{
			{header: "Component", codes: components},
			{header: "Demographic", codes: demographics, keepLabel: true},
			{header: "Citizenship Grouping", codes: citizenships, keepLabel: true, mend: mendAlias},
			{header: "Title of Authority", codes: titles},
			{header: "Encounter Type", codes: encounterTypes},
			{header: "Encounter Count"},
		},
		others: []foreignColumn{
			{"Area of Responsibility", byArea}, {"AOR (Abbv)", byArea}, {"State", nationwide},
		},
	}.read(ctx, doc, out)
}
