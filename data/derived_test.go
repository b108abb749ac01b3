package data

import (
	"context"
	"testing"
)

// inTransaction runs a test's changes to the built tables and takes them back.
func inTransaction(t *testing.T, b *Builder, changes ...string) {
	t.Helper()
	if err := b.exec(t.Context(), "BEGIN"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.exec(context.Background(), "ROLLBACK") }) // the test's own context has ended by then
	for _, text := range changes {
		if err := b.exec(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
}

// What datasets work out from others or from printed cells.
func TestDerivedColumns(t *testing.T) {
	b := buildEmbedded(t)

	t.Run("coverage folds shares", func(t *testing.T) {
		share := func(language, percent string) string {
			return "INSERT INTO main.nationality_languages SELECT * REPLACE ('QQ' AS territory, '" + language + "' AS language, " + percent +
				" AS population_percent, 'at " + language + "' AS locator) FROM main.nationality_languages WHERE territory = 'MX' AND language = 'es'"
		}
		inTransaction(t, b, share("es", "60"), share("es-Latn", "70"), share("en", "50"), share("pt", "10.5"), share("ru", "0.5"), share("fr", "90"),
			"INSERT INTO main.nationality_language_overrides SELECT * REPLACE ('QQ' AS territory, 'en' AS language, 20 AS population_percent, 'census' AS source_id, 'p. 1' AS locator) FROM main.nationality_language_overrides WHERE territory = 'MX'")
		const query = "SELECT concat_ws(' | ', low_percent, high_percent, status, shares, locator) FROM (" + coverageSQL + ") WHERE nationality = 'QQ' AND language_set = "
		if got, want := one(t, b, query+"'three'"), "70.0 | 90.0 | reported | es 70, en 20 (override) | at es-Latn; override census, p. 1"; got != want {
			t.Errorf("three: %s, want %s", got, want)
		}
		if got, want := one(t, b, query+"'five'"), "70.0 | 100.0 | reported | es 70, en 20 (override), pt 10.5, ru 0.5 | at es-Latn; override census, p. 1; at pt; at ru"; got != want {
			t.Errorf("five: %s, want %s", got, want)
		}
	})

	t.Run("coverage without a share is no estimate", func(t *testing.T) {
		got := one(t, b, "SELECT concat_ws(' | ', coalesce(CAST(low_percent AS VARCHAR), 'empty'), coalesce(CAST(high_percent AS VARCHAR), 'empty'), status, locator) FROM main.language_coverage WHERE nationality = 'AF' AND language_set = 'five'")
		if want := "empty | empty | not_available | territoryInfo, AF"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})

	t.Run("undated rows are those that README of the curated tables counts", func(t *testing.T) {
		for table, want := range map[string]string{"published_statements": "1", "wait_times": "1", "events": "1", "daily_capacity": "0", "allocation_rules": "0", "app_languages": "0", "language_count_claims": "0"} {
			if got := one(t, b, "SELECT CAST(count(*) AS VARCHAR) FROM main."+table+" WHERE said_on IS NULL"); got != want {
				t.Errorf("%s: %s undated rows, want %s", table, got, want)
			}
		}
	})

	t.Run("said on", func(t *testing.T) {
		for query, want := range map[string]string{
			"language_count_claims WHERE claim_id = 'app-2023-01-01-respond-crisis-2023'":                                  "2023-12-31", // stated in a year
			"language_count_claims WHERE claim_id = 'app-2024-02-01-vanguardia-2024-02'":                                   "2024-02-29", // in a month
			"published_statements WHERE statement_id = 'admitted-cumulative-2023-09-30-house-homeland-2023-10-25'":         "2023-10-25", // on a day
			"daily_capacity WHERE capacity_id = 'all-2023-05-12-cbp-release-2023-06-30'":                                   "2023-06-30", // its source's day, not the first day in force
			"wait_times WHERE wait_id = 'w042'":                                                                            "2024-09-02", // likewise
			"daily_capacity WHERE capacity_id = 'brownsville-2023-07-01-elmanana-tamaulipas-2023-07'":                      "2023-07-31", // its source's month
			"published_statements WHERE statement_id = 'processed-period-2023-11-30-kelliward-digest-2023'":                "",           // undated
			"events WHERE event_id = '2023-05-12-capacity-1000'":                                                           "2023-06-30",
			"app_languages WHERE entry_id = 'pt-app-2024-03-21-house-letter-2024-03-21' AND status = 'missing'":            "2024-03-21",
			"allocation_rules WHERE rule_id = 'geofence-start-unknown-19' AND status = 'reported' AND value = '19'":        "2024-08-22",
			"wait_times WHERE wait_id = 'w001' AND status = 'reported' AND days_low = 122 AND release_id LIKE 'curated@%'": "2023-01-28",
		} {
			if got := one(t, b, "SELECT CAST(said_on AS VARCHAR) FROM main."+query); got != want {
				t.Errorf("%s: said on %q, want %q", query, got, want)
			}
		}
	})

	t.Run("five kinds of printed cell", func(t *testing.T) {
		for value, want := range map[string]string{"NULL": "empty not_published", "'X'": "empty not_applicable", "'NA'": "empty not_available", "'0'": "0 reported", "'45630'": "45630 reported", "'?'": "empty reported"} {
			t.Run(value, func(t *testing.T) {
				inTransaction(t, b, "UPDATE stage.ohss_appointments SET value = "+value)
				got := one(t, b, "SELECT DISTINCT coalesce(CAST(appointments AS VARCHAR), 'empty') || ' ' || status FROM ("+AppointmentsProcessed.SQL+")")
				if got != want {
					t.Errorf("%s, want %s", got, want)
				}
			})
		}
	})

	t.Run("the figures of August 2024", func(t *testing.T) {
		for where, want := range map[string]string{
			"period = 'fiscal_year' AND fiscal_year = 2023": "278430 2023", "period = 'fiscal_year' AND fiscal_year = 2024": "492850 2024 YTD",
			"month = DATE '2024-05-01'": "45630 2024 YTD", "month = DATE '2023-07-01'": "44810 2023",
		} {
			got := one(t, b, "SELECT appointments || ' ' || fiscal_year_label FROM main.appointments_processed WHERE nationality = 'total' AND release_id = 'ohss-monthly@2024-12-06' AND "+where)
			if got != want {
				t.Errorf("%s: %s, want %s", where, got, want)
			}
		}
	})
}
