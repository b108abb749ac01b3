package data

import "slices"

// withSaidOn completes a dataset of dated statements: its automatic SELECT, with
// said_on worked out as README of the curated tables, "Dating rows for an as-of view",
// says. A row counts as said on stated_on where it has one, otherwise on the day its
// source was published, otherwise it is undated. A date known to the month or year
// counts from its last day, so that no row appears too early.
func withSaidOn(d Dataset) Dataset {
	said := LastDay("TRY_CAST(s.published AS DATE)", "s.published_precision")
	if slices.Contains(d.Reads[0].Columns, "stated_on") {
		said = "coalesce(" + LastDay("c.stated_on", "c.stated_on_precision") + ", " + said + ")"
	}
	d.SQL = "SELECT c.* REPLACE (" + said + " AS said_on) FROM (" + castSQL(&d) + ") AS c LEFT JOIN stage." + StageSources.Name +
		" AS s ON s.source_id = c.source_id AND s.release_id = c.release_id"
	d.Reads = append(d.Reads, StageSources)
	d.History.SaidOn = "said_on"
	return d
}
