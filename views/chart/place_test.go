package chart

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		name          string
		want, heights []float64
		ys            string
	}{
		{"apart", []float64{20, 60}, []float64{10, 10}, "[20 60]"},
		{"touching", []float64{50, 50}, []float64{10, 10}, "[50 60]"},
		{"at the foot", []float64{98, 99}, []float64{10, 10}, "[85 95]"},
		{"too many", []float64{1, 2, 3}, []float64{40, 40, 40}, "[]"},
	} {
		if got := fmt.Sprint(spread(c.want, c.heights, 0, 100)); got != c.ys {
			t.Errorf("%s: %s, want %s", c.name, got, c.ys)
		}
	}
}

func TestStack(t *testing.T) {
	lanes, heights := stack([]laneItem{{x0: 0, x1: 50, h: 10}, {x0: 40, x1: 90, h: 20}, {x0: 60, x1: 80, h: 15}}, 4)
	if fmt.Sprint(lanes) != "[0 1 0]" || fmt.Sprint(heights) != "[15 20]" {
		t.Errorf("lanes %v of heights %v", lanes, heights)
	}
}

// The rule of one event never runs through the label of another.
func TestRulesKeepOffLabels(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 0; n < 300; n++ {
		fig := Figure{X: Days(day(2023, 1, 1), day(2024, 12, 31))}
		for i := 0; i < 1+r.IntN(6); i++ {
			fig.Events = append(fig.Events, Event{day(2023, 1+r.IntN(24), 1+r.IntN(28)), strings.Repeat("event ", 1+r.IntN(6))})
		}
		rules, _ := layFlags(&fig, newScale(fig.X, false, 40, 700), Box{0, 0, 720, 0})
		for i, a := range rules {
			a0, a1 := a.span()
			if a0 < 0 || a1 > 720 {
				t.Fatalf("label %v leaves the drawing", a)
			}
			for j, b := range rules {
				b0, b1 := b.span()
				if i != j && a.lane == b.lane && a0 < b1 && b0 < a1 {
					t.Fatalf("labels meet: %v %v", a, b)
				}
				if i != j && b.lane > a.lane && b.x > a0+3 && b.x < a1-3 {
					t.Fatalf("rule %v runs through label %v", b, a)
				}
			}
		}
	}
}

func TestValidateNames(t *testing.T) {
	ok := func() Figure {
		return Figure{ID: "a", Name: "A", X: Months(month(2023, 1), month(2023, 3)), Layers: []Layer{Bars{Series: []Series{{Points: monthly(month(2023, 1), 1, 2)}}}}}
	}
	for _, c := range []struct {
		change func(*Figure)
		want   string
	}{
		{func(f *Figure) {}, ""},
		{func(f *Figure) { f.ID = "A b" }, "id"},
		{func(f *Figure) { f.Name = "" }, "name"},
		{func(f *Figure) { f.Layers = nil }, "no layers"},
		{func(f *Figure) { f.X.To = month(2022, 1) }, "time from"},
		{func(f *Figure) { f.X.To = month(2023, 1) }, "outside the x axis"},
		{func(f *Figure) { f.Events = make([]Event, 7) }, "at most six"},
		{func(f *Figure) { f.Y = Rows("a", "a") }, "twice"},
		{func(f *Figure) { f.Y = Rows("a") }, "row"},
		{func(f *Figure) {
			f.Layers = []Layer{Dots{Series: []Series{{Points: []Point{{At: month(2023, 1), Kind: "sort of"}}}}}}
		}, "sort of"},
		{func(f *Figure) {
			f.Layers = []Layer{Bars{Mode: Share, Series: []Series{{Points: monthly(month(2023, 1), -1)}}}}
		}, "negative"},
		{func(f *Figure) { f.Layers = []Layer{Lines{Series: make([]Series, 7)}} }, "at most six"},
	} {
		f := ok()
		c.change(&f)
		err := Validate(f)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}

// A share of an incomplete sum is not drawn.
func TestShareNeedsEveryPart(t *testing.T) {
	f := Figure{ID: "a", Name: "A", X: Quarters(month(2023, 1), month(2023, 6)), Layers: []Layer{Bars{Mode: Share, Series: []Series{
		{Name: "one", Points: []Point{{At: month(2023, 1), Value: V(1)}, {At: month(2023, 4), Value: V(1)}}},
		{Name: "two", Points: []Point{{At: month(2023, 1), Value: V(3)}, {At: month(2023, 4), Value: Missing("no file held")}}},
	}}}}
	svg, err := SVG(f, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(svg), `class="c-seg `); n != 2 {
		t.Errorf("%d bars, want the two of the first quarter", n)
	}
	for _, words := range []string{"one, Q1 2023: 25.0", "no file held", "c-missing"} {
		if !strings.Contains(string(svg), words) {
			t.Errorf("no %q in the drawing", words)
		}
	}
}
