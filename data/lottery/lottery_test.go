package lottery

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func solve(t *testing.T, c Conditions) Waits {
	t.Helper()
	w, err := Solve(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// about fails the test when got is further from want than the share allows.
func about(t *testing.T, what string, got, want, share float64) {
	t.Helper()
	if math.IsInf(want, 1) != math.IsInf(got, 1) || !math.IsInf(want, 1) && !(math.Abs(got-want) <= share*math.Abs(want)) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// TestPublishedFigures are the numbers of the last weeks of the programme: 270,000 waiting, 1,450 places, 30 percent kept.
func TestPublishedFigures(t *testing.T) {
	w := solve(t, Steady(270_000, 1450, 0.3))
	about(t, "mean", math.Round(w.Mean), 186, 0)
	about(t, "longest", math.Round(w.Longest), 320, 0)
	about(t, "mean against N/C", w.Mean, 270_000./1450, 1e-12)
	about(t, "longest against ln(1/p)/h", w.Longest, math.Log(1/0.3)/(0.7*1450/270_000), 1e-12)
	about(t, "median", w.Median, math.Ln2/(0.7*1450/270_000), 1e-12)
	about(t, "within 30 days", w.Within(30), 1-math.Exp(-30*0.7*1450/270_000), 1e-12)
	about(t, "within the longest wait", w.Within(w.Longest), 1, 0)
	if before := w.Within(w.Longest - 1); before > 0.71 {
		t.Errorf("a day before the longest wait %v have a place, want at most 0.7: the rest is reached at once", before)
	}
}

func TestLimits(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name                       string
		of                         Conditions
		mean, median, p90, longest float64
	}{
		{"only a lot", Steady(1000, 10, 0), 100, 100 * math.Ln2, 100 * math.Log(10), inf},
		{"nearly only a lot", Steady(1000, 10, 1e-9), 100, 100 * math.Ln2, 100 * math.Log(10), 100 * math.Log(1e9)},
		{"only a line", Steady(1000, 10, 1), 100, 100, 100, 100},
		{"nearly only a line", Steady(1000, 10, 1-1e-9), 100, 100, 100, 100},
		{"a line that grows", Conditions{1000, 10, 1, 15}, 100, 100, 100, 100},
		{"a lot nobody joins", Conditions{1000, 10, 0, 0}, 50, 50, 90, 100},
		{"a line nobody joins", Conditions{1000, 10, 1, 0}, 100, 100, 100, 100},
		{"a lot that grows too fast for a mean", Conditions{1000, 10, 0, 20}, inf, 100, 900, inf},
		{"joining at the pace of the kept places", Conditions{1000, 10, 0.5, 5}, 0, 0, 0, 200 * (1 - math.Exp(-1))},
	} {
		w := solve(t, c.of)
		if c.mean > 0 {
			about(t, c.name+": mean", w.Mean, c.mean, 1e-6)
			about(t, c.name+": median", w.Median, c.median, 1e-6)
			about(t, c.name+": 90th percentile", w.P90, c.p90, 1e-6)
		}
		about(t, c.name+": longest", w.Longest, c.longest, 1e-6)
	}
}

// TestMeanIsTheAreaUnderTheCurve integrates what the closed form integrates.
func TestMeanIsTheAreaUnderTheCurve(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		c := Conditions{1 + rng.Float64()*1e6, 1 + rng.Float64()*5000, 0.01 + 0.99*rng.Float64(), rng.Float64() * 6000}
		w := solve(t, c)
		const steps = 20_000
		var area float64
		for i := range steps {
			area += w.Waiting((float64(i)+0.5)*w.Longest/steps) * w.Longest / steps
		}
		about(t, "mean", w.Mean, area, 1e-3)
	}
}

func TestImpossibleConditions(t *testing.T) {
	for _, c := range []Conditions{
		{0, 10, 0.5, 10}, {-1, 10, 0.5, 10}, {10, 0, 0.5, 10}, {10, 10, 1.1, 10}, {10, 10, -0.1, 10}, {10, 10, 0.5, -1},
		{math.NaN(), 10, 0.5, 10}, {10, math.NaN(), 0.5, 10}, {10, 10, math.NaN(), 10}, {10, 10, 0.5, math.NaN()}, {math.Inf(1), 10, 0.5, 10},
	} {
		if _, err := Solve(c); !errors.Is(err, ErrConditions) {
			t.Errorf("%+v: got %v, want %v", c, err, ErrConditions)
		}
	}
	for _, run := range []Run{
		{Waiting: MaxPeople + 1}, {Waiting: -1}, {Rarely: 2}, {Missed: 1}, {Waiting: math.NaN()},
		{Periods: []Period{{Days: -1}}}, {Periods: []Period{{Days: 1, PriorityShare: 2}}}, {Periods: []Period{{Days: 1 << 40, Arrivals: 1e9}}},
	} {
		if _, err := Simulate(t.Context(), run); !errors.Is(err, ErrConditions) {
			t.Errorf("%+v: got %v, want %v", run, err, ErrConditions)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Simulate(stopped, Run{Periods: []Period{{Days: 1}}}); !errors.Is(err, context.Canceled) {
		t.Errorf("a simulation that is stopped: got %v", err)
	}
}

// waitsOf are the waits of those who joined in the first days, in order.
func waitsOf(t *testing.T, course Course, days int, keep func(Person) bool) []float64 {
	t.Helper()
	var waits []float64
	for _, p := range course.People {
		if int(p.Joined) >= days || !keep(p) {
			continue
		}
		if !p.Served() {
			t.Fatalf("who joined on day %d is not reached on %d days", p.Joined, len(course.Queue))
		}
		waits = append(waits, float64(p.Wait))
	}
	slices.Sort(waits)
	return waits
}

// compare holds a sample of waits against the closed form: within 2 percent or four standard errors, and half a day, as
// places are given once a day.
func compare(t *testing.T, waits []float64, want Waits) {
	t.Helper()
	n := float64(len(waits))
	var sum, squares float64
	for _, w := range waits {
		sum += w
		squares += w * w
	}
	mean := sum / n
	within := func(what string, got, want, standardError float64) {
		t.Helper()
		if math.Abs(got-want) > max(0.02*want, 4*standardError)+0.5 {
			t.Errorf("%+v: %s of %v waits: simulated %.1f, closed form %.1f", want, what, n, got, want)
		}
	}
	within("mean", mean, want.Mean, math.Sqrt(max(0, squares/n-mean*mean)/n))
	// A quantile is compared through the share that it cuts off, as the curve may be flat or a step there.
	for _, q := range []float64{0.5, 0.9} {
		at := want.Quantile(q)
		slack := max(0.02*at, 1)
		low, _ := slices.BinarySearch(waits, at-slack)
		high, _ := slices.BinarySearch(waits, at+slack)
		se := 4 * math.Sqrt(q*(1-q)/n)
		if float64(low)/n > q+se || float64(high)/n < q-se {
			t.Errorf("quantile %v: closed form %.1f days, simulated %.1f", q, at, waits[int(q*n)])
		}
	}
	within("maximum", waits[len(waits)-1], want.Longest, 1)
}

// TestClosedFormAgainstSimulation holds 200 random steady queues against a million people each.
func TestClosedFormAgainstSimulation(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 1))
	for i := range 200 {
		share := 0.02 + 0.98*rng.Float64()
		mean := 60 + 300*rng.Float64() // days
		longest := solve(t, Steady(mean, 1, share)).Longest
		joining := int(mean / 2)
		days := joining + int(longest*1.03) + 3
		perDay := math.Floor(1_000_000 / (float64(days) + mean))
		course, err := Simulate(t.Context(), Run{
			Waiting: math.Floor(perDay * mean), Seed: uint64(i),
			Periods: []Period{{Days: days, PerDay: perDay, PriorityShare: share, Arrivals: perDay}},
		})
		if err != nil {
			t.Fatal(err)
		}
		compare(t, waitsOf(t, course, joining, func(Person) bool { return true }), solve(t, Steady(perDay*mean, perDay, share)))
		if t.Failed() {
			t.Fatalf("set %d: share %.3f, mean %.1f, %v places a day", i, share, mean, perDay)
		}
	}
}

// TestGrowingQueue holds queues that grow or shrink against the closed form: for those who join on the first days.
func TestGrowingQueue(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 2))
	for i := range 40 {
		c := Conditions{PerDay: 1000 + 1000*rng.Float64(), PriorityShare: 0.1 + 0.9*rng.Float64()}
		c.Waiting = c.PerDay * (60 + 100*rng.Float64())
		c.Arrivals = c.PerDay * (0.4 + rng.Float64())
		w := solve(t, c)
		course, err := Simulate(t.Context(), Run{Waiting: c.Waiting, Seed: uint64(i), Periods: []Period{{Days: int(w.Longest*1.1) + 5, PerDay: c.PerDay, PriorityShare: c.PriorityShare, Arrivals: c.Arrivals}}})
		if err != nil {
			t.Fatal(err)
		}
		compare(t, waitsOf(t, course, 1, func(Person) bool { return true }), w)
		if t.Failed() {
			t.Fatalf("%+v", c)
		}
	}
}

