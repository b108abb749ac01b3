package data

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// breakage is a change to a built table that makes one check fail. {t} is the table
// that the check is held against.
type breakage struct {
	check string
	sql   string
	also  string // a check that cannot hold either
}

// ruleBreakages break every rule that a dataset declares for itself.
var ruleBreakages = []breakage{
	{check: "sources/document", sql: "UPDATE {t} SET language = NULL WHERE source_id = 'cbp-one-page'"},
	{check: "sources/original", sql: "UPDATE {t} SET original_url = url WHERE source_id = 'cbp-one-page'"},
	{check: "sources/same-page", sql: "UPDATE {t} SET url = (SELECT url FROM {t} WHERE source_id = 'cbp-one-page') WHERE source_id = 'amnesty-2024-05-09'"},
	{check: "sources/public-body", sql: "UPDATE {t} SET licence = 'us-public-domain' WHERE source_id = 'amnesty-2024-05-09'"},
	{check: "sources/accessed", sql: "UPDATE {t} SET accessed = DATE '2026-11-22' WHERE source_id = 'amnesty-2024-05-09'"},
	{check: "sources/undated", sql: "UPDATE {t} SET note = 'no date' WHERE source_id = 'cbp-one-page'"},
	{check: "sources/read-in-full", sql: "UPDATE {t} SET access = 'excerpt' WHERE source_id = 'amnesty-2024-05-09'"},
	{check: "sources/copy-access", sql: "UPDATE {t} SET note = NULL WHERE source_id = 'codelist-2024'"},
	{check: "sources/copy-publisher", sql: "UPDATE {t} SET publisher = 'CBS (reprint at a blog)' WHERE source_id = 'amnesty-2024-05-09'"},
	{check: "sources/copy-listed", sql: "DELETE FROM {t} WHERE source_id = 'codelist-2024'"},
	{check: "sources/used", sql: "INSERT INTO {t} SELECT * REPLACE ('never-cited' AS source_id, 'https://example.org/never' AS url) FROM {t} WHERE source_id = 'house-letter-2024-03-21'"},
	{check: "published-statements/nationality-known", sql: "UPDATE {t} SET nationality = 'QQ' WHERE nationality = 'CU'"},
	{check: "published-statements/cumulative-rate", sql: "UPDATE {t} SET per = 'day' WHERE statement_id = 'admitted-cumulative-2023-09-30-cu-elestornudo-cuba'"},
	{check: "published-statements/waiting-stock", sql: "UPDATE {t} SET unit = 'appointments' WHERE rowid = (SELECT min(rowid) FROM {t} WHERE quantity = 'waiting')"},
	{check: "published-statements/request-unit", sql: "UPDATE {t} SET unit = 'requests' WHERE statement_id = 'admitted-cumulative-2023-09-30-cu-elestornudo-cuba'"},
	{check: "daily-capacity/level", sql: "UPDATE {t} SET per_day_low = 61 WHERE capacity_id = 'laredo-2023-07-27-elmanana-nuevolaredo-2023-07-27'"},
	{check: "daily-capacity/level", sql: "UPDATE {t} SET per_day_low = NULL WHERE capacity_id = 'el-paso-2023-05-19-diario-juarez-2023-05-19'"},
	{check: "daily-capacity/gap-free", sql: "UPDATE {t} SET effective_to = DATE '2023-05-30' WHERE effective_to = DATE '2023-05-31' AND port_id = 'all'"},
	{check: "daily-capacity/gap-free", sql: "UPDATE {t} SET effective_to = NULL WHERE effective_to = DATE '2023-05-31' AND port_id = 'all'"},
	{check: "allocation-rules/value", sql: "UPDATE {t} SET value = '9:00' WHERE rule_id = 'order-2023-04-02-0900'"},
	{check: "allocation-rules/value", sql: "UPDATE {t} SET value = '014' WHERE rule_id = 'booking-horizon-2023-01-12-14'"},
	{check: "allocation-rules/value", sql: "UPDATE {t} SET value = 'First come' WHERE rule_id = 'order-2023-01-12-first-come'"},
	{check: "allocation-rules/share", sql: "UPDATE {t} SET value = '130' WHERE rule_id = 'priority-share-2024-02-01-30'"},
	{check: "allocation-rules/share", sql: "UPDATE {t} SET unit = 'people' WHERE rule_id = 'random-share-2024-05-01-70'"},
	{check: "wait-times/place-kind", sql: "UPDATE {t} SET place_kind = 'interior' WHERE wait_id = 'w001'"},
	{check: "wait-times/place-kind", sql: "UPDATE {t} SET port_id = NULL WHERE wait_id = 'w001'"},
	{check: "wait-times/duration", sql: "UPDATE {t} SET low = 7, days_low = 213, statistic = 'range' WHERE wait_id = 'w023'"},
	{check: "wait-times/days", sql: "UPDATE {t} SET days_high = days_high + 1 WHERE wait_id = 'w008'"},
	{check: "wait-times/days", sql: "UPDATE {t} SET days_high = NULL WHERE wait_id = 'w008'"},
	{check: "wait-times/share", sql: "UPDATE {t} SET share_percent = 66 WHERE wait_id = 'w011'"},
	{check: "wait-times/upper-bound", sql: "UPDATE {t} SET low = 7, days_low = 213 WHERE wait_id = 'w011'"},
	{check: "wait-times/still-waiting", sql: "UPDATE {t} SET clock_end = 'unknown' WHERE wait_id = 'w001'"},
	{check: "wait-times/longer-than-programme", sql: "UPDATE {t} SET longer_than_programme = 'no' WHERE wait_id = 'w001'"},
	{check: "wait-times/observed", sql: "UPDATE {t} SET observed = DATE '2025-02-01' WHERE wait_id = 'w040'"},
	{check: "wait-times/duplicate-group", sql: "UPDATE {t} SET duplicate_group = 'alone' WHERE wait_id = 'w001'"},
	{check: "wait-times/small-month", sql: "UPDATE {t} SET observed_precision = 'day' WHERE wait_id = 'w010'"},
	{check: "wait-times/small-population", sql: "UPDATE {t} SET population = 'a family of four' WHERE wait_id = 'w003'"},
	{check: "wait-times/small-population", sql: "UPDATE {t} SET sample_size = NULL WHERE wait_id = 'w003'"},
	{check: "wait-times/small-words", sql: "UPDATE {t} SET note = 'a Honduran couple' WHERE wait_id = 'w003'"},
	{check: "wait-times/small-words", sql: "UPDATE {t} SET locator = 'paragraph on the mother' WHERE wait_id = 'w003'"},
	{check: "language-count-claims/id", sql: "UPDATE {t} SET claim_id = 'section-2025-01-21-reporteconfidencial-2025-01' WHERE claim_id = 'section-2025-01-20-reporteconfidencial-2025-01'"},
	{check: "language-count-claims/sorted", sql: "UPDATE {t} SET languages = 'en ht es' WHERE languages = 'en es ht'"},
	{check: "language-count-claims/count", sql: "UPDATE {t} SET source_says_count = 4 WHERE languages = 'en es ht'"},
	{check: "language-count-claims/not-named", sql: "UPDATE {t} SET note = NULL WHERE languages IS NULL"},
	{check: "language-count-claims/entries", sql: "UPDATE {t} SET source_id = 'cbp-one-page', claim_id = 'section-2025-01-20-cbp-one-page', evidence = 'primary' WHERE claim_id = 'section-2025-01-20-reporteconfidencial-2025-01'"},
	{check: "events/id", sql: "UPDATE {t} SET event_id = '2020-10-29-app-launch' WHERE event_id = '2020-10-28-app-launch'"},
	{check: "corrections/id", sql: "INSERT INTO {t} SELECT '2026-11-21-share', DATE '2026-11-20', DATE '2026-11-01', 'events', 'a figure', 'another figure', 'one chart', 'reader', 'curated@2026-11-23', 'row 2'"},
	{check: "corrections/dataset-known", sql: "INSERT INTO {t} SELECT '2026-11-20-share', DATE '2026-11-20', DATE '2026-11-01', 'rumours', 'a figure', 'another figure', 'one chart', 'reader', 'curated@2026-11-23', 'row 2'"},
	{check: "claim-conflicts/known", sql: "UPDATE {t} SET claims = 'w024 w999' WHERE conflict_id = 'average-wait'"},
	{check: "claim-conflicts/once", sql: "UPDATE {t} SET claims = 'w024 w027 w024' WHERE conflict_id = 'average-wait'"},
	{check: "ports/eight", sql: "DELETE FROM {t} WHERE port_id = 'nogales'"},
	{check: "ports/code", sql: "UPDATE {t} SET cbp_port_code = '2303' WHERE port_id = 'nogales'"},
	{check: "territories/used", sql: "INSERT INTO {t} SELECT * REPLACE ('QQ' AS territory) FROM {t} WHERE territory = 'MX'"},
	{check: "citizenship-aliases/territory-known", sql: "UPDATE {t} SET territory = 'QQ' WHERE label = 'BRAZIL'"},
	{check: "nationality-language-overrides/covered", sql: "INSERT INTO {t} SELECT * REPLACE ('AQ' AS territory) FROM {t} WHERE territory = 'MX'"},
	{check: "source-checks/ended-never-late", sql: "INSERT INTO {t} (source, change, state, days_late, release_id, locator) VALUES " +
		"('eoir-languages', 1, 'ended', NULL, 'curated@2026-11-23', 'change 1'), ('eoir-languages', 2, 'late', 3, 'curated@2026-11-23', 'change 2')"},
	{check: "court-languages/total", sql: "UPDATE {t} SET value = value + 1 WHERE fiscal_year = 2023 AND measure = 'hearings' AND language = 'ht'"},
	{check: "court-languages/total", sql: "DELETE FROM {t} WHERE fiscal_year = 2023 AND measure = 'hearings' AND language = 'total'", also: "court-languages/languages"},
	{check: "court-languages/languages", sql: "UPDATE {t} SET language = 'fr' WHERE fiscal_year = 2023 AND measure = 'hearings' AND language = 'ht'"},
	{check: "court-languages/years", sql: "DELETE FROM main.court_languages WHERE fiscal_year = 2020 AND measure = 'hearings'"},
	{check: "nationality-languages/version", sql: "UPDATE {t} SET cldr_version = '47' WHERE territory = 'MX'"},
	{check: "nationality-languages/territories", sql: "DELETE FROM {t} WHERE territory > 'M'"},
	{check: "language-coverage/range", sql: "UPDATE {t} SET low_percent = 100, high_percent = 99 WHERE nationality = 'MX'"},
	{check: "language-coverage/range", sql: "UPDATE {t} SET high_percent = 100 WHERE nationality = 'AF' AND language_set = 'five'"},
	{check: "language-coverage/sets", sql: "DELETE FROM {t} WHERE nationality = 'MX' AND language_set = 'five'"},
	{check: "language-coverage/sets", sql: "UPDATE {t} SET low_percent = 1 WHERE nationality = 'MX' AND language_set = 'five'"},
	{check: "appointments-processed/opened", sql: "UPDATE {t} SET appointments = 0, status = 'reported' WHERE month = DATE '2022-12-01' AND nationality = 'CU'"},
	{check: "appointments-processed/nationality-known", sql: "UPDATE {t} SET nationality = 'QQ' WHERE nationality = 'CU'"},
	{check: "encounters/citizenship-known", sql: "UPDATE {t} SET citizenship = 'QQ'"},
	{check: "encounters/month", sql: "UPDATE {t} SET month = DATE '2023-09-01'"},
	{check: "southwest-encounters/citizenship-known", sql: "UPDATE {t} SET citizenship = 'QQ'"},
	{check: "southwest-encounters/month", sql: "UPDATE {t} SET month = DATE '2023-10-02'"},
	{check: "releases/id", sql: "UPDATE {t} SET release_id = 'ohss-monthly@2024-12' WHERE release_id = 'ohss-monthly@2024-12-06'"},
	{check: "releases/id", sql: "UPDATE {t} SET source = 'curated' WHERE release_id = 'ohss-monthly@2024-12-06'"},
}

