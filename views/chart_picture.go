package views

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
	"citas/views/locale"
)

// sizeParam chooses the size of a picture.
const sizeParam = "size"

// pictureSize is one size in which the picture of a chart is made. A size of a fixed
// shape is for sharing: it shows no single case (editorial.md, rule 8).
type pictureSize struct {
	name          string
	width, height int     // px of the image; height 0: as high as the drawing
	scale         float64 // px of the image for one of the drawing, where the height is free
	use           locale.Msg
}

// shared reports whether the picture is made for feeds and messages.
func (p pictureSize) shared() bool { return p.height > 0 }

// pictureSizes are all sizes; the first is the one of an address without the parameter.
var pictureSizes = []pictureSize{
	{name: "1x", width: chart.WideWidth, scale: 1, use: "for a page"},
	{name: "2x", width: 2 * chart.WideWidth, scale: 2, use: "for print and sharp screens"},
	{name: "share", width: 1200, height: 630, use: "1200 × 630, for links and posts"},
	{name: "square", width: 1080, height: 1080, use: "1080 × 1080"},
	{name: "portrait", width: 1080, height: 1350, use: "1080 × 1350"},
}

// pictureSizeOf reads the size parameter. It fails with a ParamError that lists the sizes.
func pictureSizeOf(values url.Values) (pictureSize, error) {
	asked, ok := values[sizeParam]
	if !ok {
		return pictureSizes[0], nil
	}
	var names []string
	for _, p := range pictureSizes {
		if len(asked) == 1 && asked[0] == p.name {
			return p, nil
		}
		names = append(names, p.name)
	}
	return pictureSize{}, &data.ParamError{Param: sizeParam, Found: strings.Join(asked, ", "), Expected: "one of the sizes", Valid: names}
}

// pictureDownloads lists the picture in all sizes.
func pictureDownloads(q chartRequest) []layout.Download {
	var list []layout.Download
	for _, p := range pictureSizes {
		list = append(list, layout.Download{Format: "PNG " + p.name, Href: q.Address("png", sizeParam, p.name), Use: p.use})
	}
	return list
}

// pictureWords are what stands around a drawing wherever it goes without its page.
type pictureWords struct{ title, subtitle, flag, source, credit string }

// pictureWordsOf computes them from what is drawn.
func (s *Server) pictureWordsOf(ctx context.Context, e *data.Edition, q chartRequest) (pictureWords, error) {
	t := q.Frame.Words
	w := pictureWords{title: q.Headline(), subtitle: q.Subtitle(), flag: t.T(q.Chart.Flag()), credit: s.creditLine(e, t)}
	sources, err := sourceLine(ctx, e, q.Chart, t)
	if err != nil {
		return w, err
	}
	var names []string
	for _, l := range sources {
		names = append(names, l.Text+", "+l.Note)
	}
	w.source = t.T("Source:") + " " + strings.Join(names, "; ") + "."
	return w, nil
}

// drawable is what a chart draws: its figure, for sharing the one without single cases,
// or the sheet of a chart that is a table. Nil when there is nothing to draw.
func (q chartRequest) drawable(shared bool) chart.Drawable {
	switch {
	case q.Frame.Len() == 0:
		return nil
	case q.Chart.TableOnly:
		return q.sheet()
	case shared && q.Chart.Share != nil:
		fig := q.finished(q.Chart.Share(q.Chart, q.Frame))
		if len(fig.Layers)+len(fig.Panels) == 0 {
			return nil // nothing that may be shown so
		}
		return fig
	}
	return q.Figure()
}

// brief is the table of a chart with the columns that a small place has room for.
func (q chartRequest) brief() layout.Table {
	table := tableOf(q)
	short := layout.Table{ID: table.ID, Caption: table.Caption, Rows: make([][]layout.Cell, len(table.Rows))}
	for i, head := range q.Chart.Columns {
		if !slices.Contains(q.Chart.Brief, head.Column) {
			continue
		}
		short.Columns = append(short.Columns, table.Columns[i])
		for j, cells := range table.Rows {
			short.Rows[j] = append(short.Rows[j], cells[i])
		}
	}
	return short
}

