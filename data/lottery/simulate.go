package lottery

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
)

// Period is a stretch of days with the same conditions.
type Period struct {
	Days          int
	PerDay        float64 // places a day
	PriorityShare float64 // from 0 to 1
	Arrivals      float64 // people a day who join
}

// Run is what is simulated.
type Run struct {
	Waiting float64  // people who wait when the first day begins; their own waits are not counted
	Periods []Period // one after the other
	Seed    uint64   // the same run with the same seed gives the same waits
	// A person in Rarely, a share from 0 to 1 of those who join, misses the share Missed of the days. The others ask every day.
	Rarely, Missed float64
}

// MaxPeople is how many people one run may have, those who wait at the start included.
const MaxPeople = 4_000_000

// Course is what happened in a run.
type Course struct {
	People []Person // who joined during the run, in the order of joining
	Queue  []int    // people waiting at the end of each day
}

// Person is one who joined during the run.
type Person struct {
	Joined int32   // day, from 0
	Wait   float32 // days until the place was given; NaN: still waiting at the end
	Rarely bool    // missed a share of the days
}

// Served reports whether the person was given a place.
func (p Person) Served() bool { return !math.IsNaN(float64(p.Wait)) }

// Simulate goes through the run. People join at an even pace through a day, and places are given at its end: first those kept for the
// longest waiting who ask that day, then the others by lot among all who ask. A fraction of a person or of a place is
// carried to the next day. It fails with ErrConditions, or when the context ends.
func Simulate(ctx context.Context, run Run) (Course, error) {
	if err := run.check(); err != nil {
		return Course{}, err
	}
	s := newCrowd(run)
	var course Course
	var joins, kept, drawn carry
	day := 0
	for _, p := range run.Periods {
		for range p.Days {
			if err := ctx.Err(); err != nil {
				return Course{}, err
			}
			s.day = day
			for n, i := joins.take(p.Arrivals), 0; i < n; i++ {
				s.join(float32(day) + (float32(i)+0.5)/float32(n))
			}
			missed := s.serveFirst(kept.take(p.PerDay * p.PriorityShare))
			s.draw(drawn.take(p.PerDay*(1-p.PriorityShare)) + missed)
			course.Queue = append(course.Queue, len(s.waiting))
			day++
		}
	}
	course.People = s.people[s.start:]
	return course, nil
}

func (run Run) check() error {
	total := run.Waiting
	for i, p := range run.Periods {
		switch {
		case p.Days < 0 || !(p.PerDay >= 0) || !(p.Arrivals >= 0):
			return fmt.Errorf("%w: period %d has a number below 0", ErrConditions, i+1)
		case !(p.PriorityShare >= 0 && p.PriorityShare <= 1):
			return fmt.Errorf("%w: period %d has the share %v, expected 0 to 1", ErrConditions, i+1, p.PriorityShare)
		}
		total += float64(p.Days) * p.Arrivals
	}
	switch {
	case !(run.Waiting >= 0) || !(total <= MaxPeople):
		return fmt.Errorf("%w: %.0f people, expected at most %d", ErrConditions, total, MaxPeople)
	case !(run.Rarely >= 0 && run.Rarely <= 1) || !(run.Missed >= 0 && run.Missed < 1):
		return fmt.Errorf("%w: shares %v and %v of missed days, expected 0 to 1", ErrConditions, run.Rarely, run.Missed)
	}
	return nil
}

// carry turns a rate into whole numbers without losing the fractions.
type carry struct{ rest float64 }

func (c *carry) take(rate float64) int {
	c.rest += rate
	n := math.Floor(c.rest + 1e-9) // 0.1 added ten times is one
	c.rest -= n
	return int(n)
}

// crowd is everybody in the order of joining, and who of them waits.
type crowd struct {
	rng     *rand.Rand
	run     Run
	people  []Person
	at      []float32 // moment of joining, in days
	start   int       // people before this index waited at the start
	waiting []int32   // indices of people, in no order: what the lot is drawn from
	place   []int32   // where a person stands in waiting; -1: has a place
	first   int       // everybody before this index has a place
	day     int
}

func newCrowd(run Run) *crowd {
	total := int(run.Waiting)
	for _, p := range run.Periods {
		total += int(float64(p.Days)*p.Arrivals) + 1
	}
	s := &crowd{
		rng: rand.New(rand.NewPCG(run.Seed, 0)), run: run,
		people: make([]Person, 0, total), at: make([]float32, 0, total), place: make([]int32, 0, total),
		waiting: make([]int32, 0, total),
	}
	for range int(run.Waiting) {
		s.join(0)
	}
	s.start = len(s.people)
	for i := range s.people {
		s.people[i].Rarely = false
	}
	return s
}

func (s *crowd) join(at float32) {
	s.place = append(s.place, int32(len(s.waiting)))
	s.waiting = append(s.waiting, int32(len(s.people)))
	s.people = append(s.people, Person{Joined: int32(s.day), Wait: float32(math.NaN()), Rarely: s.run.Rarely > 0 && s.rng.Float64() < s.run.Rarely})
	s.at = append(s.at, at)
}

// give gives a place to the person i at the end of the day.
func (s *crowd) give(i int32) {
	s.people[i].Wait = float32(s.day+1) - s.at[i]
	last := s.waiting[len(s.waiting)-1]
	s.waiting[s.place[i]], s.place[last] = last, s.place[i]
	s.waiting = s.waiting[:len(s.waiting)-1]
	s.place[i] = -1
}

// serveFirst gives n places to those who have waited longest, and returns how many
// nobody asked for.
func (s *crowd) serveFirst(n int) int {
	for s.first < len(s.people) && s.place[s.first] < 0 {
		s.first++
	}
	for i := s.first; n > 0 && i < len(s.people); i++ {
		if s.place[i] >= 0 && s.asks(int32(i)) {
			s.give(int32(i))
			n--
		}
	}
	return n
}

// draw gives n places by lot among all who ask; places that nobody asks for are lost.
func (s *crowd) draw(n int) {
	// Who was drawn without having asked stands aside until the day's draw is over.
	aside := len(s.waiting)
	for n > 0 && aside > 0 {
		k := s.rng.IntN(aside)
		i := s.waiting[k]
		if s.asks(i) {
			// The last of those not set aside fills the gap, so that those set aside stay behind.
			s.swap(k, aside-1)
			s.give(i)
			n--
		} else {
			s.swap(k, aside-1)
		}
		aside--
	}
}

func (s *crowd) swap(a, b int) {
	i, j := s.waiting[a], s.waiting[b]
	s.waiting[a], s.waiting[b] = j, i
	s.place[i], s.place[j] = int32(b), int32(a)
}

// asks reports whether a person asks today: the same answer however often it is wanted
// in a day, without a store of it.
func (s *crowd) asks(i int32) bool {
	if !s.people[i].Rarely {
		return true
	}
	return float64(mix(s.run.Seed^uint64(i)<<32^uint64(s.day))>>11)/(1<<53) >= s.run.Missed
}

// mix is the finaliser of splitmix64 (Steele, Lea and Flood 2014): a hash of 64 bits.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
