package chart

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Random figures of every mark on every axis keep the promises of a scene: no text on text, none outside, no coordinate that is not
// a number, XML that parses, words that describe it.
func TestRandomFigures(t *testing.T) {
	for seed := uint64(0); seed < 150; seed++ {
		fig := randomFigure(rand.New(rand.NewPCG(seed, 7)))
		for _, o := range []Options{{Width: 320}, {Width: 360}, {Width: 720}, {Width: 600, Height: 315, Title: "A headline", Source: "Source"}} {
			scene, err := Draw(fig, o)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			readable(t, fmt.Sprintf("seed %d at %d", seed, o.Width), scene)
			if err := wellFormed(string(scene.SVG(true))); err != nil {
				t.Errorf("seed %d: %v", seed, err)
			}
		}
		if Describe(fig) == "" {
			t.Errorf("seed %d: no description", seed)
		}
		if t.Failed() {
			t.FailNow()
		}
	}
}

func words(r *rand.Rand, n int) string {
	vocabulary := []string{"Tijuana", "of", "Ciudad Juárez", "a day", "&", "<appointments>", "12 May 2023", "non-Mexicans", "\"who\"", "Extraordinarily"}
	var out []string
	for range 1 + r.IntN(n) {
		out = append(out, vocabulary[r.IntN(len(vocabulary))])
	}
	return strings.Join(out, " ")
}

func randomFigure(r *rand.Rand) Figure {
	fig := Figure{ID: "random", Name: words(r, 4), Kinds: dhsKinds}
	rows := func() []string {
		var out []string
		for i := range 1 + r.IntN(9) {
			out = append(out, fmt.Sprintf("%d %s", i, words(r, 3)))
		}
		return out
	}
	from, to := month(2023, 1+r.IntN(12)), month(2024, 1+r.IntN(24))
	fig.X = []Axis{Months(from, to), Quarters(from, to), Years(from, to), FiscalYears(from, to), Days(from, to), Rows(rows()...), {Label: words(r, 3), Zero: true}}[r.IntN(7)]
	fig.X.Fiscal = r.IntN(2) == 0
	fig.Y = Axis{Label: words(r, 3), Unit: words(r, 1), Zero: r.IntN(2) == 0, Percent: r.IntN(4) == 0}
	if fig.X.Scale == Number || r.IntN(3) == 0 {
		fig.Y = Axis{Scale: Categories, Rows: rows(), Label: words(r, 2)}
	}
	if fig.X.timed() {
		for range r.IntN(7) {
			fig.Events = append(fig.Events, Event{day(2023, 1+r.IntN(30), 1+r.IntN(28)), words(r, 6)})
		}
		for range r.IntN(3) {
			fig.Breaks = append(fig.Breaks, Break{day(2023, 1+r.IntN(30), 1+r.IntN(28)), words(r, 5)})
		}
	}
	scale := []float64{1, 50, 50000, 3e6}[r.IntN(4)]
	point := func() Point {
		pt := Point{Value: V(r.Float64() * scale), Kind: append(dhsKinds, Kind{})[r.IntN(6)].Name, Low: r.IntN(6) == 0, Revised: r.IntN(6) == 0}
		pt.Lo, pt.Hi = pt.Value.V*0.8, pt.Value.V*1.2
		if r.IntN(8) == 0 {
			pt.Value = Missing(words(r, 3))
		}
		if r.IntN(4) == 0 {
			pt.Note = words(r, 5)
		}
		if fig.X.timed() {
			pt.At = from.AddDate(0, 0, r.IntN(int(to.Sub(from).Hours()/24)))
			if r.IntN(2) == 0 {
				pt.End = pt.At.AddDate(0, 0, 1+r.IntN(200))
			}
		}
		if fig.X.Scale == Categories {
			pt.Col = fig.X.Rows[r.IntN(len(fig.X.Rows))]
		}
		if fig.Y.Scale == Categories {
			pt.Row = fig.Y.Rows[r.IntN(len(fig.Y.Rows))]
		}
		return pt
	}
	series := func(most int) []Series {
		var out []Series
		for range 1 + r.IntN(most) {
			s := Series{Name: words(r, 3)}
			for range r.IntN(12) {
				s.Points = append(s.Points, point())
			}
			out = append(out, s)
		}
		return out
	}
	layer := func() Layer {
		switch {
		case fig.Y.Scale == Categories && fig.X.Scale == Number:
			return []Layer{Bars{Series: series(3), Values: true, Mode: BarMode(r.IntN(2))}, Dots{Series: series(2)}, Ranges{Series: series(2)}}[r.IntN(3)]
		case fig.Y.Scale == Categories && fig.X.timed():
			return []Layer{Intervals{Series: series(2)}, Dots{Series: series(2)}}[r.IntN(2)]
		case fig.Y.Scale == Categories:
			return []Layer{Cells{Points: series(1)[0].Points}, Dots{Series: series(2)}}[r.IntN(2)]
		case fig.X.Scale == Categories:
			return []Layer{Bars{Series: series(5), Values: true, Mode: BarMode(r.IntN(3))}, Dots{Series: series(3)}, Ranges{Series: series(2)}}[r.IntN(3)]
		}
		return []Layer{
			Bars{Series: series(5), Values: r.IntN(2) == 0, Mode: BarMode(r.IntN(3))}, Lines{Series: series(5), Markers: r.IntN(2) == 0}, Steps{Series: series(2)},
			Area{Series: series(1)}, Band{Series: series(1)}, Dots{Series: series(3)}, Ranges{Series: series(2)},
		}[r.IntN(7)]
	}
	for range 1 + r.IntN(2) {
		fig.Layers = append(fig.Layers, layer())
	}
	if r.IntN(4) == 0 {
		for range 1 + r.IntN(7) {
			fig.Panels = append(fig.Panels, Panel{Title: words(r, 4), Note: words(r, 2), Layers: []Layer{layer()}})
		}
	}
	return fig
}
