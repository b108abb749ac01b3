package views

import (
	"container/list"
	"sync"
)

// cache keeps values up to a total size and lets the least recently used go first.
// What it holds follows from an edition and an address, never from a reader.
type cache struct {
	limit int

	mu      sync.Mutex
	size    int
	entries map[string]*list.Element
	recent  *list.List // of *cacheEntry, newest first
}

type cacheEntry struct {
	key   string
	value any
	size  int
}

func newCache(limit int) *cache {
	return &cache{limit: limit, entries: map[string]*list.Element{}, recent: list.New()}
}

func (c *cache) get(key string) (any, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.entries[key]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(element)
	return element.Value.(*cacheEntry).value, true
}

// put keeps value, unless it alone would take more than an eighth of the room.
func (c *cache) put(key string, value any, size int) {
	size += len(key) + 256 // and what the entry itself takes
	if size > c.limit/8 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.entries[key]; ok {
		return
	}
	c.entries[key] = c.recent.PushFront(&cacheEntry{key, value, size})
	c.size += size
	for c.size > c.limit {
		oldest := c.recent.Remove(c.recent.Back()).(*cacheEntry)
		delete(c.entries, oldest.key)
		c.size -= oldest.size
	}
}