// TestMissedRequests: who asks on every other day is drawn half as often.
func TestMissedRequests(t *testing.T) {
	steady := Steady(100_000, 1000, 0.2)
	course, err := Simulate(t.Context(), Run{Waiting: 100_000, Seed: 3, Rarely: 0.05, Missed: 0.5, Periods: []Period{{Days: 400, PerDay: 1000, PriorityShare: 0.2, Arrivals: 1000}}})
	if err != nil {
		t.Fatal(err)
	}
	always := waitsOf(t, course, 100, func(p Person) bool { return !p.Rarely })
	rarely := waitsOf(t, course, 100, func(p Person) bool { return p.Rarely })
	about(t, "median of who asks every other day", rarely[len(rarely)/2], 2*math.Ln2/(0.8*1000/100_000), 0.05)
	about(t, "median of the others", always[len(always)/2], solve(t, steady).Median, 0.05)
}

// TestPeopleAreCounted: nobody is lost, nobody is served twice, no place goes beyond the capacity.
func TestPeopleAreCounted(t *testing.T) {
	run := Run{Waiting: 500, Seed: 9, Rarely: 0.3, Missed: 0.9, Periods: []Period{
		{Days: 100, PerDay: 7.4, PriorityShare: 0.5, Arrivals: 9.3}, {Days: 60, PerDay: 30, PriorityShare: 0.3, Arrivals: 2}, {Days: 30, Arrivals: 5},
	}}
	course, err := Simulate(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	served := 0
	for _, p := range course.People {
		if p.Served() {
			served++
			if p.Wait <= 0 {
				t.Errorf("a wait of %v days", p.Wait)
			}
		}
	}
	if joined := len(course.People); joined != 930+120+150 {
		t.Errorf("%d people joined, want 1200", joined)
	}
	if most := 740 + 1800; served > most {
		t.Errorf("%d people were given %d places", served, most)
	}
	end := course.Queue[len(course.Queue)-1]
	if waiting := len(course.People) - served; waiting > end || waiting < end-500 {
		t.Errorf("%d of those who joined wait at the end, in a queue of %d", waiting, end)
	}
	if before := course.Queue[len(course.Queue)-31]; end != before+150 {
		t.Errorf("without places the queue went from %d to %d, want 150 more", before, end)
	}
	again, _ := Simulate(t.Context(), run)
	if !slices.EqualFunc(again.People, course.People, func(a, b Person) bool {
		return a.Joined == b.Joined && (a.Wait == b.Wait || !a.Served() && !b.Served())
	}) {
		t.Error("the same seed gives other waits")
	}
}

func BenchmarkSolve(b *testing.B) {
	for b.Loop() {
		if _, err := Solve(Conditions{270_000, 1450, 0.3, 1500}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSimulateMillion(b *testing.B) {
	for b.Loop() {
		if _, err := Simulate(b.Context(), Run{Waiting: 270_000, Periods: []Period{{Days: 504, PerDay: 1450, PriorityShare: 0.3, Arrivals: 1450}}}); err != nil {
			b.Fatal(err)
		}
	}
}
