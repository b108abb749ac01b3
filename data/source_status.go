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
	Source      string `json:"source"`
	Title       string `json:"title"`
	State       string `json:"state"`                  // one of the states above
	Since       string `json:"since,omitempty"`        // day; empty: as declared, before the first check
	Duty        string `json:"duty,omitempty"`         // law or promise that obliges the publisher, if we know one
	Asked       bool   `json:"asked"`                  // citas can ask the publisher by itself
	LastChecked string `json:"last_checked,omitempty"` // moment
	Outcome     string `json:"outcome,omitempty"`      // of that check
	HTTPStatus  int    `json:"http_status,omitempty"`
	Newest      string `json:"newest_issue,omitempty"` // issue that the publisher listed last
	Through     string `json:"data_through,omitempty"` // last day that it covers
	LastRelease string `json:"last_release,omitempty"` // day of publication of the newest release at hand
	Expected    string `json:"expected,omitempty"`     // day by which the next is expected; empty where none is
	DaysLate    int    `json:"days_late"`              // today; 0 while it is not late
	Error       string `json:"error,omitempty"`        // in plain words
}