// sheet is the brief table as a drawing.
func (q chartRequest) sheet() chart.Sheet {
	table := q.brief()
	t := chart.Sheet{ID: q.Chart.ID, Name: q.Frame.T(q.Chart.Name), Description: table.Caption}
	for _, c := range table.Columns {
		label, unit := q.Frame.T(c.Label), q.Frame.T(c.Unit)
		if unit != "" && !strings.Contains(strings.ToLower(label), unit) {
			label += ", " + unit
		}
		t.Columns = append(t.Columns, chart.SheetColumn{Label: label, Numeric: c.Numeric})
	}
	for _, cells := range table.Rows {
		row := make([]string, len(cells))
		for i, cell := range cells {
			row[i] = cell.Text
			t.Description += "; " + strings.ToLower(t.Columns[i].Label) + " " + row[i]
		}
		t.Description += "."
		t.Rows = append(t.Rows, row)
	}
	return t
}

// chartSVG is the drawing as a file, with its words.
func (s *Server) chartSVG(r *Request, q chartRequest) (Response, error) {
	w, err := s.pictureWordsOf(r.Context(), r.Edition, q)
	if err != nil {
		return Response{}, err
	}
	svg, err := chart.SVG(q.drawableOrWords(), w.options())
	if err != nil {
		return Response{}, err
	}
	var b bytes.Buffer
	err = svg.Render(r.Context(), &b)
	return Response{Type: "image/svg+xml", Body: b.Bytes()}, err
}

// options burns the words into a drawing of any height.
func (w pictureWords) options() chart.Options {
	o := chart.Options{Title: w.title, Subtitle: w.subtitle, Source: w.source + " " + w.credit, Standalone: true}
	if w.flag != "" {
		o.Subtitle += ". " + w.flag
	}
	return o
}

// picture is a chart in a size of a fixed shape.
func (s *Server) picture(ctx context.Context, e *data.Edition, q chartRequest, size pictureSize) (chart.Picture, error) {
	w, err := s.pictureWordsOf(ctx, e, q)
	return chart.Picture{
		Name: q.Chart.ID, Width: size.width, Height: size.height, Title: w.title, Subtitle: w.subtitle, Flag: w.flag,
		Source: w.source, Credit: w.credit, Drawing: q.drawable(true),
	}, err
}

// chartPNG paints the picture in one of its sizes.
func (s *Server) chartPNG(r *Request, q chartRequest, size pictureSize) (Response, error) {
	leave, err := s.pictures.Enter(r.Context())
	if err != nil {
		return Response{}, fmt.Errorf("picture of %s: %w", q.Chart.ID, err)
	}
	defer leave()
	a := Response{Type: "image/png"}
	if size.shared() {
		p, err := s.picture(r.Context(), r.Edition, q, size)
		if err == nil {
			a.Body, err = p.PNG()
		}
		return a, err
	}
	w, err := s.pictureWordsOf(r.Context(), r.Edition, q)
	if err != nil {
		return Response{}, err
	}
	o := w.options()
	o.Scale = size.scale
	a.Body, err = chart.PNG(q.drawableOrWords(), o)
	return a, err
}

// drawableOrWords is what a file shows; a chart with nothing to draw says its headline.
func (q chartRequest) drawableOrWords() chart.Drawable {
	if d := q.drawable(false); d != nil {
		return d
	}
	return chart.Sheet{ID: q.Chart.ID, Name: q.Frame.T(q.Chart.Name), Description: q.Headline()}
}

// creditLine says whose a picture is, under which licence, and of which day.
func (s *Server) creditLine(e *data.Edition, w Words) string {
	day, dated := e.AsOf()
	if !dated {
		day = editionDay(e.Manifest)
	}
	_, host, _ := strings.Cut(s.config.BaseURL, "://")
	return w.T("Edition {label}, the record as of {day}. The programme ended on 20 January 2025.", "label", e.Manifest.Label, "day", w.Day(day)) + " " + strings.Join(filled("citas", host, chartLicence.ID), ", ") + "."
}

// editionDay is the day on which an edition was built: what it holds is the record as
// it was held on that day.
func editionDay(m *data.Manifest) time.Time {
	t, err := time.Parse(time.RFC3339, m.BuiltAt)
	if err != nil {
		return time.Time{}
	}
	return t.UTC().Truncate(24 * time.Hour)
}
