package chart

import "math"

// niceTicks returns round numbers 1, 2, 2.5 or 5 × 10ⁿ apart that enclose lo to hi, in about want steps, and the decimals they need.
func niceTicks(lo, hi float64, want int) (ticks []float64, decimals int) {
	if !(hi > lo) {
		hi = lo + max(1, math.Abs(lo)*0.1)
	}
	raw := (hi - lo) / float64(max(1, want))
	pow := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * pow
	for _, m := range []float64{1, 2, 2.5, 5} {
		if raw <= m*pow*(1+1e-9) {
			step = m * pow
			break
		}
	}
	first, last := math.Floor(lo/step+1e-9), math.Ceil(hi/step-1e-9)
	for i := first; i <= last; i++ {
		ticks = append(ticks, i*step)
	}
	for d := 0; d < 12; d++ {
		scaled := step * math.Pow(10, float64(d))
		if math.Abs(scaled-math.Round(scaled)) < 1e-6 {
			return ticks, d
		}
	}
	return ticks, 12
}