// printedBreakages break the rules that all printed tables have.
func printedBreakages(id, part, figure, stage string) []breakage {
	const cell = " WHERE release_id = 'ohss-monthly@2024-12-06' AND fiscal_year = 2024 AND period = 'month' AND month = DATE '2024-05-01'"
	return []breakage{
		{check: id + "/value", sql: "UPDATE stage." + stage + " SET value = '45,630' WHERE value = (SELECT max(value) FROM stage." + stage + ")"},
		{check: id + "/month", sql: "UPDATE {t} SET fiscal_year_label = '2025', fiscal_year = 2025" + cell, also: id + "/year"},
		{check: id + "/rounded", sql: "UPDATE {t} SET " + figure + " = " + figure + " + 1" + cell + " AND " + part + " = 'total'"},
		{check: id + "/has-total", sql: "DELETE FROM {t}" + cell + " AND " + part + " = 'total'", also: id + "/year"},
		{check: id + "/total", sql: "UPDATE {t} SET " + figure + " = " + figure + " + 200" + cell + " AND " + part + " = 'total'", also: id + "/year"},
		{check: id + "/year", sql: "UPDATE {t} SET " + figure + " = " + figure + " + 200 WHERE release_id = 'ohss-monthly@2024-12-06' AND fiscal_year = 2024 AND period = 'fiscal_year' AND " + part + " = 'total'", also: id + "/total"},
	}
}

