package data

import "strings"

// sourceChecks are the rules on the list of cited documents.
func sourceChecks() []Check {
	rule := func(name, title, found, expected, where string) Check {
		return Check{ID: "sources/" + name, Title: title, Severity: Error,
			SQL: "SELECT release_id, locator, source_id || ': " + found + "', " + quote(expected) +
				" FROM {table} WHERE kind = 'document' AND (" + where + ")"}
	}
	const notPublic = `licence = 'us-public-domain' AND publisher_kind NOT IN ('agency', 'court', 'legislature')`
	return []Check{
		rule("document", "a document has a kind of publisher, an address, a day of reading, an access and a language",
			"something of these is empty", "publisher_kind, url, accessed, access and language",
			"publisher_kind IS NULL OR url IS NULL OR accessed IS NULL OR access IS NULL OR language IS NULL"),
		rule("original", "the original has another address than the page read", "original_url repeats url", "another address or none", "original_url = url"),
		{ID: "sources/same-page", Title: "no page is listed twice", Severity: Error,
			SQL: `SELECT any_value(release_id), string_agg(locator, ' and ' ORDER BY locator), string_agg(source_id, ' and ' ORDER BY source_id) || ' have the address ' || url, 'one source for one page'
				FROM {table} WHERE kind = 'document' GROUP BY url HAVING count(*) > 1`},
		rule("public-body", "the public domain needs a public body", "us-public-domain from a source of kind ' || publisher_kind || '", "a source of kind agency, court or legislature", notPublic),
		rule("accessed", "every stored copy was read on the day of the edition", "accessed ' || accessed || '", "the day of the edition", "accessed <> "+editionDay),
		rule("undated", "a source without a date says so", "no date, note ' || coalesce(note, '') || '", "the word undated in the note", "published IS NULL AND NOT contains(coalesce(note, ''), 'undated')"),
		rule("read-in-full", "the sources read whole are those of the list", "access ' || access || '", "full for the sources read whole, and only for them",
			"(access = 'full') <> (source_id IN "+quoteList(readInFull)+")"),
		rule("copy-access", "a copy-only source has access copy and a note", "access ' || access || ', note ' || coalesce(note, 'empty') || '", "access copy and a note",
			"source_id IN "+quoteList(copyOnly)+" AND (access <> 'copy' OR note IS NULL)"),
		rule("copy-publisher", "where the publisher says copy or reprint, access does", "publisher ' || publisher || ', access ' || access || '", "access copy",
			`access <> 'copy' AND regexp_matches(publisher, '\b(?:copy at|reprint at|republished at)\b')`),
		{ID: "sources/copy-listed", Title: "every copy-only source is listed", Severity: Error,
			SQL: `SELECT (SELECT max(release_id) FROM {table}), '', source_id || ' is not listed', 'a row for it' FROM (VALUES ` + quoteRows(copyOnly) + `) AS c(source_id)
				WHERE EXISTS (FROM {table} WHERE kind = 'document') AND source_id NOT IN (SELECT source_id FROM {table})`},
		// A warning: a table of another source that is held back must not drag this release with it.
		{ID: "sources/used", Title: "every document is cited by some row", Severity: Warning,
			SQL: `SELECT release_id, locator, source_id || ' is cited by no row', 'a row that cites it' FROM {table}
				WHERE kind = 'document' AND source_id NOT IN (` + citedSources() + `)`},
	}
}

// quoteRows is SQL for texts as rows of one column, for VALUES.
func quoteRows(values []string) string {
	rows := make([]string, len(values))
	for i, v := range values {
		rows[i] = "(" + quote(v) + ")"
	}
	return strings.Join(rows, ", ")
}

// citingTables are the tables whose rows cite a source.
var citingTables = []string{
	"allocation_rules", "app_languages", "citizenship_aliases", "court_languages", "daily_capacity", "events",
	"language_count_claims", "literacy", "nationality_language_overrides", "nationality_languages", "ports",
	"published_statements", "territories", "wait_times",
}

func citedSources() string {
	parts := make([]string, len(citingTables))
	for i, table := range citingTables {
		parts[i] = "SELECT source_id FROM main." + table + " WHERE source_id IS NOT NULL"
	}
	return strings.Join(parts, " UNION ")
}
