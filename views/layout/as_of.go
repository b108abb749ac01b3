package layout

// AsOf is the control that shows a page as of a day.
type AsOf struct {
	Action      string  // address of the page
	Keep        []Param // its other parameters
	Day         string  // the day shown, YYYY-MM-DD; empty for the latest
	First, Last string  // days on which the record begins and last changed
	Latest      string  // address of the latest view
	Said        string  // which day the page shows, in words; empty for the latest
}

// Param is a parameter that a form keeps.
type Param struct{ Name, Value string }
