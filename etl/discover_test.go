package etl

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"citas/etl/upstream"
)

// TestDiscovery reads pages as publishers lay them out: testdata/discovery/<source>.txtar
// holds "page ADDRESS" sections, each with what it should list, or why not, in "want".
func TestDiscovery(t *testing.T) {
	for _, s := range Published().Sources() {
		if s.Discovery == nil {
			continue
		}
		if s.Discovery.Pages[0] != (Address{s.Landing, ViaPublisher}) {
			t.Errorf("%s: the first page asked is not the one that readers are sent to", s.ID)
		}
		file := filepath.Join("testdata", "discovery", s.ID+".txtar")
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		for i, f := range archive.Files {
			at, ok := strings.CutPrefix(f.Name, "page ")
			if !ok {
				continue
			}
			t.Run(s.ID+"/"+filepath.Base(at), func(t *testing.T) {
				compare(t, &archive.Files[i+1], []byte(describeListing(s.list(f.Data, at))))
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func describeListing(l Listing, err error) string {
	var trouble *upstream.Trouble
	if errors.As(err, &trouble) {
		return fmt.Sprintf("%s: %s\n", trouble.Kind, trouble.Words)
	}
	var b strings.Builder
	for _, c := range l.Documents {
		fmt.Fprintf(&b, "%s  through %s  folder %s", c.Issue.Name, c.Issue.Through, c.Folder)
		if c.Copy > 0 {
			fmt.Fprintf(&b, "  copy %d", c.Copy)
		}
		fmt.Fprintf(&b, "  %s\n", c.URL)
	}
	for _, u := range l.Unknown {
		fmt.Fprintf(&b, "unknown: %s\n", u)
	}
	return b.String()
}

// TestDiscoveryOfTheRealPage: the page as CBP served it on 2026-09-06.
func TestDiscoveryOfTheRealPage(t *testing.T) {
	root := os.Getenv("CITAS_REALDATA")
	if root == "" {
		t.Skip("CITAS_REALDATA is not set: the recorded landing page is not read")
	}
	page, err := os.ReadFile(filepath.Join(root, "cbp-landing-page", "document-stats-nationwide-encounters_2026-09-06_trimmed.html"))
	if err != nil {
		t.Fatal(err)
	}
	s := source(t, "cbp-encounters")
	l, err := s.list(page, s.Landing)
	if err != nil {
		t.Fatal(err)
	}
	if l.Links != 52 || len(l.Documents) != 13 || len(l.Unknown) != 0 {
		t.Errorf("%d links, %d documents, unknown %v; want 52 links to 13 files by state", l.Links, len(l.Documents), l.Unknown)
	}
	if first, last := l.Documents[0], l.Documents[12]; first.Issue != (Issue{"fy23-fy26-jul", "2026-07-31"}) || last.Issue != (Issue{"fy20-fy23", "2023-09-30"}) {
		t.Errorf("from %v to %v", first.Issue, last.Issue)
	}
	// Two issues share the folder 2025-11: the open year's October is the newer one.
	if a, b := l.Documents[9], l.Documents[10]; a.Issue.Name != "fy23-fy26-oct" || b.Issue.Name != "fy22-fy25" || a.Folder != b.Folder {
		t.Errorf("%+v before %+v", a, b)
	}
}
