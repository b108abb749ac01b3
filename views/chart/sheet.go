package chart

import (
	"math"
	"strings"
)

// Sheet is a small table as a drawing, for a chart that is a table: its picture shows the columns that matter.
type Sheet struct {
	ID, Name, Description string
	Columns               []SheetColumn
	Rows                  [][]string // final words, one for each column
	Notes                 []string

	loose bool    // extra has been found
	extra float64 // over and under the words of each row
}

// SheetColumn heads a column.
type SheetColumn struct {
	Label   string
	Numeric bool // set at the right
}

// draw lays the table out: as a table where its columns find room, else record by record.
func (t Sheet) draw(o Options) (*Scene, error) {
	if o.Width == 0 {
		o.Width = WideWidth
	}
	w := float64(o.Width)
	l := &layout{
		fig: &Figure{ID: t.ID, Name: t.Name, Notes: t.Notes}, o: o, narrow: o.Width < 480,
		out: &Scene{ID: t.ID + "-" + px(w), Figure: t.ID, Width: w, Title: t.Name, Desc: t.Description},
	}
	pad := 1.0
	if o.Standalone || o.Title != "" {
		pad = 14
	}
	l.x0, l.x1, l.y = pad, w-pad, pad
	l.heading()
	if widths := t.widths(l.x1 - l.x0); widths != nil {
		l.table(t, widths)
	} else {
		l.records(t)
	}
	l.footing()
	l.out.Height = max(math.Ceil(l.y+pad), float64(o.Height))
	if spare := float64(o.Height) - l.y - pad; o.Height > 0 && spare > 0 && !t.loose {
		t.loose = true // once more, with the spare height shared out
		t.extra = min(spare/float64(2*len(t.Rows)+2), 16)
		return t.draw(o)
	}
	return l.out, nil
}

const (
	sheetGap  = 18.0 // between columns
	sheetRoom = 8.0  // over and under the words of a row
)

// widths shares the width out: each column gets what its words want, the widest give first. Nil when one would be
// narrower than its longest word.
func (t Sheet) widths(width float64) []float64 {
	head, body := font{sizeAxis, true}, font{size: sizeLabel}
	want, least := make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		want[i], least[i] = head.width(c.Label), head.widestWord(c.Label)
		for _, row := range t.Rows {
			want[i], least[i] = max(want[i], body.width(row[i])), max(least[i], body.widestWord(row[i]))
		}
	}
	room := width - sheetGap*float64(len(want)-1)
	most := room
	for ; most > 0; most -= 2 {
		sum := 0.0
		for _, v := range want {
			sum += min(v, most)
		}
		if sum <= room {
			break
		}
	}
	for i := range want {
		if want[i] = min(want[i], most); want[i] < least[i] {
			return nil
		}
	}
	return want
}

// widestWord is the width of the widest word of s.
func (f font) widestWord(s string) float64 { return f.widest(strings.Fields(s)) }

func (l *layout) table(t Sheet, widths []float64) {
	room := sheetRoom + t.extra
	line := func(row []string, class string, f font) {
		height, x := 0.0, l.x0
		for i, s := range row {
			lines := f.wrap(s, widths[i]+0.5)
			for j, words := range lines {
				it := textItem(class, f, x, l.y+room+f.size+f.line()*float64(j), Start, words)
				if t.Columns[i].Numeric {
					it.X, it.Anchor = x+widths[i], End
				}
				l.out.add(it)
			}
			height, x = max(height, f.line()*float64(len(lines))), x+widths[i]+sheetGap
		}
		l.y += height + 2*room
		l.rule()
	}
	labels := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		labels[i] = c.Label
	}
	line(labels, "c-quiet", font{sizeAxis, true})
	for _, row := range t.Rows {
		line(row, "c-text", font{size: sizeLabel})
	}
	l.y += 6
}

// records writes each row as lines of a label and its value.
func (l *layout) records(t Sheet) {
	head, body := font{sizeAxis, true}, font{size: sizeLabel}
	left := 0.0
	for _, c := range t.Columns {
		left = max(left, min(head.width(c.Label), (l.x1-l.x0)*0.4))
	}
	for _, row := range t.Rows {
		l.y += sheetRoom + t.extra
		for i, c := range t.Columns {
			labels, values := head.wrap(c.Label, left), body.wrap(row[i], l.x1-l.x0-left-sheetGap)
			for j, s := range labels {
				l.out.add(textItem("c-quiet", head, l.x0, l.y+body.size+body.line()*float64(j), Start, s))
			}
			for j, s := range values {
				l.out.add(textItem("c-text", body, l.x0+left+sheetGap, l.y+body.size+body.line()*float64(j), Start, s))
			}
			l.y += body.line()*float64(max(len(labels), len(values))) + 3
		}
		l.y += sheetRoom + t.extra
		l.rule()
	}
	l.y += 6
}

func (l *layout) rule() {
	l.out.add(Item{Shape: Line, Class: "c-grid", X: l.x0, Y: l.y, X2: l.x1, Y2: l.y})
}
