package chart

import (
	"image/color"
	"math"
	"strconv"
)

// token is a colour of the palette in both schemes.
type token struct{ name, light, dark string }

// palette lists every colour. Series one to four are those of the UK government's analysis function, in order.
// A test holds marks to 3:1 and text to 4.5:1 on paper; orange only just passes, so light paper must be white.
func palette() []token {
	return []token{
		{"paper", "#ffffff", "#14171a"},
		{"land", "#eceeef", "#262b30"},
		{"ink", "#0b0c0c", "#f1f3f4"},
		{"muted", "#50575c", "#b1b8be"},
		{"grid", "#dfe3e6", "#2e3439"},
		{"axis", "#6f777b", "#8b949b"},
		{"hatch", "#8a9297", "#7d868d"},
		{"1", "#12436d", "#6fa8dc"},
		{"2", "#28a197", "#3cbfb3"},
		{"3", "#801650", "#e07ab0"},
		{"4", "#f46a25", "#f58a50"},
		{"5", "#a285d1", "#b79be6"},
		{"6", "#3d3d3d", "#d9d2c5"},
		{"grey", "#80888e", "#7f8890"},
		{"q1", "#7496ba", "#4f7396"},
		{"q2", "#5680ab", "#6c91b5"},
		{"q3", "#356892", "#8db0d1"},
		{"q4", "#12436d", "#b4cfe8"},
		{"q5", "#07263f", "#e1eef9"},
	}
}

// markTokens are the colours that carry data.
func markTokens() []string {
	return []string{"1", "2", "3", "4", "5", "6", "grey", "q1", "q2", "q3", "q4", "q5"}
}

func hex(s string) color.RGBA {
	n, _ := strconv.ParseUint(s[1:], 16, 32)
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

// contrast is the WCAG 2 contrast ratio of two colours.
func contrast(a, b string) float64 {
	la, lb := luminance(hex(a)), luminance(hex(b))
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// onMark is the text colour that reads best on a mark of the given colour.
func onMark(mark string) string {
	if contrast(mark, "#ffffff") >= contrast(mark, "#0b0c0c") {
		return "#ffffff"
	}
	return "#0b0c0c"
}
