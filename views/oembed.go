package views

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// oembedDocument answers oEmbed 1.0 (oembed.com) for a chart: how to show its address in
// a page of someone else.
type oembedDocument struct {
	Version         string `json:"version"`
	Type            string `json:"type"`
	Title           string `json:"title"`
	AuthorName      string `json:"author_name,omitempty"`
	ProviderName    string `json:"provider_name"`
	ProviderURL     string `json:"provider_url"`
	CacheAge        int    `json:"cache_age"`
	ThumbnailURL    string `json:"thumbnail_url,omitempty"`
	ThumbnailWidth  int    `json:"thumbnail_width,omitempty"`
	ThumbnailHeight int    `json:"thumbnail_height,omitempty"`
	HTML            string `json:"html"`
	Width           int    `json:"width"`
	Height          int    `json:"height"`
}

// oembedWidth is the width of a frame for which nothing narrower is asked.
const oembedWidth = 720

// oembed answers /oembed?url=: 404 for what is no chart of this site, 501 for XML.
func (s *Server) oembed(r *Request) (Response, error) {
	if err := r.known("url", "format", "maxwidth", "maxheight"); err != nil {
		return Response{}, err
	}
	values := r.URL.Query()
	switch format := values.Get("format"); format {
	case "", "json":
	case "xml":
		return Response{}, fmt.Errorf("oEmbed as XML: %w: it is answered as json", errFormat)
	default:
		return Response{}, &data.ParamError{Param: "format", Found: format, Expected: "a format of oEmbed", Valid: []string{"json"}}
	}
	width, err := mostPixels(values, "maxwidth")
	if err != nil {
		return Response{}, err
	}
	height, err := mostPixels(values, "maxheight")
	if err != nil {
		return Response{}, err
	}
	if values.Get("url") == "" {
		return Response{}, &data.ParamError{Param: "url", Expected: "the address of a chart of this site"}
	}
	q, err := s.chartAt(r, values.Get("url"))
	if err != nil {
		return Response{}, err
	}
	doc := oembedDocument{
		Version: "1.0", Type: "rich", Title: q.Headline(), AuthorName: s.config.Publisher,
		ProviderName: "citas", ProviderURL: s.config.BaseURL + "/", CacheAge: 300,
		Width: min(width, oembedWidth), Height: min(height, frameHeight(q)),
	}
	doc.HTML = s.frameTag(q, strconv.Itoa(doc.Width), doc.Height)
	if cardSize.width <= width && cardSize.height <= height {
		doc.ThumbnailURL, doc.ThumbnailWidth, doc.ThumbnailHeight = s.shareImage(q), cardSize.width, cardSize.height
	}
	body, err := json.Marshal(doc)
	return Response{Type: typeJSON, Body: append(body, '\n')}, err
}

// mostPixels reads an upper limit; without one it is larger than any frame.
func mostPixels(values url.Values, name string) (int, error) {
	text := values.Get(name)
	if text == "" {
		return 1 << 16, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, &data.ParamError{Param: name, Found: text, Expected: "a whole number of pixels"}
	}
	return n, nil
}

// chartAt is the request of the chart that an address of this site shows. What this
// site would not answer with a chart is data.ErrNotFound.
func (s *Server) chartAt(r *Request, address string) (chartRequest, error) {
	fail := fmt.Errorf("a chart at %q: %w", address, data.ErrNotFound)
	rest, ours := strings.CutPrefix(address, s.config.BaseURL+"/")
	if s.config.BaseURL == "" || !ours {
		return chartRequest{}, fail
	}
	u, err := url.Parse("/" + rest)
	if err != nil {
		return chartRequest{}, fail
	}
	words := Words{}
	if code, rest, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/"); code != "" {
		if w, ok := locale.ByCode(code); ok {
			words, u.Path = w, "/"+rest
		}
	}
	id, chart := strings.CutPrefix(u.Path, "/charts/")
	if !chart {
		id, chart = strings.CutPrefix(u.Path, embedPath)
	}
	c, err := ChartByID(id)
	if !chart || err != nil {
		return chartRequest{}, fail
	}
	inner := r.Clone(locale.With(r.Context(), words))
	inner.URL = u
	asked := &Request{Request: inner, Edition: r.Edition}
	var q chartRequest
	if err = asked.travel(route{}); err == nil {
		q, err = asked.readChart(c, hostParams...)
	}
	var param *data.ParamError
	if errors.As(err, &param) {
		return q, fmt.Errorf("%w: %s", fail, err)
	}
	return q, err
}

// oembedTwin leads from a chart's page to its oEmbed answer.
func (s *Server) oembedTwin(q chartRequest) []layout.Twin {
	if s.config.BaseURL == "" {
		return nil
	}
	asked := url.Values{"url": {s.config.BaseURL + q.Frame.Words.Prefix() + q.Address("")}, "format": {"json"}}
	return []layout.Twin{{Type: "application/json+oembed", Href: s.config.BaseURL + "/oembed?" + asked.Encode(), Title: q.Headline()}}
}