// citationBreakages break the rules on who says a row.
func citationBreakages(d *Dataset) []breakage {
	copies := quoteList(copyOnly)
	return []breakage{
		{check: d.ID + "/evidence", sql: "UPDATE {t} SET evidence = (SELECT if(s.publisher_kind = 'press', 'ngo', 'press') FROM main.sources s WHERE s.source_id = {t}.source_id)" +
			" WHERE rowid = (SELECT min(rowid) FROM {t} WHERE source_id NOT IN " + copies + ")"},
		{check: d.ID + "/copy-only", sql: "UPDATE {t} SET confidence = 'medium', evidence = 'secondhand', source_id = if(source_id IN " + copies + ", source_id, 'codelist-2024')" +
			" WHERE rowid = (SELECT arg_min(rowid, (source_id NOT IN " + copies + ", rowid)) FROM {t})"},
	}
}

// dateBreakages break the rules on dates of tables that have some.
var dateBreakages = []breakage{
	{check: "sources/date-precision", sql: "UPDATE {t} SET published_precision = NULL WHERE source_id = 'amnesty-2024-05-09'"},
	{check: "sources/date-vague", sql: "UPDATE {t} SET published_precision = 'month' WHERE source_id = 'amnesty-2024-05-09'"},
	{check: "sources/date-edition", sql: "UPDATE {t} SET published = DATE '2026-11-24' WHERE source_id = 'amnesty-2024-05-09'"},
	{check: "published-statements/date-precision", sql: "UPDATE {t} SET period_end_precision = NULL WHERE statement_id = 'admitted-cumulative-2023-09-30-cu-elestornudo-cuba'"},
	{check: "published-statements/date-vague", sql: "UPDATE {t} SET period_end_precision = 'year' WHERE statement_id = 'admitted-cumulative-2023-09-30-cu-elestornudo-cuba'"},
	{check: "published-statements/date-vague", sql: "UPDATE {t} SET period_start_precision = 'month' WHERE statement_id = 'admitted-cumulative-2023-09-30-house-homeland-2023-10-25'"},
	{check: "published-statements/date-edition", sql: "UPDATE {t} SET stated_on = DATE '2026-11-24' WHERE statement_id = 'admitted-cumulative-2023-09-30-house-homeland-2023-10-25'"},
	{check: "published-statements/date-order", sql: "UPDATE {t} SET period_start = DATE '2023-10-01' WHERE statement_id = 'admitted-cumulative-2023-09-30-house-homeland-2023-10-25'"},
	{check: "daily-capacity/date-precision", sql: "UPDATE {t} SET effective_from_precision = NULL WHERE port_id = 'nogales'"},
	{check: "daily-capacity/date-vague", sql: "UPDATE {t} SET effective_from_precision = 'year' WHERE port_id = 'nogales'"},
	{check: "daily-capacity/date-edition", sql: "UPDATE {t} SET effective_from = DATE '2026-12-01' WHERE port_id = 'nogales'"},
	{check: "daily-capacity/date-order", sql: "UPDATE {t} SET effective_to = DATE '2024-07-31' WHERE port_id = 'nogales'"},
	{check: "allocation-rules/date-precision", sql: "UPDATE {t} SET effective_from_precision = 'day' WHERE rule_id = 'geofence-start-unknown-19'"},
	{check: "allocation-rules/date-vague", sql: "UPDATE {t} SET effective_from_precision = 'year' WHERE rule_id = 'exceptions-2024-03-01-10'"},
	{check: "allocation-rules/date-edition", sql: "UPDATE {t} SET effective_from = DATE '2026-12-01' WHERE rule_id = 'exceptions-2024-03-01-10'"},
	{check: "allocation-rules/date-order", sql: "UPDATE {t} SET effective_to = DATE '2024-02-29' WHERE rule_id = 'exceptions-2024-03-01-10'"},
	{check: "wait-times/date-precision", sql: "UPDATE {t} SET observed_precision = NULL WHERE wait_id = 'w011'"},
	{check: "wait-times/date-vague", sql: "UPDATE {t} SET observed_precision = 'year' WHERE wait_id = 'w011'"},
	{check: "wait-times/date-edition", sql: "UPDATE {t} SET observed = DATE '2026-12-01' WHERE wait_id = 'w040'", also: "wait-times/observed"},
	{check: "app-languages/date-precision", sql: "UPDATE {t} SET from_precision = NULL WHERE entry_id = 'en-app-2024-05-09-amnesty-2024-05-09'"},
	{check: "app-languages/date-vague", sql: "UPDATE {t} SET from_precision = 'month' WHERE entry_id = 'en-app-2024-05-09-amnesty-2024-05-09'"},
	{check: "app-languages/date-edition", sql: "UPDATE {t} SET from_date = DATE '2026-12-01' WHERE entry_id = 'en-app-2024-05-09-amnesty-2024-05-09'"},
	{check: "app-languages/date-order", sql: "UPDATE {t} SET to_date = DATE '2024-05-08' WHERE entry_id = 'en-app-2024-05-09-amnesty-2024-05-09'"},
	{check: "language-count-claims/date-precision", sql: "UPDATE {t} SET stated_on_precision = NULL WHERE claim_id = 'section-2025-01-20-reporteconfidencial-2025-01'"},
	{check: "language-count-claims/date-vague", sql: "UPDATE {t} SET stated_on_precision = 'month' WHERE claim_id = 'section-2025-01-20-reporteconfidencial-2025-01'"},
	{check: "language-count-claims/date-edition", sql: "UPDATE {t} SET stated_on = DATE '2026-12-01', claim_id = 'section-2026-12-01-reporteconfidencial-2025-01' WHERE claim_id = 'section-2025-01-20-reporteconfidencial-2025-01'"},
	{check: "corrections/date-edition", sql: "INSERT INTO {t} SELECT '2026-11-24-share', DATE '2026-11-24', DATE '2026-11-01', 'site', 'a figure', 'another figure', 'one chart', 'reader', 'curated@2026-11-23', 'row 2'"},
	{check: "corrections/date-order", sql: "INSERT INTO {t} SELECT '2026-11-20-share', DATE '2026-11-20', DATE '2026-11-21', 'checks', 'a figure', 'another figure', 'one chart', 'reader', 'curated@2026-11-23', 'row 2'"},
	{check: "events/date-precision", sql: "UPDATE {t} SET date_precision = NULL WHERE event_id = '2020-10-28-app-launch'"},
	{check: "events/date-vague", sql: "UPDATE {t} SET date_precision = 'month' WHERE event_id = '2020-10-28-app-launch'"},
	{check: "events/date-edition", sql: "UPDATE {t} SET date = DATE '2026-12-01', event_id = '2026-12-01-app-launch' WHERE event_id = '2020-10-28-app-launch'"},
	{check: "citizenship-aliases/date-precision", sql: "UPDATE {t} SET since_precision = NULL WHERE label = 'Others'"},
	{check: "citizenship-aliases/date-vague", sql: "UPDATE {t} SET until = DATE '2024-06-29' WHERE label = 'China'"},
	{check: "citizenship-aliases/date-edition", sql: "UPDATE {t} SET since = DATE '2026-12-01' WHERE label = 'Others'"},
	{check: "citizenship-aliases/date-order", sql: "UPDATE {t} SET since = DATE '2024-07-01', since_precision = 'month' WHERE label = 'China'"},
}

