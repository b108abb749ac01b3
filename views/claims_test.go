package views_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"citas/data"
	"citas/data/datatest"
	"citas/views/viewtest"
)

// TestContradictionsStandTogether: the questions that the record answers in more than
// one way show all their answers, and where no document explains them they say so.
func TestContradictionsStandTogether(t *testing.T) {
	doc := viewtest.New(t).Get("/claims").Doc()
	for id, want := range map[string][]string{
		"all-in-the-end":       {"nearly 936,500 people scheduled", "nearly 919,000 people let in", "985,000 people", "about 900,000 people", "more than 1,000,000 people", "not stated"},
		"languages-of-the-app": {"3 languages", "5 languages", "2 languages", "4 languages"},
		"priority-share":       {"50 %", "30 %", "not stated"},
		"booking-horizon":      {"14 days", "21 days", "not stated"},
		"average-wait":         {"10 weeks", "more than 9 months", "not from individual waits"},
	} {
		text := strings.Join(strings.Fields(doc.Find("#"+id).Text()), " ")
		for _, words := range want {
			if !strings.Contains(text, words) {
				t.Errorf("%s does not say %q", id, words)
			}
		}
	}
}

// TestEveryClaimNamesWhatItNeeds: value, what it counts, who, when, where, confidence,
// evidence, document and its own row, which exists.
func TestEveryClaimNamesWhatItNeeds(t *testing.T) {
	c := viewtest.New(t)
	doc := c.Get("/claims").Doc()
	claims, err := datatest.Edition(t).Count(t.Context(), data.Select{Dataset: "claims"})
	if err != nil {
		t.Fatal(err)
	}
	rows := doc.Find("#all tbody tr")
	if int64(rows.Length()) != claims {
		t.Errorf("%d claims are shown, the dataset has %d", rows.Length(), claims)
	}
	rows.Each(func(i int, row *goquery.Selection) {
		href := row.Find(`a[href^="/data/"]`).AttrOr("href", "")
		if row.Find(`a[href^="/sources/"]`).Length() != 1 || href == "" {
			t.Fatalf("row %d has no document or no row: %s", i, row.Text())
		}
		if i%10 == 0 {
			address, _, _ := strings.Cut(href, "#")
			if n := c.Get(address).Doc().Find("#preview tbody tr").Length(); n != 1 {
				t.Errorf("%s shows %d rows, want the claim alone", href, n)
			}
		}
	})
}

// TestClaimsAreNotCalculatedWith: no difference of two totals stands on the page
// (editorial.md, rules 1 and 4).
func TestClaimsAreNotCalculatedWith(t *testing.T) {
	text := viewtest.New(t).Get("/claims").Doc().Find("#conflicts").Text()
	for _, difference := range []string{"17,500", "36,500 ", "63,500", "7,220"} {
		if strings.Contains(strings.ReplaceAll(text, "936,500", ""), difference) {
			t.Errorf("the page says %s, which nobody stated", difference)
		}
	}
}

func TestClaimFilter(t *testing.T) {
	c := viewtest.New(t)
	doc := c.Get("/claims?quantity=scheduled&confidence=high").Doc()
	doc.Find("#all tbody tr").Each(func(_ int, row *goquery.Selection) {
		if !strings.Contains(row.Text(), "scheduled") || !strings.Contains(row.Text(), "high") {
			t.Errorf("the choice leaves %q", row.Text())
		}
	})
	if doc.Find(`#files a[href="/data/claims.csv?quantity=scheduled&confidence=high"]`).Length() != 1 {
		t.Error("the CSV is not of the choice")
	}
	if doc.Find(`.active a[href="/claims?quantity=scheduled"]`).Length() != 1 || doc.Find(`option[selected][value=scheduled]`).Length() != 1 {
		t.Error("the form does not show the choice")
	}
	if got := c.Get("/claims?as_of=2023-06-15"); got.Status != 200 || strings.Contains(string(got.Body), "936,500") {
		t.Errorf("in June 2023: %d, or what was said later", got.Status)
	}
}

// TestMissingNamesWhomToAsk: each gap has an office and, where an office of the United
// States would hold it, a request under the law; no address is made up.
func TestMissingNamesWhomToAsk(t *testing.T) {
	doc := viewtest.New(t).Get("/missing").Doc()
	gaps := doc.Find("article.gap")
	if gaps.Length() < 12 {
		t.Errorf("%d gaps", gaps.Length())
	}
	gaps.Each(func(_ int, gap *goquery.Selection) {
		request := gap.Find("pre.request").Text()
		switch {
		case !strings.Contains(gap.Text(), "Whom to ask:"):
			t.Errorf("%s: nobody to ask", gap.Find("h3").Text())
		case gap.AttrOr("id", "") == "literacy":
		case !strings.Contains(request, "5 U.S.C. § 552") || !strings.Contains(request, "[Your name]"):
			t.Errorf("%s: no request", gap.Find("h3").Text())
		case strings.ContainsAny(request, "@") || strings.Contains(request, "http"):
			t.Errorf("%s: an address that no document carries", gap.Find("h3").Text())
		}
	})
	if !strings.Contains(doc.Find("#months").Text(), "September 2024 to January 2025") || !strings.Contains(doc.Find("#ports h3").Text(), "Eagle Pass") {
		t.Errorf("the computed gaps are %q", doc.Find("#computed h3").Text())
	}
}
