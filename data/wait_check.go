package data

// waitChecks are the rules on durations, clocks and places of the published waits.
func waitChecks() []Check {
	return []Check{
		waitRule("place-kind", "a place has its own kind, and its own port if it has one",
			"place || ', ' || place_kind || ', port ' || coalesce(port_id, 'empty')",
			"(SELECT p.kind || ', port ' || p.port FROM "+placeValues()+" WHERE p.place = t.place)",
			"EXISTS (FROM "+placeValues()+" WHERE p.place = t.place AND (p.kind <> t.place_kind OR (p.port <> '' AND p.port IS DISTINCT FROM t.port_id)))"),
		waitRule("duration", "a duration is given, the lower value first",
			"'low ' || coalesce(CAST(low AS VARCHAR), 'empty') || ', high ' || coalesce(CAST(high AS VARCHAR), 'empty')",
			"'one of them, and low not above high'", "(low IS NULL AND high IS NULL) OR low > high"),
		waitRule("days", "days follow from the published duration", "concat_ws(' ', 'low', low, 'high', high, unit, 'as days', days_low, days_high)",
			"'7, 30.44 and 365.25 days, rounded'",
			"(low IS NULL) <> (days_low IS NULL) OR (high IS NULL) <> (days_high IS NULL) OR abs(low * "+daysPerUnit+" - days_low) > 0.51 OR abs(high * "+daysPerUnit+" - days_high) > 0.51"),
		waitRule("share", "a percent belongs to share_within, and to nothing else", "'statistic ' || statistic || ', share_percent ' || coalesce(CAST(share_percent AS VARCHAR), 'empty')",
			"'share_percent for share_within only'", "(statistic = 'share_within') <> (share_percent IS NOT NULL)"),
		waitRule("upper-bound", "an upper bound has a high value and no low one", "statistic || concat_ws(' ', ': low', low, 'high', high)",
			"'high and no low'", "statistic IN ('maximum', 'share_within') AND (low IS NOT NULL OR high IS NULL)"),
		waitRule("still-waiting", "a clock that still runs ends with still_waiting", "'still_waiting ' || still_waiting || ', clock_end ' || clock_end",
			"'yes with still_waiting, or neither'", "(still_waiting = 'yes') <> (clock_end = 'still_waiting')"),
		waitRule("longer-than-programme", "waits longer than the programme are marked", "'longer_than_programme ' || longer_than_programme", longerThanProgramme,
			"longer_than_programme <> "+longerThanProgramme),
		waitRule("observed", "no wait was observed after the end of the programme", "'observed ' || CAST(observed AS VARCHAR)", "'a day up to "+ProgrammeEnded+"'",
			"observed > DATE '"+ProgrammeEnded+"'"),
		{ID: "wait-times/duplicate-group", Title: "a duplicate group has at least two rows", Severity: Error,
			SQL: `SELECT any_value(release_id), any_value(locator), 'one row in ' || duplicate_group, 'two or more' FROM {table}
				WHERE duplicate_group IS NOT NULL GROUP BY duplicate_group HAVING count(*) < 2`},
	}
}

const daysPerUnit = "CASE unit WHEN 'weeks' THEN 7 WHEN 'months' THEN 30.44 WHEN 'years' THEN 365.25 ELSE 1 END"

// longerThanProgramme works out whether the wait began before scheduling opened.
var longerThanProgramme = `CASE WHEN coalesce(days_low, days_high) > ` + LastDay("observed", "observed_precision") + ` - DATE '` + ProgrammeOpened + `' THEN 'yes'
	WHEN coalesce(days_low, days_high) <= observed - DATE '` + ProgrammeOpened + `' THEN 'no' ELSE 'unknown' END`

func waitRule(name, title, found, expected, where string) Check {
	return Check{ID: "wait-times/" + name, Title: title, Severity: Error,
		SQL: "SELECT release_id, locator, wait_id || ': ' || " + found + ", " + expected + " FROM {table} t WHERE " + where}
}

const smallPopulation = "replace(population, ' ', '_') IN ('one_person', 'one_family', 'two_people')"

// Words that would narrow down who the one or two people of a row are.
const tellingWords = `\b(?:Mexican|Venezuelan|Cuban|Haitian|Honduran|Guatemalan|Salvadoran|Colombian|Ecuadorian|Nicaraguan|Russian|Peruvian|` +
	`Chilean|El Salvador|Honduras|Venezuela|Cuba|Haiti|Guatemala|woman|women|man|men|mother|father|girl|boy|child|children)\b`

// smallPopulationChecks keep rows on one or two people from describing them.
func smallPopulationChecks() []Check {
	return []Check{
		waitRule("small-month", "a wait of one or two people is dated to the month", "'observed_precision day with sample_size ' || sample_size", "'month or year'",
			"sample_size IN (1, 2) AND observed_precision = 'day'"),
		waitRule("small-population", "one or two people are called one person, one family or two people, and nobody else is", "'population ' || population || ', sample_size ' || coalesce(CAST(sample_size AS VARCHAR), 'empty')",
			"'one person, one family or two people with sample_size 1 or 2, and only then'", "coalesce(sample_size IN (1, 2), false) <> ("+smallPopulation+")"),
		waitRule("small-words", "a row on one or two people says nothing of who they are", "regexp_extract(concat_ws(' · ', note, locator, population), '"+tellingWords+"')", "'no word of nationality, sex or family'",
			"sample_size IN (1, 2) AND regexp_matches(concat_ws(' · ', note, locator, population), '"+tellingWords+"')"),
	}
}
