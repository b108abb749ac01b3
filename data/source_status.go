package data

// States of a source: what its publisher does, as far as citas sees it.
const (
	SourceActive     = "active"
	SourceEnded      = "ended"
	SourceLate       = "late"
	SourceMoved      = "moved"
	SourceRemoved    = "removed"
	SourceBlocked    = "blocked"
	SourceUnreadable = "unreadable"
)

// SourceStatus is how a source stands now: what the dataset source-checks says of it
// and what changes too often for an edition to hold. Days are YYYY-MM-DD, moments
// RFC 3339; what is not known is empty.
type SourceStatus struct {
	Source      string
	Title       string
	State       string // one of the states above
	Since       string // day; empty: as declared, before the first check
	Duty        string // law or promise that obliges the publisher, if we know one
	Asked       bool   // citas can ask the publisher by itself
	LastChecked string // moment
	Outcome     string // of that check
	HTTPStatus  int
	Newest      string // issue that the publisher listed last
	Through     string // last day that it covers
	LastRelease string // day of publication of the newest release at hand
	Expected    string // day by which the next is expected; empty where none is
	DaysLate    int    // today; 0 while it is not late
	Error       string // in plain words
}
