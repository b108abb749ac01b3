package data

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

// Named queries stand in query/<name>.sql: one constant SELECT each, with a comment on
// its grain and order, values bound as $1, $2 …
//
//go:embed query/*.sql
var queryFiles embed.FS

// QueryText returns the SQL of a named query, or fails with ErrNotFound.
func QueryText(name string) (string, error) {
	if !slug.MatchString(name) {
		return "", fmt.Errorf("query %q: %w", name, ErrNotFound)
	}
	raw, err := queryFiles.ReadFile("query/" + name + ".sql")
	if err != nil {
		return "", fmt.Errorf("query %q: %w", name, ErrNotFound)
	}
	return string(raw), nil
}

// QueryNames lists the named queries.
func QueryNames() []string {
	entries, _ := queryFiles.ReadDir("query") // an embedded folder cannot fail
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".sql")
	}
	slices.Sort(names)
	return names
}
