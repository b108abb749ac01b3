package data

import "embed"

// Curated holds our cited tables (curated/*.csv) as they come with the program.
//
//go:embed curated/*.csv
var Curated embed.FS

// CuratedEdition is the day of the curated tables' edition: their release is
// curated@CuratedEdition.
const CuratedEdition = "2026-11-23"
