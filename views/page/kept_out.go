package page

import (
	"citas/views/layout"
	"citas/views/locale"
)

// KeptOut is a release that is in no edition.
type KeptOut struct {
	ID               string // of the element on /status
	Release, State   string
	Series           layout.Link
	Published, Since string
	File, SHA256     string
	Reason, Finding  string
	Diffs            []string // what it would change, a sentence per dataset
	Command          string   // that decides, of a held one
}

// dayTerm says what the day of an entry is.
func (e ChangeEntry) dayTerm() locale.Msg {
	switch {
	case e.Kept != nil || e.Publisher:
		return "Since"
	case e.Series.Href == "":
		return "Corrected"
	}
	return "Published"
}

// stateMeans explains the state to a reader.
func (k KeptOut) stateMeans() locale.Msg {
	switch k.State {
	case "held":
		return "It revises the release before it more than the gates allow, and waits for a person to decide."
	case "rejected":
		return "A person decided to keep it out."
	}
	return "It cannot be read as its series is read, or it breaks a rule."
}

// reasonTerm names the reason: a person's, or the program's finding.
func (k KeptOut) reasonTerm() locale.Msg {
	if k.State == "rejected" {
		return "Reason given:"
	}
	return "Reason:"
}