// Each rule that a dataset declares is broken by one row, and by nothing that leaves
// the row good; the message names the release.
func TestEachCheckFails(t *testing.T) {
	b := buildEmbedded(t)
	breakages := slices.Concat(ruleBreakages, dateBreakages,
		printedBreakages("appointments-processed", "nationality", "appointments", "ohss_appointments"),
		printedBreakages("field-office-encounters", "field_office", "encounters", "ohss_field_offices"))
	declaredChecks := map[string]*Dataset{}
	for _, d := range Published().Datasets() {
		for _, c := range d.Checks {
			declaredChecks[c.ID] = d
		}
		if _, cites := d.Field("evidence"); cites {
			breakages = append(breakages, citationBreakages(d)...)
		}
	}
	tested := map[string]bool{}
	for _, br := range breakages {
		t.Run(br.check, func(t *testing.T) {
			d := declaredChecks[br.check]
			if d == nil {
				t.Fatal("no such check")
			}
			tested[br.check] = true
			if err := b.exec(t.Context(), "BEGIN"); err != nil {
				t.Fatal(err)
			}
			defer b.exec(t.Context(), "ROLLBACK")
			if err := b.exec(t.Context(), strings.ReplaceAll(br.sql, "{t}", checkTable(d))); err != nil {
				t.Fatal(err)
			}
			failed := failing(t, b, d)
			want := map[string]bool{br.check: true}
			if br.also != "" {
				want[br.also] = true
			}
			if !maps.Equal(failed, want) {
				t.Errorf("failed: %v, want %v", slices.Sorted(maps.Keys(failed)), slices.Sorted(maps.Keys(want)))
			}
		})
	}
	for id := range declaredChecks {
		if !tested[id] {
			t.Errorf("no row breaks %s", id)
		}
	}
}

