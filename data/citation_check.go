package data

import "strings"

// Pages that are spam, mirror or machine-made copies without a better page. What rests
// on them must say so.
var copyOnly = []string{
	"kelliward-digest-2023", "codelist-2024", "cbs-quote-2024-02-13", "sdut-copy-2024-12", "cbs-copy-2025-01-19",
	"pledgetimes-2024-01-01", "pledgetimes-faq-2024", "pledgetimes-2024-08-25", "pledgetimes-2024-09",
	"washtimes-copy-2023-01-21", "rule-copy-88fr31314", "restofworld-blogcopy-2023-06", "voa-ap-2023-01-28",
	"nyt-copy-2023-05", "worldtodaynews-2023", "eastafricanewspost-2023", "paralegalclases-2024-10",
	"frontera-list-2025-01-20", "serviciosytaxes-2024",
}

// Sources read whole: workbooks, data files, packages and one press release.
var readInFull = []string{
	"amnesty-2024-05-09", "bts-border-crossing-2019", "cbp-encounters-sbo-2025-08", "cbp-encounters-state-2025-11",
	"ohss-khsm-usbp-2024-11", "ohss-monthly-2024-05", "ohss-monthly-2024-06", "ohss-monthly-2024-08",
	"unicode-cldr-core-48-2", "unicode-cldr-names-48-2",
}

// quoteList is SQL for a list of texts, for IN.
func quoteList(values []string) string { return "(" + quoteEach(values, ", ") + ")" }

// quoteEach writes values as SQL text literals, one after another.
func quoteEach(values []string, between string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	return strings.Join(quoted, between)
}

// citationChecks are the rules on who says a row, for every dataset with CitationFields.
func citationChecks(id string) []Check {
	return []Check{
		{
			ID: id + "/evidence", Title: "the kind of evidence fits the publisher of the source", Severity: Error,
			SQL: `SELECT t.release_id, t.locator, 'evidence ' || t.evidence || ' from ' || t.source_id || ', a source of kind ' || s.publisher_kind,
				CASE t.evidence WHEN 'press' THEN 'a source of kind press' WHEN 'ngo' THEN 'a source of kind ngo or academic'
					ELSE 'a source of kind agency, court, legislature or standards' END
				FROM {table} t JOIN main.sources s USING (source_id)
				WHERE CASE t.evidence WHEN 'press' THEN s.publisher_kind <> 'press'
					WHEN 'ngo' THEN s.publisher_kind NOT IN ('ngo', 'academic')
					WHEN 'secondhand' THEN false
					ELSE s.publisher_kind NOT IN ('agency', 'court', 'legislature', 'standards') END`,
		},
		{
			ID: id + "/copy-only", Title: "what rests on a mere copy has low confidence and second-hand evidence", Severity: Error,
			SQL: `SELECT release_id, locator, source_id || ' with confidence ' || confidence || ' and evidence ' || evidence, 'low and secondhand: the source is only a copy'
				FROM {table} WHERE source_id IN ` + quoteList(copyOnly) + ` AND (confidence <> 'low' OR evidence <> 'secondhand')`,
		},
	}
}
