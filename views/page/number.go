package page

import (
	"fmt"
	"strconv"
)

// number writes a length of a drawing.
func number(n int) string { return strconv.Itoa(n) }

// box is the viewBox of a drawing that begins at its corner.
func box(width, height int) string { return fmt.Sprintf("0 0 %d %d", width, height) }
