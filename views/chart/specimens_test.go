package chart

import "testing"

// The specimens are drawn like any figure.
func TestSpecimensAreSound(t *testing.T) {
	for _, f := range Specimens() {
		for _, width := range []int{NarrowWidth, WideWidth} {
			scene, err := Draw(f, Options{Width: width})
			if err != nil {
				t.Errorf("%s: %v", f.ID, err)
				continue
			}
			readable(t, f.ID, scene)
		}
	}
}
