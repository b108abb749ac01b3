package views

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
)

// loadFrame is what a chart shows when nothing is chosen.
func loadFrame(ctx context.Context, e *data.Edition, c *Chart, w Words) (Frame, error) {
	all, err := loadRows(ctx, e, c, w)
	if err != nil {
		return Frame{}, err
	}
	return c.unasked(all), nil
}

// loadRows runs a chart's query, and its facts query where it has one: every row, also
// those that are left out unless a reader asks for them. The columns of the result must
// be those that the chart declares.
func loadRows(ctx context.Context, e *data.Edition, c *Chart, w Words) (Frame, error) {
	t, err := e.Query(ctx, c.ID)
	if err != nil {
		return Frame{}, fmt.Errorf("chart %s: %w", c.ID, err)
	}
	if len(t.Columns) != len(c.Columns) {
		return Frame{}, fmt.Errorf("chart %s: %w: the query has %d columns, the chart declares %d", c.ID, data.ErrInvalid, len(t.Columns), len(c.Columns))
	}
	for i, head := range c.Columns {
		if t.Columns[i].Name != head.Column {
			return Frame{}, fmt.Errorf("chart %s: %w: column %d is %s, the chart declares %s", c.ID, data.ErrInvalid, i+1, t.Columns[i].Name, head.Column)
		}
		t.Columns[i].Unit = string(head.Unit) // as files have it
	}
	f := Frame{Table: t, Words: w}
	if c.Stepped != "" {
		if f.steps, err = stepsOf(ctx, e, c.Stepped); err != nil {
			return Frame{}, fmt.Errorf("chart %s: %w", c.ID, err)
		}
	}
	facts, err := e.Query(ctx, c.ID+"-facts")
	switch {
	case errors.Is(err, data.ErrNotFound):
	case err != nil:
		return Frame{}, fmt.Errorf("chart %s: %w", c.ID, err)
	case facts.Len() != 1:
		return Frame{}, fmt.Errorf("chart %s: %w: its facts query returned %d rows, expected one", c.ID, data.ErrInvalid, facts.Len())
	default:
		f.facts, f.Facts = facts, facts.Row(0)
	}
	return f, nil
}

// Figure is the drawing of the request.
func (q chartRequest) Figure() chart.Figure { return q.finished(q.Chart.Figure(q.Frame)) }

// finished gives a drawing of the chart what every one carries: names, words, and the
// chosen period as that of the time axis and of the dates that are marked on it.
func (q chartRequest) finished(fig chart.Figure) chart.Figure {
	from, to := q.Period()
	if fig.X.From.Before(fig.X.To) {
		if from.After(fig.X.From) {
			fig.X.From = from
		}
		if !to.IsZero() && to.Before(fig.X.To) {
			fig.X.To = to
		}
	}
	outside := func(day time.Time) bool { return day.Before(from) || !to.IsZero() && day.After(to) }
	fig.Breaks = slices.DeleteFunc(fig.Breaks, func(b chart.Break) bool { return outside(b.At) })
	fig.Events = slices.DeleteFunc(fig.Events, func(e chart.Event) bool { return outside(e.At) })
	w := q.Frame.Words
	fig.ID, fig.Name, fig.Format = q.Chart.ID, w.T(q.Chart.Name), formatOf(w)
	fig.Said, fig.From = levelWords(w, q.Chart.Level), q.Frame.newest()
	fig.Description = fig.Name + ". " + q.Subtitle() + ". " + chart.Describe(fig)
	return fig
}

// tableOf is the request as a table for reading.
func tableOf(q chartRequest) layout.Table {
	c, f := q.Chart, q.Frame
	l := c.listing()
	t := layout.Table{ID: c.ID + "-table", Caption: f.T(c.Name) + ": " + q.Subtitle()}
	names := make([]string, len(c.Columns))
	for i, head := range c.Columns {
		names[i] = head.Column
		kind := f.Columns[i].Type
		t.Columns = append(t.Columns, layout.Column{
			Label: head.Label, Unit: head.Unit,
			Numeric: kind == data.Integer || kind == data.Number,
		})
	}
	f.Each(func(r data.Row) {
		cells := make([]layout.Cell, len(c.Columns))
		for i, head := range c.Columns {
			cells[i] = l.cell(head, f.Columns[i].Type, r, f.Words)
			cells[i].Header = i == 0
		}
		citeRow(cells, names, func(i int) string { return cells[i].Value })
		if cells[0].Href == "" && l.hasFigures(f.Table) {
			cells[0].Href = l.cite(citeChart, r)
		}
		t.Rows = append(t.Rows, cells)
	})
	return t
}

// speaker writes who said a figure: agencies and groups that are known by their letters
// in capitals.
func speaker(code string) string {
	words := strings.Split(code, "_")
	for i, word := range words {
		if slices.Contains([]string{"ap", "cbp", "dhs", "inm", "iom", "msf", "ngo", "ohss"}, word) {
			words[i] = strings.ToUpper(word)
		}
	}
	return strings.Join(words, " ")
}

// cellOf writes one value for reading; Value keeps it as the files have it.
func cellOf(head Head, r data.Row, w Words) layout.Cell {
	if !r.Has(head.Column) {
		return layout.Blank(w.T("no value|none"))
	}
	cell := layout.Cell{Text: r.Text(head.Column), Value: r.Text(head.Column)}
	if v, ok := r.Float(head.Column); ok {
		switch head.Form {
		case Year:
		case Decimal1:
			cell.Text = w.Number(v, 1)
		case Signed:
			cell.Text = signed(v, w)
		case Percent1:
			cell.Text = w.Percent(v, 1)
		default:
			cell.Text = w.Upto(v, 2)
		}
	}
	if day, ok := r.Day(head.Column); ok {
		switch head.Form {
		case Month:
			cell.Text = w.Month(day)
		case Quarter:
			cell.Text = w.Quarter(day)
		default:
			cell.Text = w.Day(day)
		}
	}
	switch head.Form {
	case Status:
		cell.Text = enumWords(w, cell.Text)
	case Length:
		cell.Text = lengthWords(w, cell.Text)
	case Said:
		cell.Text = whoWords(w, cell.Text)
	}
	if head.Form == Link {
		cell.Href = "/sources/" + cell.Text
	}
	return cell
}
