package data

// First and last day of the programme: appointments could be asked for in the app from
// the first, and were cancelled on the last (README of the curated tables; events).
const (
	ProgrammeOpened = "2023-01-12"
	ProgrammeEnded  = "2025-01-20"
)
