package layout

import (
	"strings"

	"citas/views/locale"
)

// What must be said first (editorial.md).
const (
	ended   locale.Msg = "The CBP One appointment programme ended on 20 January 2025."
	cannot  locale.Msg = "This site cannot book, check or restore an appointment."
	not     locale.Msg = "It is not a government site and not legal advice. Nobody may charge you for using it."
	helpful locale.Msg = "Where to find free legal help"
)

// NoticeInBrief opens the description of every page.
func NoticeInBrief(w locale.Words) string { return w.T(ended) + " " + w.T(cannot) }

// Notice is what must be said first, in one language.
type Notice struct {
	Lang     string // BCP 47
	Ended    string
	Text     string
	Help     string // words of the link to /help
	Reviewed bool   // by a speaker

	words locale.Words
}

// NoticeIn is the notice in a language.
func NoticeIn(w locale.Words) Notice {
	return Notice{Lang: w.Code(), Ended: w.T(ended), Text: w.T(cannot) + " " + w.T(not), Help: w.T(helpful), Reviewed: w.Reviewed(), words: w}
}

// Notices are shown first on every page, in this order.
func Notices() []Notice {
	all, _ := locale.All() // a server that started has read them
	list := make([]Notice, len(all))
	for i, w := range all {
		list[i] = NoticeIn(w)
	}
	return list
}

// HelpInAll is the word for help in every language, for a link that anybody must find.
func HelpInAll() string {
	all, _ := locale.All() // a server that started has read them
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = w.T("Help")
	}
	return strings.Join(words, " · ")
}

// awaiting marks words that no speaker has read.
const awaiting locale.Msg = "awaiting review by a speaker: correct it"
