package chart

import (
	"strings"
	"testing"
)

// Every place is named on the map itself, on the narrowest phone too, and its dot can be read.
func TestMapNamesEveryPlace(t *testing.T) {
	m := borderMap()
	fig := Figure{ID: "a", Name: "A", Layers: []Layer{m}}
	for _, width := range []int{320, 360, 720, 1080} {
		scene, err := Draw(fig, Options{Width: width})
		if err != nil {
			t.Fatal(err)
		}
		named, dots := map[string]bool{}, 0
		var pane Box
		for _, it := range scene.Items {
			if it.Class == "c-pane" {
				pane = Box{it.X, it.Y, it.X + it.W, it.Y + it.H}
			}
			if it.Shape == Text && it.Box().within(pane) {
				named[it.Text] = true
			}
			if it.Datum != nil && it.Datum.I >= 0 && it.Datum.Label == m.Places[it.Datum.I].Label {
				dots++
			}
		}
		for _, at := range m.Places {
			if !named[at.Name] {
				t.Errorf("%d px: %s is not named on the map", width, at.Name)
			}
			if width >= 720 && !named[at.Note] {
				t.Errorf("%d px: %s is not named on the map", width, at.Note)
			}
		}
		if dots != len(m.Places) {
			t.Errorf("%d px: %d dots that say what they are", width, dots)
		}
	}
	if words := Describe(fig); !strings.Contains(words, "8 places, from west to east: San Ysidro (Tijuana), Calexico West") {
		t.Errorf("described as %q", words)
	}
}

// The cut edges of the land are no coast.
func TestMapEdgeIsNoCoast(t *testing.T) {
	scene, err := Draw(Figure{ID: "a", Name: "A", Layers: []Layer{borderMap()}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range scene.Items {
		for i, s := range it.Path {
			if it.Class == "c-coast" && i > 0 && s.Op == 'L' && s.Y == it.Path[i-1].Y && s.Y < 2 {
				t.Error("a coast runs along the top of the map")
			}
		}
	}
}

func TestMapIsChecked(t *testing.T) {
	for want, change := range map[string]func(*Map){
		"needs land":  func(m *Map) { m.Land = nil },
		"off the map": func(m *Map) { m.Places[0].East = 12 },
		"land from":   func(m *Map) { m.Land[0].North = 90 },
	} {
		m := borderMap()
		change(&m)
		if err := Validate(Figure{ID: "a", Name: "A", Layers: []Layer{m}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
