package views

import (
	"cmp"
	"slices"
	"strings"

	"citas/views/locale"
)

// searchEntry is one thing that can be found. Names are other words for its title, such
// as a city without its state or a country in Spanish; text is what it is about.
type searchEntry struct {
	kind, title, href, text string
	names                   []string
	lang                    string       // of a title that is a document's
	said                    []locale.Msg // the messages that text is put together from, if it is
}

// searchKinds are the kinds of things in the order in which equal matches stand.
var searchKinds = []string{"page", "chart", "nationality", "place", "dataset", "question", "term", "source", "claim", "column"}

// searchHit is an entry with how well it matches.
type searchHit struct {
	searchEntry
	score int
}

// searchIndex answers questions over a fixed list of entries. The same list and the same
// question give the same answer in the same order.
type searchIndex struct {
	entries    []indexedEntry
	vocabulary []string // every word of the index, sorted
}

type indexedEntry struct {
	searchEntry
	title                    string   // folded
	names                    []string // folded
	inTitle, inNames, inText []string // words, sorted
}

func newSearchIndex(entries []searchEntry) *searchIndex {
	index := &searchIndex{}
	words := map[string]bool{}
	for _, e := range entries {
		x := indexedEntry{searchEntry: e, title: folded(e.title)}
		for _, name := range e.names {
			x.names = append(x.names, folded(name))
		}
		x.inTitle = wordsOf(x.title)
		x.inNames = wordsOf(strings.Join(x.names, " "))
		x.inText = wordsOf(folded(e.text))
		for _, list := range [][]string{x.inTitle, x.inNames, x.inText} {
			for _, w := range list {
				words[w] = true
			}
		}
		index.entries = append(index.entries, x)
	}
	for w := range words {
		index.vocabulary = append(index.vocabulary, w)
	}
	slices.Sort(index.vocabulary)
	return index
}

// wordsOf are the words of a folded text, each once, sorted.
func wordsOf(text string) []string {
	words := strings.Fields(text)
	slices.Sort(words)
	return slices.Compact(words)
}

// Small words say nothing about what is looked for, in English or Spanish.
var smallWords = wordsOf("a an and are at by for from how in is many much of on or the to was were what when where which who why with " +
	"a al con cual cuando cuanto cuantos cuantas de del donde el en es fue la las los para por que se un una y")

// searchAnswer is what an index found.
type searchAnswer struct {
	hits      []searchHit
	corrected []string // words that stand in for a misspelt one
	partial   bool     // no entry has all words; these have some
}

// find answers a question: entries that have all its words, best first; failing that,
// those that have most. A word that the index does not know is replaced by the nearest
// ones, one letter away, or two in long words.
func (x *searchIndex) find(question string) searchAnswer {
	whole := folded(question)
	words := slices.DeleteFunc(strings.Fields(whole), func(w string) bool {
		_, small := slices.BinarySearch(smallWords, w)
		return small
	})
	if len(words) == 0 {
		words = strings.Fields(whole)
	}
	var answer searchAnswer
	if len(words) == 0 {
		return answer
	}
	choices := make([][]string, len(words))
	for i, w := range words {
		choices[i] = []string{w}
		if !x.knows(w) {
			if near := x.near(w); len(near) > 0 {
				choices[i] = near
				answer.corrected = append(answer.corrected, near...)
			}
		}
	}
	most := 0
	matched := map[int]int{} // words matched, by place in hits
	for _, e := range x.entries {
		score, n := e.score(choices)
		if n == 0 {
			continue
		}
		score += e.wholeScore(whole)
		matched[len(answer.hits)] = n
		most = max(most, n)
		answer.hits = append(answer.hits, searchHit{e.searchEntry, score})
	}
	kept := answer.hits[:0:0]
	for i, hit := range answer.hits {
		if matched[i] == most {
			kept = append(kept, hit)
		}
	}
	answer.hits, answer.partial = kept, most > 0 && most < len(words)
	slices.SortStableFunc(answer.hits, func(a, b searchHit) int {
		return cmp.Or(b.score-a.score, slices.Index(searchKinds, a.kind)-slices.Index(searchKinds, b.kind), strings.Compare(a.title, b.title), strings.Compare(a.href, b.href))
	})
	return answer
}

// score adds the best place of each word, and counts the words that are there.
func (e indexedEntry) score(choices [][]string) (score, matched int) {
	for _, alternatives := range choices {
		best := 0
		for _, w := range alternatives {
			best = max(best, place(e.inTitle, w, 12, 7), place(e.inNames, w, 11, 6), place(e.inText, w, 4, 2))
		}
		if best > 0 {
			score, matched = score+best, matched+1
		}
	}
	return score, matched
}

// place is the worth of a word in a sorted list: as a whole word, or as the beginning of one.
func place(words []string, w string, exact, prefix int) int {
	i, found := slices.BinarySearch(words, w)
	switch {
	case found:
		return exact
	case len(w) > 2 && i < len(words) && strings.HasPrefix(words[i], w):
		return prefix
	}
	return 0
}

// wholeScore lifts what is named by the whole question.
func (e indexedEntry) wholeScore(whole string) int {
	switch {
	case e.title == whole:
		return 40
	case slices.Contains(e.names, whole):
		return 35
	case strings.HasPrefix(e.title, whole+" "):
		return 8
	}
	return 0
}

func (x *searchIndex) knows(w string) bool { return place(x.vocabulary, w, 1, 1) > 0 }

// near are the words of the index that are nearest to one that it does not know.
func (x *searchIndex) near(w string) []string {
	allowed := 0
	switch n := len([]rune(w)); {
	case n >= 8:
		allowed = 2
	case n >= 4:
		allowed = 1
	}
	var near []string
	for least := 1; least <= allowed && len(near) == 0; least++ {
		for _, v := range x.vocabulary {
			if distance(w, v, least) == least {
				near = append(near, v)
			}
		}
	}
	return near
}

// distance is how many letters must be put in, left out, changed or swapped with their
// neighbour to make b of a (optimal string alignment), or most + 1 when it is more.
func distance(a, b string, most int) int {
	s, t := []rune(a), []rune(b)
	if max(len(s), len(t))-min(len(s), len(t)) > most {
		return most + 1
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			change := 1
			if s[i-1] == t[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(t)], most+1)
}
