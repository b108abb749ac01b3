package chart

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"
	"testing"
)

// shapes are those in which pictures are shared.
var shapes = [][2]int{{1200, 630}, {1080, 1080}, {1080, 1350}}

func pictureOf(d Drawable, shape [2]int) Picture {
	return Picture{
		Name: "a", Width: shape[0], Height: shape[1], Drawing: d,
		Title:    "From July 2023 to August 2024 about 1,466 a day were processed; 1,450 were announced.",
		Subtitle: "Appointments per day, southwest land border ports of entry, all nationalities, January 2023 to August 2024",
		Flag:     "Derived: computed by us from published figures.",
		Source:   "Source: Immigration Enforcement and Legal Processes Monthly Tables, August 2024, published 6 December 2024.",
		Credit:   "As of 25 November 2026, edition 2026-11-25. citas, citas.example, CC BY 4.0.",
	}
}

var exampleSheet = Sheet{
	ID: "queue", Name: "The queue", Description: "Two rows.",
	Columns: []SheetColumn{{Label: "Said by"}, {Label: "Whom it describes"}, {Label: "People waiting", Numeric: true}, {Label: "Days", Numeric: true}},
	Rows:    [][]string{{"CBP", "non-Mexican applicants on the whole border", "270,000", "186"}, {"MSF", "people", "300,000", "207"}},
	Notes:   []string{"A division of two published figures."},
}

// A picture has its exact size, its words whole and over one another nowhere, and a
// drawing in it wherever one can be read.
func TestPictures(t *testing.T) {
	drawings := map[string]Drawable{"nothing": nil, "sheet": exampleSheet}
	for _, f := range figures() {
		drawings[f.ID] = f
	}
	for name, d := range drawings {
		for _, shape := range shapes {
			p := pictureOf(d, shape)
			scene, err := p.Scene()
			if err != nil {
				t.Fatal(err)
			}
			readable(t, fmt.Sprintf("%s in %v", name, shape), scene)
			var words strings.Builder
			marks := 0
			for _, it := range scene.Items {
				if it.Shape == Text {
					words.WriteString(it.Text + " ")
				} else {
					marks++
				}
			}
			for _, want := range []string{p.Title, p.Subtitle, p.Flag, p.Source, p.Credit} {
				if !strings.Contains(words.String(), want) {
					t.Errorf("%s in %v does not say %q: %s", name, shape, want, words.String())
				}
			}
			if d != nil && marks == 0 {
				t.Errorf("%s in %v: no drawing", name, shape)
			}
		}
	}
	for _, d := range []Drawable{nil, exampleSheet, figures()[0]} {
		for _, shape := range shapes {
			b, err := pictureOf(d, shape).PNG()
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if size := img.Bounds().Size(); size.X != shape[0] || size.Y != shape[1] {
				t.Errorf("%v, want %v", size, shape)
			}
		}
	}
}

func TestSheets(t *testing.T) {
	for _, width := range []int{320, 360, 720, 1080} {
		scene, err := exampleSheet.draw(Options{Width: width, Title: "A headline", Subtitle: "What is measured", Source: "Source"})
		if err != nil {
			t.Fatal(err)
		}
		readable(t, fmt.Sprint("sheet at ", width), scene)
		svg := string(scene.SVG(true))
		if err := wellFormed(svg); err != nil {
			t.Error(err)
		}
		for _, row := range exampleSheet.Rows {
			for _, cell := range row {
				if !strings.Contains(cell, " ") && !strings.Contains(svg, ">"+cell+"<") {
					t.Errorf("at %d: no cell %q", width, cell)
				}
			}
		}
	}
}
