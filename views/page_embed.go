package views

import (
	"errors"
	escape "html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// embedPath is where charts stand for frames; every page may show what is under it.
const embedPath = "/embed/"

// hostParams are what pym.js adds to the address of a frame. They change nothing.
var hostParams = []string{"childId", "initialWidth", "parentTitle", "parentUrl"}

// embed is /embed/{id}: a chart for the pages of others, live or, with as_of, frozen.
func (s *Server) embed(r *Request) (Response, error) {
	m := page.EmbedModel{
		Notice: layout.NoticeIn(r.tongue()),
		Styles: []string{s.assets.URL("css/embed.css"), s.assets.URL("css/chart.css")}, Scripts: []string{s.assets.URL("js/embed.js"), s.assets.URL("js/chart.js")},
		Licence: layout.Link{Text: chartLicence.ID, Href: chartLicence.URL},
	}
	q, err := s.embedded(r)
	if err == nil {
		m.Chart, err = chartBlock(r.Context(), r.Edition, q)
	}
	if err != nil {
		return embedFailure(r, m, err)
	}
	if q.Chart.TableOnly {
		m.Chart.Figure.Table = q.brief()
	}
	m.Title, m.Page = m.Chart.Figure.Headline, q.Address("")
	m.Credit = r.T("Chart: {publisher}, edition {label},", "publisher", orElse(s.config.Publisher, "citas"), "label", r.Edition.Manifest.Label)
	if day, dated := r.Edition.AsOf(); dated {
		m.AsOf = r.T("The public record as of {day}.", "day", r.Words().Day(day))
	}
	return frame(r, m)
}

func (s *Server) embedded(r *Request) (chartRequest, error) {
	c, err := ChartByID(r.PathValue("id"))
	if err != nil {
		return chartRequest{}, err
	}
	return r.readChart(c, hostParams...)
}

// frame is the document in the frame: in the language of the rest of the site around the notice, which every language has.
func frame(r *Request, m page.EmbedModel) (Response, error) {
	return html(locale.With(r.Context(), r.Words()), page.Embed(m))
}

// embedFailure says in the frame what is wrong with its address.
func embedFailure(r *Request, m page.EmbedModel, err error) (Response, error) {
	p := problemOf(err, r.URL.Path)
	var param *data.ParamError
	if p.Status != http.StatusNotFound && !errors.As(err, &param) {
		return Response{}, err
	}
	m.Title, m.Failure = r.T(failureWords[p.Status][0]), p.Detail
	a, err := frame(r, m)
	a.Status, a.NoStore = p.Status, true
	return a, err
}

// embedHost serves the script for pages around a frame, at an address that stays.
func (s *Server) embedHost(*Request) (Response, error) {
	f, ok := s.assets.Named("js/embed-host.js")
	if !ok {
		return Response{}, data.ErrNotFound
	}
	return Response{Type: f.Type, Body: f.Content, Hash: f.SHA256}, nil
}

// frameHeight guesses how high a frame of 720 px must be. Frames that are told their
// height soon have their own.
func frameHeight(q chartRequest) int {
	const words = 340 // notice, headline, source, credit
	if !q.Drawn() {
		return words + min(q.Frame.Len()*44+60, 400)
	}
	scene, err := chart.Draw(q.Figure(), chart.Options{Width: chart.WideWidth})
	if err != nil {
		return words + 480
	}
	return words + int(scene.Height)
}

// frameTag is the tag that shows the chart in a frame. What is in it is for readers and
// feeds without frames: the picture, linked to the page.
func (s *Server) frameTag(q chartRequest, width string, height int) string {
	base := s.config.BaseURL
	return `<iframe title="` + escape.EscapeString(q.Headline()) + `" src="` + escape.EscapeString(base+q.Frame.Words.Prefix()+embedPath+q.Chart.ID+q.Query()) +
		`" width="` + width + `" height="` + strconv.Itoa(height) + `" loading="lazy" referrerpolicy="no-referrer" style="border:0;max-width:100%">` +
		s.pictureTag(q) + `</iframe>`
}

// pictureTag is the chart as a picture that leads to its page.
func (s *Server) pictureTag(q chartRequest) string {
	base := s.config.BaseURL
	return `<a href="` + escape.EscapeString(base+q.Frame.Words.Prefix()+q.Address("")) + `"><img src="` + escape.EscapeString(base+q.Frame.Words.Prefix()+q.Address("png", sizeParam, "2x")) +
		`" width="720" style="max-width:100%;height:auto" alt="` + escape.EscapeString(q.Headline()+" "+q.Subtitle()) + `"></a>`
}

// creditTag stands under a frame, and stays where a host takes the frame away.
func (s *Server) creditTag(q chartRequest) string {
	return `<p><a href="` + escape.EscapeString(s.config.BaseURL+q.Frame.Words.Prefix()+q.Address("")) + `">` + escape.EscapeString(q.Frame.T(q.Chart.Name)) + `</a>: ` +
		escape.EscapeString(orElse(s.config.Publisher, "citas")) + `, ` + chartLicence.ID + `</p>`
}

// snippets are the texts to copy: a frame that follows the record, one that stays as it
// is, and a picture.
func (s *Server) snippets(r *Request, q chartRequest) page.SnippetsModel {
	if s.config.BaseURL == "" {
		return page.SnippetsModel{Why: r.T("This copy of the site does not know its own address (--base-url), so there is nothing to embed it with.")}
	}
	script := `<script async src="` + escape.EscapeString(s.config.BaseURL) + `/embed.js"></script>`
	frame := func(q chartRequest) string {
		return strings.Join([]string{s.frameTag(q, "100%", frameHeight(q)), s.creditTag(q), script}, "\n")
	}
	day := frozenDay(r.Edition)
	frozen := q.At(day.Format(time.DateOnly))
	list := []page.Snippet{
		{ID: "embed-frozen", Title: r.T("Frozen"), Use: r.T("Shows the record as it stood on {day}, whatever is revised later.", "day", r.Words().Day(day)), Code: frame(frozen)},
		{ID: "embed-picture", Title: r.T("Picture"), Use: r.T("For newsletters and systems that take no frames, as of the same day."), Code: s.pictureTag(frozen) + "\n" + s.creditTag(frozen)},
	}
	if _, dated := r.Edition.AsOf(); !dated {
		live := page.Snippet{ID: "embed-live", Title: r.T("Live"), Use: r.T("Follows the record: a new release changes it. The script is optional; it makes the frame as high as the chart."), Code: frame(q)}
		list = slices.Insert(list, 0, live)
	}
	return page.SnippetsModel{Snippets: list}
}

// frozenDay is the day to which a view can be tied: its own, or that of the edition.
func frozenDay(e *data.Edition) time.Time {
	if day, dated := e.AsOf(); dated {
		return day
	}
	return editionDay(e.Manifest)
}
