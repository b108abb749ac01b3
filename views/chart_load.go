package views

import (
	"context"
	"errors"
	"fmt"

	"citas/data"
	"citas/views/chart"
	"citas/views/layout"
)

// loadFrame runs a chart's query, and its facts query where it has one. The columns of
// the result must be those that the chart declares.
func loadFrame(ctx context.Context, e *data.Edition, c *Chart, w Words) (Frame, error) {
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
		t.Columns[i].Unit = head.Unit
	}
	f := Frame{Table: t, Words: w}
	facts, err := e.Query(ctx, c.ID+"-facts")
	switch {
	case errors.Is(err, data.ErrNotFound):
	case err != nil:
		return Frame{}, fmt.Errorf("chart %s: %w", c.ID, err)
	case facts.Len() != 1:
		return Frame{}, fmt.Errorf("chart %s: %w: its facts query returned %d rows, expected one", c.ID, data.ErrInvalid, facts.Len())
	default:
		f.Facts = facts.Row(0)
	}
	return f, nil
}

// figureOf is the drawing of a chart with what every drawing carries.
func figureOf(c *Chart, f Frame) chart.Figure {
	fig := c.Figure(f)
	fig.ID, fig.Name = c.ID, c.Name
	fig.Said, fig.From = c.Level.Words(), f.newest()
	fig.Description = c.Name + ". " + c.Subtitle + ". " + chart.Describe(fig)
	return fig
}

// tableOf is the frame as a table for reading.
func tableOf(c *Chart, f Frame) layout.Table {
	t := layout.Table{ID: c.ID + "-table", Caption: c.Name + ": " + c.Subtitle}
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
			cells[i] = cellOf(head, r, f.Words)
			cells[i].Header = i == 0
		}
		citeRow(cells, names, func(i int) string { return cells[i].Value })
		t.Rows = append(t.Rows, cells)
	})
	return t
}

// cellOf writes one value for reading; Value keeps it as the files have it.
func cellOf(head Head, r data.Row, w Words) layout.Cell {
	if !r.Has(head.Column) {
		return layout.Blank("none")
	}
	cell := layout.Cell{Text: r.Text(head.Column), Value: r.Text(head.Column)}
	if v, ok := r.Float(head.Column); ok {
		switch head.Form {
		case Year:
		case Decimal1:
			cell.Text = w.Number(v, 1)
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
	if head.Form == Status {
		cell.Text = spaced(cell.Text)
	}
	if head.Form == Link {
		cell.Href = "/sources/" + cell.Text
	}
	return cell
}
