package views

import (
	"fmt"
	"strings"
	"time"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

const (
	typeAtom     = "application/atom+xml; charset=utf-8"
	typeJSONFeed = "application/feed+json"
)

// feed is one list of entries, before it is written in a format. Its times come from
// the record, so that the same edition gives the same bytes.
type feed struct {
	id, title, subtitle string
	page, self          string // addresses, whole when a base address is configured
	author              string
	updated             time.Time
	entries             []feedEntry
}

type feedEntry struct {
	id, title, text, link, kind string
	updated                     time.Time
}

// feedKinds are the feeds, by the name in their address.
var feedKinds = []struct {
	name            string
	noun            locale.Msg
	title, subtitle locale.Msg
	has             func(recordEntry) bool
}{
	{"releases", "feed|releases", "citas: releases", "Every release that was accepted, held, refused or rejected, every publisher that fell silent, moved or came back, and every correction of ours.", func(recordEntry) bool { return true }},
	{"revisions", "feed|revisions", "citas: revisions", "Every release that changed, added or withdrew cells of the release before it.", recordEntry.revised},
}

// feedLinks lead to every feed in every format.
func feedLinks(w Words) []layout.Link {
	var links []layout.Link
	for _, k := range feedKinds {
		links = append(links,
			layout.Link{Text: Capital(w.T(k.noun)) + ", Atom", Href: "/feeds/" + k.name + ".atom", Note: w.T(k.subtitle)},
			layout.Link{Text: Capital(w.T(k.noun)) + ", JSON Feed", Href: "/feeds/" + k.name + ".json"})
	}
	return links
}

// feedTwins let a feed reader find the feeds from any page.
func feedTwins(w Words) []layout.Twin {
	var twins []layout.Twin
	for _, k := range feedKinds {
		twins = append(twins,
			layout.Twin{Type: "application/atom+xml", Href: "/feeds/" + k.name + ".atom", Title: w.T(k.title)},
			layout.Twin{Type: typeJSONFeed, Href: "/feeds/" + k.name + ".json", Title: w.T(k.title)})
	}
	return twins
}

// programmeStart dates a feed without entries: the first day of the programme.
var programmeStart = time.Date(2023, time.January, 12, 0, 0, 0, 0, time.UTC)

// answer writes the feed as "atom" or "json"; whole says that its addresses are.
func (f feed) answer(format string, whole bool) (Response, error) {
	if format == "json" {
		body, err := f.jsonFeed(whole)
		return Response{Type: typeJSONFeed, Body: body}, err
	}
	body, err := f.atom()
	return Response{Type: typeAtom, Body: body}, err
}

// feed answers /feeds/{releases,revisions}.{atom,json}.
func (s *Server) feed(r *Request) (Response, error) {
	name, format := splitName(r.PathValue("name"))
	for _, k := range feedKinds {
		if k.name != name || (format != "atom" && format != "json") {
			continue
		}
		f := feed{
			id: tagURI("feed/" + k.name), title: k.title.English(), subtitle: k.subtitle.English(), author: orElse(s.config.Publisher, "citas"),
			page: s.config.BaseURL + "/changes", self: s.config.BaseURL + r.URL.EscapedPath(),
			updated: programmeStart,
		}
		entries, err := s.entries(r)
		if err != nil {
			return Response{}, err
		}
		for i, e := range entries {
			if k.has(e) {
				if f.entries == nil {
					f.updated = entries[i].at // newest first
				}
				f.entries = append(f.entries, s.feedEntry(e, name))
			}
		}
		return f.answer(format, s.config.BaseURL != "")
	}
	return Response{}, fmt.Errorf("feed %q: %w", r.PathValue("name"), data.ErrNotFound)
}

// feedEntry is an entry of the record in the words of a feed. Its id never changes: a
// release that is held and then rejected is the same entry, updated; one that is
// accepted after all is another.
func (s *Server) feedEntry(e recordEntry, name string) feedEntry {
	f := feedEntry{updated: e.at, kind: string(e.kind), link: s.config.BaseURL + "/changes#" + e.slug, id: tagURI("correction/" + e.id), title: string(e.kind) + ": " + e.title}
	text := e.lines
	switch {
	case e.kept != nil:
		f.id = tagURI("kept-out/" + e.id + "/" + e.kept.SHA256[:min(16, len(e.kept.SHA256))])
		f.title = string(e.kind) + ": " + e.id
		text = append(text, "Reason: "+e.kept.Reason)
	case e.kind == entrySource:
		f.id = tagURI("source/" + e.id)
	case e.kind == entryRelease:
		f.id, f.title = tagURI("release/"+e.id), f.title+" ("+e.id+")"
		for _, c := range e.changes {
			text = append(text, c.Dataset.Title+": "+changeSentences(Words{}, c))
		}
		if name == "revisions" {
			f.id, f.title = tagURI("revisions/"+e.id), "Revised by "+e.id
			if len(e.changes) == 1 {
				f.link = s.config.BaseURL + revisionsHref(e.changes[0])
			}
		}
	}
	f.text = orElse(strings.Join(text, " "), f.title)
	return f
}

// tagURI is an identifier for good (RFC 4151), whatever address the site has.
func tagURI(of string) string { return "tag:citas,2026:" + of }
