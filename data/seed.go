package data

import "embed"

// Seed holds the figures of official documents as they come with the program, so that
// it shows real figures without the documents: seed/releases.csv and, for each release,
// a folder named by its slug with one CSV per staged table (its columns, then locator).
// The files are written by the readers of package etl, never by hand.
//
//go:embed seed
var Seed embed.FS