// failing runs the declared checks that read the table of d or its stages, and names
// those that fail.
func failing(t *testing.T, b *Builder, d *Dataset) map[string]bool {
	t.Helper()
	reads := regexp.MustCompile(`main\.` + d.Table() + `\b`)
	failed := map[string]bool{}
	for _, other := range Published().Datasets() {
		affected := slices.Clone(other.Checks)
		if other != d {
			affected = slices.DeleteFunc(affected, func(c Check) bool { return !reads.MatchString(c.SQL) })
		}
		if len(affected) == 0 {
			continue
		}
		results, err := runChecks(t.Context(), b.db, other, affected, checkTable(other))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			if r.Passed() {
				continue
			}
			failed[r.ID] = true
			if len(r.Releases) == 0 {
				t.Errorf("%s names no release: %s", r.ID, r.Sample)
			}
			if strings.Contains(r.Sample, "found nothing") {
				t.Errorf("%s does not say what it found: %s", r.ID, r.Sample)
			}
		}
	}
	return failed
}

// What comes with the program breaks no rule, not even one that only warns.
func TestEmbeddedRowsBreakNoRule(t *testing.T) {
	b := buildEmbedded(t)
	results, err := b.Check(t.Context(), "checks")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if !r.Passed() {
			t.Errorf("%s: %d failures, first %s", r.ID, r.Failures, r.Sample)
		}
	}
}
