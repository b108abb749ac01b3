package views_test

import (
	"encoding/json"
	"strings"
	"testing"

	"citas/data"
	"citas/views"
	"citas/views/viewtest"
)

// kept is a quarantine of fixed releases.
type kept []data.Held

func (k *kept) List() ([]data.Held, error) { return *k, nil }

func (k *kept) Sums(h data.Held) ([]data.DiffSum, error) {
	if h.State != data.StateHeld {
		return nil, nil
	}
	return []data.DiffSum{{Before: "cbp-encounters@2024-04-12", Kinds: map[string]int{data.Changed: 1200, data.Withdrawn: 3}, Net: -84}}, nil
}

var keptOut = kept{
	{Release: "cbp-encounters@2024-05-15", Source: "cbp-encounters", FileName: "may.csv", Published: "2024-05-15", SHA256: strings.Repeat("a", 64),
		State: data.StateHeld, Reason: `found <script>alert(1)</script> & "40 %"`, Since: "2026-11-20T08:00:00Z"},
	{Release: "cbp-southwest@2022-10-21", Source: "cbp-southwest", FileName: "w.csv", Published: "2022-10-21", SHA256: strings.Repeat("b", 64),
		State: data.StateRefused, Reason: `cell A1: found "wFiscal Year"`, Since: "2026-11-21T08:00:00Z"},
	{Release: "ohss-monthly@2025-01-10", Source: "ohss-monthly", FileName: "copy.xlsx", Published: "2025-01-10", SHA256: strings.Repeat("c", 64),
		State: data.StateRejected, Reason: "a copy from another site", Finding: "drops a month", Decision: "reject", Since: "2026-11-22T08:00:00Z"},
}

func withKept(c *views.Config) { c.KeptOut = &keptOut }

func textOf(a *viewtest.Answer, selector string) string {
	return strings.Join(strings.Fields(a.Doc().Find(selector).Text()), " ")
}

func TestChangesSayWhatEachReleaseDid(t *testing.T) {
	page := viewtest.New(t).Get("/changes")
	for selector, want := range map[string]string{
		"#release-ohss-monthly_2024-08-09": "First release of this table held here: nothing to compare it with.",
		"#release-ohss-monthly_2024-09-06": "2 cells changed, 0 added, 0 withdrawn; 228 stand in both. Largest change: July 2023, total: 44,800 → 44,810 appointments.",
		"#release-ohss-monthly_2024-12-06": "“other” is not compared",
		".lead":                            "6 releases of 4 series held here; two changed cells of an earlier one. None is kept out. We have had nothing of our own to correct so far.",
	} {
		if got := textOf(page, selector); !strings.Contains(got, want) {
			t.Errorf("%s: no %q in %q", selector, want, got)
		}
	}
	href := "/data/appointments-processed/revisions?from=ohss-monthly%402024-08-09&to=ohss-monthly%402024-09-06"
	if page.Doc().Find(`#release-ohss-monthly_2024-09-06 a[href="`+href+`"]`).Length() != 1 {
		t.Error("no link to what May changed in April")
	}
	if first := page.Doc().Find(".entries > li").First().AttrOr("id", ""); first != "release-curated_2026-11-23" {
		t.Errorf("newest first begins with %s", first)
	}
	past := viewtest.New(t).Get("/changes?as_of=" + monday)
	if n := past.Doc().Find(".entries > li").Length(); n != 2 {
		t.Errorf("as of %s: %d entries, want two", monday, n)
	}
}

func TestWhatIsKeptOutIsListed(t *testing.T) {
	c := viewtest.New(t, withKept)
	for _, path := range []string{"/status", "/changes"} {
		page := c.Get(path)
		text := textOf(page, "main")
		for _, want := range []string{
			`found <script>alert(1)</script> & "40 %"`, `citas releases accept cbp-encounters@2024-05-15 --reason "…"`,
			"it would change 1,200 cells, add 0 and withdraw 3; together −84", `cell A1: found "wFiscal Year"`,
			"Reason given: a copy from another site", "What had been found: drops a month", "20 November 2026", "kept out.",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", path, want)
			}
		}
		if n := page.Doc().Find("main script").Length(); n != 0 {
			t.Errorf("%s: the reason became markup", path)
		}
		if n := strings.Count(text, "citas releases accept"); n != 1 {
			t.Errorf("%s offers %d decisions, want one: only what is held can be let through", path, n)
		}
	}
	if text := textOf(c.Get("/changes?as_of=2024-01-01"), "main"); strings.Contains(text, "cbp-encounters@2024-05-15") || !strings.Contains(text, "cbp-southwest@2022-10-21") {
		t.Errorf("as of January 2024: %s", text)
	}
}

// A decision shows at once, though the edition is the same.
func TestWhatIsKeptOutIsNotRemembered(t *testing.T) {
	list := kept{keptOut[1]}
	c := viewtest.New(t, func(c *views.Config) { c.KeptOut = &list })
	paths := []string{"/status", "/changes", "/feeds/releases.atom", "/feeds/releases.json", "/api/v1/releases"}
	for _, path := range paths {
		if got := string(c.Get(path).Body); !strings.Contains(got, "cbp-southwest@2022-10-21") {
			t.Errorf("%s does not list what is kept out", path)
		}
	}
	list = nil
	for _, path := range paths {
		if got := string(c.Get(path).Body); strings.Contains(got, "cbp-southwest@2022-10-21") {
			t.Errorf("%s still lists what was settled", path)
		}
	}
}

func TestStatusNeverCallsAnEndedSeriesLate(t *testing.T) {
	page := viewtest.New(t).Get("/status")
	text := textOf(page, "main")
	for _, want := range []string{"DuckDB 1.", "ended on 20 January 2025", "No release is kept out.", "ohss-monthly@2024-12-06", "31 August 2024"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, word := range []string{"late ", "stale", "overdue"} {
		if strings.Contains(strings.ToLower(text), word) {
			t.Errorf("the status page says %q", word)
		}
	}
}

func TestStatusStandsWithoutAnEdition(t *testing.T) {
	c := viewtest.New(t, withKept, func(c *views.Config) { c.Store = data.NewStore(t.TempDir(), data.Published()) })
	page := c.Get("/status")
	if text := textOf(page, "main"); page.Status != 200 || !strings.Contains(text, "No edition has been built yet") || !strings.Contains(text, "may.csv") {
		t.Errorf("%d: %s", page.Status, text)
	}
}

func TestAPIListsReleases(t *testing.T) {
	var got struct {
		Releases []struct{ ID, State, Reason string }
	}
	if err := json.Unmarshal(viewtest.New(t, withKept).Get("/api/v1/releases").Body, &got); err != nil {
		t.Fatal(err)
	}
	states := map[string]int{}
	for _, r := range got.Releases {
		states[r.State]++
	}
	if states["accepted"] != 6 || states["held"] != 1 || states["refused"] != 1 || states["rejected"] != 1 {
		t.Errorf("states %v", states)
	}
}

func TestCorrectionsPageWithoutAny(t *testing.T) {
	c := viewtest.New(t, func(c *views.Config) { c.CorrectionsContact = "errors@citas.example" })
	page := c.Get("/corrections")
	if got := textOf(page, ".lead"); got != "No correction has been made so far." {
		t.Errorf("lead %q", got)
	}
	for _, link := range []string{`a[href="mailto:errors@citas.example"]`, `main a[href="/changes"]`} {
		if page.Doc().Find(link).Length() == 0 {
			t.Errorf("no %s", link)
		}
	}
}
