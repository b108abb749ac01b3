package chart

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func TestNiceTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi   float64
		want     int
		ticks    string
		decimals int
	}{
		{0, 1482, 6, "[0 250 500 750 1000 1250 1500]", 0},
		{0, 44570, 5, "[0 10000 20000 30000 40000 50000]", 0},
		{0, 0.9, 3, "[0 0.5 1]", 1},
		{0.2, 0.9, 4, "[0.2 0.4 0.6 0.8 1]", 1},
		{-12, 30, 4, "[-20 0 20 40]", 0},
		{0, 0, 4, "[0 0.25 0.5 0.75 1]", 2},
		{5, 5, 2, "[5 5.5 6]", 1},
		{936500, 936510, 2, "[936500 936505 936510]", 0},
	} {
		ticks, decimals := niceTicks(c.lo, c.hi, c.want)
		if got := fmt.Sprintf("%v", rounded(ticks)); got != c.ticks || decimals != c.decimals {
			t.Errorf("niceTicks(%g, %g, %d) = %s, %d; want %s, %d", c.lo, c.hi, c.want, got, decimals, c.ticks, c.decimals)
		}
	}
}

func rounded(vs []float64) []string {
	var out []string
	for _, v := range vs {
		out = append(out, strings.TrimSuffix(strings.ReplaceAll(px2(v), "-0 ", "0 "), ".00"))
	}
	return out
}

func TestCountsHaveNoHalves(t *testing.T) {
	s := newScale(Axis{Zero: true}, false, 0, 600)
	s.numbers(extent{0, 21}, 56, 0)
	if s.decimals != 0 {
		t.Errorf("ticks of a count: %v", s.ticks)
	}
}

func TestEnglishNumber(t *testing.T) {
	for _, c := range []struct {
		v    float64
		d    int
		want string
	}{{45630, 0, "45,630"}, {0, 0, "0"}, {-6.44, 1, "−6.4"}, {-0.04, 1, "0.0"}, {999.96, 1, "1,000.0"}, {1234567.5, 2, "1,234,567.50"}} {
		if got := englishNumber(c.v, c.d); got != c.want {
			t.Errorf("englishNumber(%g, %d) = %q, want %q", c.v, c.d, got, c.want)
		}
	}
}

func TestTimeLabelsThinOut(t *testing.T) {
	f, fm := font{size: 12}, Format{}.complete()
	for _, c := range []struct {
		axis  Axis
		width float64
		want  string
	}{
		{Months(month(2023, 1), month(2023, 6)), 400, "Jan Feb Mar Apr May Jun"},
		{Months(month(2023, 1), month(2023, 6)), 100, "J F M A M J"},
		{Months(month(2022, 11), month(2024, 3)), 170, "Jan Apr Jul Oct Jan"},
		{Months(month(2020, 1), month(2025, 12)), 200, ""},
		{Quarters(month(2023, 1), month(2024, 4)), 300, "Q1 Q2 Q3 Q4 Q1 Q2"},
		{FiscalYears(day(2022, 10, 1), day(2024, 9, 30)), 300, "FY2023 FY2024"},
		{FiscalYears(day(2018, 10, 1), day(2024, 9, 30)), 200, "’19 ’20 ’21 ’22 ’23 ’24"},
		{Years(day(2022, 3, 1), day(2024, 3, 1)), 300, "2022 2023 2024"},
		{Days(day(2023, 1, 12), day(2023, 4, 20)), 300, "Jan Feb Mar Apr"},
	} {
		var words []string
		for _, m := range timeLabels(f, newScale(c.axis, false, 20, 20+c.width), fm) {
			words = append(words, m.text)
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%d px: %q, want %q", int(c.width), got, c.want)
		}
	}
}

func TestPlacesOnTheTimeAxis(t *testing.T) {
	months := newScale(Months(month(2023, 1), month(2023, 4)), false, 0, 400)
	for _, c := range []struct {
		at   time.Time
		want float64
	}{{month(2023, 1), 0}, {day(2023, 2, 15), 150}, {day(2023, 4, 16), 350}, {day(2024, 1, 1), 400}, {day(2022, 1, 1), 0}} {
		if got := months.date(c.at); got != c.want {
			t.Errorf("%s is at %g px, want %g", c.at.Format(time.DateOnly), got, c.want)
		}
	}
	fiscal := newScale(FiscalYears(day(2022, 10, 1), day(2024, 9, 30)), false, 0, 200)
	if x, ok := fiscal.centre(Point{At: day(2023, 10, 1)}); !ok || x != 150 {
		t.Errorf("October 2023 is at %g, want the middle of FY2024, 150", x)
	}
	if got := (Axis{Scale: FiscalYear}).when(Format{}.complete(), day(2023, 10, 1)); got != "FY2024" {
		t.Errorf("October 2023 is named %q", got)
	}
}

func TestWidthsAreTheFonts(t *testing.T) {
	for _, c := range []struct {
		ttf   []byte
		table [224]uint16
	}{{liberationsansregular.TTF, regularWidths()}, {liberationsansbold.TTF, boldWidths()}} {
		parsed, err := sfnt.Parse(c.ttf)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for r := rune(32); r < 256; r++ {
			if r >= 127 && r < 160 {
				continue
			}
			g, _ := parsed.GlyphIndex(&buf, r)
			a, err := parsed.GlyphAdvance(&buf, g, fixed.I(2048), xfont.HintingNone)
			if err != nil || a.Round() != int(c.table[r-32]) {
				t.Errorf("%q is %d wide, want %d (%v)", r, c.table[r-32], a.Round(), err)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	f := font{size: 12}
	for _, s := range []string{"half to the longest waiting, half drawn by lot", "Donaudampfschifffahrtsgesellschaftskapitän", "", "a"} {
		lines := f.wrap(s, 60)
		if f.widest(lines) > 60 {
			t.Errorf("%q wraps to %q, wider than 60 px", s, lines)
		}
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(s, " ", "") {
			t.Errorf("%q wraps to %q", s, lines)
		}
	}
}
