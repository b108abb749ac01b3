package views

import (
	"strings"
	"testing"
)

func TestCacheStaysWithinItsRoom(t *testing.T) {
	c := newCache(16 << 10)
	for i := range 100 {
		key := strings.Repeat("k", i+1)
		c.put(key, i, 1000)
		if got, ok := c.get(key); !ok || got != i {
			t.Fatalf("entry %d was not kept", i)
		}
		c.get("k") // asked for again and again
		if c.size > c.limit {
			t.Fatalf("holds %d bytes of %d", c.size, c.limit)
		}
	}
	if _, ok := c.get("k"); !ok {
		t.Error("the entry in use went")
	}
	if _, ok := c.get("kk"); ok {
		t.Error("the entry not in use stayed")
	}
	c.put("huge", 0, 15<<10)
	if _, ok := c.get("huge"); ok {
		t.Error("one entry took most of the room")
	}
}
