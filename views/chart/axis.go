package chart

import "time"

// Scale is the kind of an axis. The zero value is Number.
type Scale int

// Scales. Month, Quarter, Year and FiscalYear are rows of equal slots; Day is continuous time.
const (
	Number Scale = iota
	Month
	Quarter
	Year
	FiscalYear // October to September, named by the year it ends in
	Day
	Categories
	Elapsed // on X under numbers: an amount of its own, such as days since a start; reads Point.After
)

// Axis is one of the two axes of a figure.
type Axis struct {
	Scale Scale
	Label string // what is measured: "Appointments per day"; drawn at the head of the axis
	Unit  string // follows a value in words: "appointments"; no unit for Percent

	// Number
	Zero     bool     // begin at zero; bars and areas always do
	Min, Max *float64 // widen the range to these; data is never cut off
	Percent  bool     // values are shares from 0 to 1
	Decimals int      // of values in words and value labels; ticks find their own

	// Month to Day
	From, To time.Time // first and last slot, both included
	Fiscal   bool      // on a Month or Quarter X axis: fiscal years on a line under the calendar years

	// Categories
	Rows  []string // in reading order: left to right, top to bottom
	Empty string   // on Y: said in rows without data; empty: "no figure published"
}

// Months is a time axis with a slot for each month from the one of from to the one of to.
func Months(from, to time.Time) Axis { return Axis{Scale: Month, From: from, To: to} }

// Quarters is a time axis with a slot for each calendar quarter.
func Quarters(from, to time.Time) Axis { return Axis{Scale: Quarter, From: from, To: to} }

// Years is a time axis with a slot for each calendar year.
func Years(from, to time.Time) Axis { return Axis{Scale: Year, From: from, To: to} }

// FiscalYears is a time axis with a slot for each US federal fiscal year.
func FiscalYears(from, to time.Time) Axis { return Axis{Scale: FiscalYear, From: from, To: to} }

// Days is continuous time from the day from to the day to.
func Days(from, to time.Time) Axis { return Axis{Scale: Day, From: from, To: to} }

// Rows is a category axis.
func Rows(names ...string) Axis { return Axis{Scale: Categories, Rows: names} }

// Since is an axis of the amount that passed since a start, in the unit.
func Since(label, unit string) Axis {
	return Axis{Scale: Elapsed, Label: label, Unit: unit, Zero: true}
}

func (a Axis) counted() bool { return a.Scale == Number || a.Scale == Elapsed }
func (a Axis) timed() bool   { return a.Scale >= Month && a.Scale <= Day }
func (a Axis) slotted() bool { return a.Scale >= Month && a.Scale <= FiscalYear }
