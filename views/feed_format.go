package views

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"time"
)

// The two formats are written here and not by gorilla/feeds: its Atom feed has room for
// one link, where RFC 4287 wants "self" beside "alternate", and takes the feed's id from
// it; its JSON feed leaves "items" out when there are none, which version 1.1 requires.

// atomFeed is RFC 4287, as far as it is used.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Link     atomLink     `xml:"link"`
	Category atomCategory `xml:"category"`
	Content  atomText     `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (f feed) atom() ([]byte, error) {
	out := atomFeed{
		ID: f.id, Title: f.title, Subtitle: f.subtitle, Updated: f.updated.Format(time.RFC3339), Author: f.author,
		Links: []atomLink{{"alternate", "text/html", f.page}, {"self", "application/atom+xml", f.self}},
	}
	for _, e := range f.entries {
		out.Entries = append(out.Entries, atomEntry{
			ID: e.id, Title: e.title, Updated: e.updated.Format(time.RFC3339), Link: atomLink{"alternate", "text/html", e.link},
			Category: atomCategory{e.kind}, Content: atomText{"text", e.text},
		})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	w := xml.NewEncoder(&b)
	w.Indent("", " ")
	err := w.Encode(out)
	b.WriteByte('\n')
	return b.Bytes(), err
}

// jsonFeed is JSON Feed 1.1. Its addresses must be whole, so without a base address it
// has none.
type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url,omitempty"`
	FeedURL     string       `json:"feed_url,omitempty"`
	Description string       `json:"description"`
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Tags      []string `json:"tags"`
}

func (f feed) jsonFeed(whole bool) ([]byte, error) {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, Description: f.subtitle, Language: "en",
		Authors: []jsonAuthor{{f.author}}, Items: []jsonItem{},
	}
	if whole {
		out.HomePage, out.FeedURL = f.page, f.self
	}
	for _, e := range f.entries {
		item := jsonItem{ID: e.id, Title: e.title, Text: e.text, Published: e.updated.Format(time.RFC3339), Tags: []string{e.kind}}
		if whole {
			item.URL = e.link
		}
		out.Items = append(out.Items, item)
	}
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	w.SetIndent("", " ")
	err := w.Encode(out)
	return b.Bytes(), err
}
