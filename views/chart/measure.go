package chart

import "strings"

// minText is the smallest type in px.
const minText = 12.0

// font is a size in px and a weight.
type font struct {
	size float64
	bold bool
}

// width of s in px. The drawing names metric-compatible families first (see CSS); the 3 % is for those that run wider.
func (f font) width(s string) float64 {
	table := regularWidths()
	if f.bold {
		table = boldWidths()
	}
	units := 0
	for _, r := range s {
		switch {
		case r >= 32 && r < 256:
			units += int(table[r-32])
		case r == '–' || r == '≥' || r == '≤' || r == '≈' || r == '−':
			units += 1196
		case r == '‘' || r == '’' || r == '\u202f' || r == '\u2009' || r == '\u2008':
			units += 569
		case r == '“' || r == '”' || r == '↑' || r == '↓':
			units += 1024
		case r < 0x250:
			units += 1366
		default:
			units += 2048
		}
	}
	return float64(units) / 2048 * f.size * 1.03
}

// line is the distance from baseline to baseline.
func (f font) line() float64 { return f.size * 1.25 }

// wrap breaks s at spaces into lines of at most width px. A word longer than a line is broken where it must.
func (f font) wrap(s string, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' }) {
		for f.width(word) > width && len([]rune(word)) > 1 {
			head, tail := f.split(word, width)
			if line != "" {
				lines = append(lines, line)
				line = ""
			}
			lines, word = append(lines, head), tail
		}
		switch {
		case line == "":
			line = word
		case f.width(line+" "+word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// split cuts a word so that its head fits; at least one letter goes into the head.
func (f font) split(word string, width float64) (head, tail string) {
	runes := []rune(word)
	n := 1
	for n < len(runes)-1 && f.width(string(runes[:n+1])) <= width {
		n++
	}
	return string(runes[:n]), string(runes[n:])
}

// widest is the width of the longest line.
func (f font) widest(lines []string) float64 {
	w := 0.0
	for _, l := range lines {
		w = max(w, f.width(l))
	}
	return w
}
