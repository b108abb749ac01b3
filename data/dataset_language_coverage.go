package data

import "slices"

// LanguageCoverage estimates whom the app's languages could reach.
var LanguageCoverage = declare(Dataset{
	ID:    "language-coverage",
	Title: "Estimated language coverage by nationality (modelled)",
	Summary: "A modelled estimate of the share of each nationality's people who are able to use the app's languages, for the three (English, Spanish, Haitian Creole) and for the five (with Portuguese and Russian) that sources name. " +
		"Of the shares of a set's languages in the territory, low is the largest: low = max(share); high is their sum, at most 100: high = min(100, sum(share)), because CLDR gives each language apart and people who use two are in both. " +
		"A sourced share stands in place of CLDR's; of several scripts of one language the largest share counts. An estimate, not bounds: it rests on residents of the territory, not on people who used the app.",
	Grain:   "one nationality and set of languages",
	Level:   Modelled,
	Series:  []string{"cldr-territories", "curated"},
	Licence: "Unicode-3.0",
	Fields: slices.Concat([]Field{
		{Name: "nationality", Type: String, Required: true, Pattern: territoryPattern, Ref: "territories.territory", Doc: "ISO 3166-1 alpha-2"},
		{Name: "language_set", Type: String, Required: true, Doc: "languages that the app is said to have had", Enum: Terms(
			"three: English, Spanish, Haitian Creole", "five: the three, Portuguese, Russian")},
		{Name: "low_percent", Type: Number, Unit: "percent of the population", Min: Bound(0), Max: Bound(100), Doc: "modelled: largest single share; empty where no share of the set is known"},
		{Name: "high_percent", Type: Number, Unit: "percent of the population", Min: Bound(0), Max: Bound(100), Doc: "modelled: sum of the shares, at most 100; empty where no share of the set is known"},
		StatusField(),
		{Name: "shares", Type: String, Doc: "the shares that were used, largest first, such as es 99.3 (override), en 13"},
	}, ProvenanceFields()),
	Key:    []string{"nationality", "language_set"},
	Order:  []string{"nationality", "language_set"},
	Uses:   []string{"nationality-languages", "nationality-language-overrides"},
	SQL:    coverageSQL,
	Checks: coverageChecks(),
	Counts: "People of a territory, as residents, who could use one of the languages (modelled).",
	Not:    "A measurement or a bound, and no series over time: nationality is not language, speaking is not reading, and the people who used the app are not a sample of their country. A territory without any share of the set has no estimate, which is not zero.",
	Notes:  []string{"Whether the app had three or five languages is disputed: show both, with who says so (language-count-claims)."},
})

// coverageSQL: one share per territory and base language (scripts are variants of one),
// corrected, then folded per set.
const coverageSQL = `WITH members(language_set, base) AS (
	VALUES ('three', 'en'), ('three', 'es'), ('three', 'ht'), ('five', 'en'), ('five', 'es'), ('five', 'ht'), ('five', 'pt'), ('five', 'ru')),
territories AS (SELECT DISTINCT territory, release_id FROM main.nationality_languages),
estimated AS (SELECT territory, split_part(language, '-', 1) AS base, max(population_percent) AS percent,
		arg_max(locator, (population_percent, language)) AS locator
	FROM main.nationality_languages GROUP BY territory, base),
corrected AS (SELECT territory, split_part(language, '-', 1) AS base, max(population_percent) AS percent,
		arg_max('override ' || source_id || ', ' || locator, (population_percent, language)) AS locator
	FROM main.nationality_language_overrides GROUP BY territory, base),
used AS (SELECT t.territory, t.release_id, m.language_set, m.base, coalesce(c.percent, e.percent) AS percent,
		c.percent IS NOT NULL AS overridden, CASE WHEN c.percent IS NULL THEN e.locator ELSE c.locator END AS locator
	FROM territories t CROSS JOIN members m
	LEFT JOIN estimated e ON e.territory = t.territory AND e.base = m.base
	LEFT JOIN corrected c ON c.territory = t.territory AND c.base = m.base)
SELECT territory AS nationality, language_set, round(max(percent), 4) AS low_percent, 
	CASE WHEN sum(percent) > 100 THEN 100 ELSE round(sum(percent), 4) END AS high_percent, -- least(100, NULL) is 100,
	CASE WHEN max(percent) IS NULL THEN 'not_available' ELSE 'reported' END AS status,
	string_agg(base || ' ' || regexp_replace(CAST(percent AS VARCHAR), '\.0$', '') || CASE WHEN overridden THEN ' (override)' ELSE '' END, ', '
		ORDER BY percent DESC, base) FILTER (percent IS NOT NULL) AS shares,
	release_id, coalesce(string_agg(locator, '; ' ORDER BY percent DESC, base) FILTER (percent IS NOT NULL), 'territoryInfo, ' || territory) AS locator
FROM used GROUP BY territory, release_id, language_set`

func coverageChecks() []Check {
	return []Check{
		{ID: "language-coverage/range", Title: "an estimate has a low and a high value, in this order", Severity: Error,
			SQL: `SELECT release_id, locator, concat_ws(' ', 'low', low_percent, 'high', high_percent), 'both, low not above high, or neither' FROM {table}
				WHERE low_percent > high_percent OR (low_percent IS NULL) <> (high_percent IS NULL) OR (low_percent IS NULL) <> (status <> 'reported')`},
		{ID: "language-coverage/sets", Title: "five languages reach no fewer people than three of them", Severity: Error,
			SQL: `SELECT a.release_id, a.locator, a.nationality || ': three ' || a.low_percent || ' to ' || a.high_percent || ', five ' || coalesce(b.low_percent || ' to ' || b.high_percent, 'missing'), 'five not below three'
				FROM {table} a LEFT JOIN {table} b ON b.nationality = a.nationality AND b.language_set = 'five'
				WHERE a.language_set = 'three' AND a.low_percent IS NOT NULL AND (b.low_percent IS NULL OR b.low_percent < a.low_percent OR b.high_percent < a.high_percent)`},
	}
}
