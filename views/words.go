package views

import (
	"fmt"
	"strconv"
	"strings"
)

// grouped writes a whole number with commas: 771,280.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, text = "−", text[1:]
	}
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return sign + text
}

// counted writes a number with its noun: "1 row", "2,000 rows".
func counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// bytesWords writes a file size in decimal units.
func bytesWords(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.0f kB", float64(n)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// spaced turns a value of an enumeration into words: not_available, "not available".
func spaced(value string) string { return strings.ReplaceAll(value, "_", " ") }

// listed joins words as a sentence does: "a, b and c".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// orElse is text, or words for its absence.
func orElse(text, absent string) string {
	if text == "" {
		return absent
	}
	return text
}

func isMail(text string) bool {
	return strings.Count(text, "@") == 1 && !strings.ContainsAny(text, " /:")
}

func isWeb(text string) bool { return strings.HasPrefix(text, "https://") }
