package data

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// Outline is the land around the US–Mexico border and the border itself, for a map to
// find one's way: Natural Earth 4.1.0, 1:10 million, in the public domain, as packed in
// world-atlas 2.0.2. It was cut to a window and thinned to lines that lie within 0.07
// degrees of the original, the border within 0.04; so it is no measure of anything.
type Outline struct {
	Land   [][2]float64 // a ring, cut off at the window: degrees east and north
	Border [][2]float64 // from the Gulf to the Pacific
}

// OutlineCredit says where the outline is from.
const OutlineCredit = "Outline of land and border: Natural Earth 4.1.0, public domain, simplified."

//go:embed outline/border.csv
var outlineCSV string

// BorderOutline reads the outline that comes with the program. It fails only on a
// mistake in this repository.
func BorderOutline() (Outline, error) {
	records, err := csv.NewReader(strings.NewReader(outlineCSV)).ReadAll()
	if err != nil {
		return Outline{}, fmt.Errorf("outline: %w", err)
	}
	var o Outline
	for i, r := range records[1:] {
		east, errEast := strconv.ParseFloat(r[1], 64)
		north, errNorth := strconv.ParseFloat(r[2], 64)
		if errEast != nil || errNorth != nil {
			return Outline{}, fmt.Errorf("outline, row %d: %w: expected degrees, found %q and %q", i+2, ErrInvalid, r[1], r[2])
		}
		switch r[0] {
		case "land":
			o.Land = append(o.Land, [2]float64{east, north})
		case "border":
			o.Border = append(o.Border, [2]float64{east, north})
		default:
			return Outline{}, fmt.Errorf("outline, row %d: %w: part %q", i+2, ErrInvalid, r[0])
		}
	}
	return o, nil
}
