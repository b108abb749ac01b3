package data

// Fields that many datasets share. Each call returns fresh values.

// StatusField says why a value is there or not: missing is typed (design.md, section 7).
func StatusField() Field {
	return Field{Name: "status", Type: String, Required: true, Doc: "whether the value was published, and if not, why it is empty",
		Enum: Terms(
			"reported: the publisher printed a value",
			"not_applicable: the publisher printed X: the cell cannot have a value",
			"not_available: the publisher printed NA, or no value could be found",
			"not_published: the publisher names the cell and prints nothing",
			"withdrawn: a value was published before and is no longer")}
}

// ProvenanceFields end every dataset: which release a row comes from and where in it.
func ProvenanceFields() []Field {
	return []Field{
		{Name: "release_id", Type: String, Required: true, Ref: "releases.release_id", Doc: "release that the row was read from, as {source}@{published}"},
		{Name: "locator", Type: String, Required: true, Doc: "place in the release: sheet and cell, row, or paragraph"},
	}
}

// CitationFields end every curated dataset: the document that says it, and how far to trust it.
func CitationFields() []Field {
	return append([]Field{
		{Name: "source_id", Type: String, Required: true, Ref: "sources.source_id", Doc: "document that states the row"},
		{Name: "confidence", Type: String, Required: true, Doc: "how far the figure can stand alone",
			Enum: Terms(
				"high: document of the body itself, or a level that two good sources share",
				"medium: good press, organisation or reprint, read directly",
				"low: vague, undated, second-hand, or press that only paraphrases an agency's number")},
		{Name: "evidence", Type: String, Required: true, Doc: "kind of document that was read",
			Enum: Terms(
				"primary: page of the responsible body",
				"official_copy: copy or reprint of its text or file",
				"press", "ngo: also academic projects",
				"secondhand: relays another document, or is a mirror, machine-made or digest copy, or a law firm")},
	}, ProvenanceFields()...)
}

// SaidOnField dates a row of a statement-like table for an as-of view (editorial.md, rule 15).
func SaidOnField() Field {
	return Field{Name: "said_on", Type: Date, Doc: "day from which the row counts as said: stated_on, else the date of its source, " +
		"a month or year counting from its last day; empty if undated, then only in the latest view"}
}

// PrecisionField is the companion of a date column that may be known only to the month or year.
func PrecisionField(of string) Field {
	return Field{Name: of, Type: String, Doc: "how exactly the date beside it is known", Enum: Terms("day", "month", "year")}
}

// NoteField holds our own words about a row, at most 120 characters.
func NoteField() Field {
	return Field{Name: "note", Type: String, Doc: "limits of the figure, in our words", Pattern: `.{0,120}`}
}

// LastDay is SQL for the last day of the period that a date of the given precision stands for.
func LastDay(date, precision string) string {
	return "CASE " + precision + " WHEN 'month' THEN last_day(" + date + ") WHEN 'year' THEN make_date(year(" + date + "), 12, 31) ELSE " + date + " END"
}
