package etl

// Quiet is a Progress that says nothing.
type Quiet struct{}

// Begin does nothing.
func (Quiet) Begin(int) {}

// Step does nothing.
func (Quiet) Step(string) {}

// End does nothing.
func (Quiet) End() {}
