// Package data is what citas knows: the catalogue of datasets, the cited tables
// that come with the program, and the editions that are built from them.
//
// The idea, in the order in which a figure travels:
//
//  1. A [Dataset] (one file each, dataset_<id>.go) declares a tidy table: its
//     fields, its key, its total order, the staged columns it reads and the SQL
//     that makes it. Everything else about the dataset follows from this.
//  2. A reader (package etl) turns the bytes of one release into rows of text,
//     each with a locator. They are staged as VARCHAR; nothing is cast before SQL.
//  3. [Builder] makes a new DuckDB file: stages, casts, keeps every accepted
//     release in schema history, puts the newest statement of each partition in
//     schema main, runs the checks and writes the exports.
//  4. The finished folder is an edition: citas.duckdb, files/, manifest.json.
//     It is never changed; current.json names the one to serve.
//  5. [Store] hands out reference-counted read-only [Edition] handles to the site.
//
// Only driver.go imports the DuckDB driver.
package data
