package layout

import "citas/views/locale"

// What must be said first (editorial.md).
const (
	ended   locale.Msg = "The CBP One appointment programme ended on 20 January 2025."
	cannot  locale.Msg = "This site cannot book, check or restore an appointment."
	not     locale.Msg = "It is not a government site and not legal advice. Nobody may charge you for using it."
	helpful locale.Msg = "Where to find free legal help"
)

// NoticeInBrief opens the description of every page. Words that no speaker has read say so here too: search
// engines show them alone.
func NoticeInBrief(w locale.Words) string {
	brief := w.T(ended) + " " + w.T(cannot)
	if !w.Reviewed() {
		brief += " " + w.T(unread)
	}
	return brief
}

// Notice is what must be said first, in one language.
type Notice struct {
	Lang     string // BCP 47
	Ended    string
	Text     string
	Help     string // words of the link to /help
	HelpWord string // the same in one word
	Reviewed bool   // by a speaker
	Unread   string // says that none has read it

	words locale.Words
}

// NoticeIn is the notice in a language.
func NoticeIn(w locale.Words) Notice {
	return Notice{Lang: w.Code(), Ended: w.T(ended), Text: w.T(cannot) + " " + w.T(not), Help: w.T(helpful), HelpWord: w.T("Help"), Reviewed: w.Reviewed(), Unread: w.T(unread), words: w}
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

// Awaiting marks words that no speaker has read, in English, and leads to where they can be corrected.
func Awaiting() string { return awaiting.English() }

// What marks words that no speaker has read: in their language, and in English with the way to correct them.
const (
	unread   locale.Msg = "No speaker has read this text yet."
	awaiting locale.Msg = "awaiting review by a speaker: correct it"
)
