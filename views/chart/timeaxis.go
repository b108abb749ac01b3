package chart

import "time"

// slot is one month, quarter or year of a time axis.
type slot struct{ start, end time.Time }

// slots lists those of an axis with equal slots.
func (a Axis) slots() []slot {
	var out []slot
	for t := a.floor(a.From); !t.After(a.To); t = a.next(t) {
		out = append(out, slot{t, a.next(t)})
	}
	return out
}

// floor is the start of the slot that holds t.
func (a Axis) floor(t time.Time) time.Time {
	y, m, d := t.Date()
	switch a.Scale {
	case Month:
		d = 1
	case Quarter:
		m, d = (m-1)/3*3+1, 1
	case Year:
		m, d = time.January, 1
	case FiscalYear:
		if m < time.October {
			y--
		}
		m, d = time.October, 1
	}
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func (a Axis) next(t time.Time) time.Time {
	switch a.Scale {
	case Quarter:
		return t.AddDate(0, 3, 0)
	case Year, FiscalYear:
		return t.AddDate(1, 0, 0)
	case Day:
		return t.AddDate(0, 0, 1)
	}
	return t.AddDate(0, 1, 0)
}

// when names the slot of t in words: "May 2024", "Q2 2024", "2024", "FY2024", "12 May 2023".
func (a Axis) when(f Format, t time.Time) string {
	start := a.floor(t)
	switch a.Scale {
	case Month:
		return f.MonthYear(start)
	case Quarter:
		return f.Quarter(quarterOf(start)) + " " + yearText(start.Year())
	case Year:
		return yearText(start.Year())
	case FiscalYear:
		return f.FiscalYear(start.Year() + 1)
	}
	return f.Date(start)
}

func quarterOf(t time.Time) int { return (int(t.Month())-1)/3 + 1 }

func yearText(y int) string { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") }

func fiscalYear(t time.Time) int {
	if t.Month() >= time.October {
		return t.Year() + 1
	}
	return t.Year()
}

// mark is a label on a time axis, centred at x unless it starts there.
type mark struct {
	x    float64
	text string
}

// fits reports whether the labels stand apart by gap and within x0 to x1.
func fits(f font, marks []mark, x0, x1, gap float64) bool {
	edge := x0 - gap
	for _, m := range marks {
		w := f.width(m.text) / 2
		if m.x-w < edge+gap-1e-9 || m.x+w > x1 {
			return false
		}
		edge = m.x + w
	}
	return true
}

// inside drops the first and last label where they stick out.
func inside(f font, marks []mark, x0, x1 float64) []mark {
	if n := len(marks); n > 0 && marks[n-1].x+f.width(marks[n-1].text)/2 > x1 {
		marks = marks[:n-1]
	}
	if len(marks) > 0 && marks[0].x-f.width(marks[0].text)/2 < x0 {
		marks = marks[1:]
	}
	return marks
}

// spanMarks labels the middle of each run of equal names, leaving out those that do not fit their run.
func spanMarks(f font, s scale, name func(time.Time) string) (marks []mark, edges []float64) {
	type run struct {
		text   string
		x0, x1 float64
	}
	var runs []run
	step := Axis{Scale: Month}
	for t := step.floor(s.begin()); t.Before(s.finish()); t = step.next(t) {
		x0, x1 := s.date(t), s.date(step.next(t))
		x0, x1 = max(x0, s.a), min(x1, s.b)
		if n := len(runs); n > 0 && runs[n-1].text == name(t) {
			runs[n-1].x1 = x1
		} else {
			runs = append(runs, run{name(t), x0, x1})
		}
	}
	for i, r := range runs {
		if i > 0 {
			edges = append(edges, r.x0)
		}
		if f.width(r.text)+4 <= r.x1-r.x0 {
			marks = append(marks, mark{(r.x0 + r.x1) / 2, r.text})
		}
	}
	return marks, edges
}

// timeLabels chooses the densest first row of labels that does not collide; nil where only years fit.
func timeLabels(f font, s scale, fm Format) []mark {
	x0, x1 := max(0.5, s.a-8), s.b+1
	slotMarks := func(name func(time.Time) string, keep func(time.Time) bool) []mark {
		var marks []mark
		for _, sl := range s.slots {
			if keep == nil || keep(sl.start) {
				marks = append(marks, mark{(s.date(sl.start) + s.date(sl.end)) / 2, name(sl.start)})
			}
		}
		return marks
	}
	short := func(t time.Time) string { return fm.MonthShort(t.Month()) }
	initial := func(t time.Time) string { return fm.MonthInitial(t.Month()) }
	everyThird := func(t time.Time) bool { return t.Month()%3 == 1 }
	quarter := func(t time.Time) string { return fm.Quarter(quarterOf(t)) }
	whole := func(t time.Time) string { return s.Axis.when(fm, t) }
	var choices [][]mark
	switch s.Scale {
	case Month:
		choices = [][]mark{slotMarks(short, nil), slotMarks(initial, nil), slotMarks(short, everyThird)}
	case Quarter:
		choices = [][]mark{slotMarks(quarter, nil)}
	case Year, FiscalYear:
		choices = [][]mark{slotMarks(whole, nil), slotMarks(func(t time.Time) string {
			y := t.Year()
			if s.Scale == FiscalYear {
				y++
			}
			return "’" + yearText(y)[2:]
		}, nil)}
	case Day:
		var all, third []mark
		step := Axis{Scale: Month}
		for t := step.floor(s.begin()); t.Before(s.finish()); t = step.next(t) {
			if mid := t.AddDate(0, 0, 14); !mid.Before(s.begin()) && mid.Before(s.finish()) {
				m := mark{s.date(mid), short(t)}
				all = append(all, m)
				if everyThird(t) {
					third = append(third, m)
				}
			}
		}
		initials := make([]mark, len(all))
		for i, m := range all {
			initials[i] = mark{m.x, string([]rune(m.text)[:1])}
		}
		choices = [][]mark{all, initials, third}
	}
	for i, marks := range choices {
		marks = inside(f, marks, x0, x1)
		if len(marks) == 1 && len(s.slots) != 1 {
			continue
		}
		gap := 4.0
		if s.Scale == Month && i == 1 || s.Scale == Day && i == 1 {
			gap = 2
		}
		if len(marks) > 0 && fits(f, marks, x0, x1, gap) {
			return marks
		}
	}
	return nil
}
