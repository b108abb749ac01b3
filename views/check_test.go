package views_test

import (
	"encoding/json"
	"strings"
	"testing"

	"citas/views/viewtest"
)

// july2023 is the statement whose answer the official workbooks changed: 44,800, since the release of September 2024 44,810.
const july2023 = "/checks/appointments-processed?fn=max&measure=appointments&period=month&month=2023-07-01&nationality=total"

type checkAnswer struct {
	State, Sentence string
	Now             struct {
		Hash  string
		Value float64
	}
	History []struct {
		Published string
		Release   string `json:"release_id"`
		Hash      string
		Value     float64
	}
}

func askCheck(t *testing.T, c *viewtest.Client, address string) (a checkAnswer) {
	t.Helper()
	path, query, _ := strings.Cut(address, "?")
	got := c.Get(path + ".json?" + query)
	if err := json.Unmarshal(got.Body, &a); err != nil || got.Status != 200 {
		t.Fatalf("%s: %d %v %s", address, got.Status, err, got.Body)
	}
	return a
}

// TestCheckSaysWhenANumberChanged: made as of the release of August 2024, opened today.
func TestCheckSaysWhenANumberChanged(t *testing.T) {
	c := viewtest.New(t)
	then := askCheck(t, c, july2023+"&as_of=2024-08-09")
	if then.State != "nothing expected" || then.Now.Value != 44800 {
		t.Fatalf("as of August 2024: %s, %v", then.State, then.Now.Value)
	}
	if now := askCheck(t, c, july2023+"&expect="+then.Now.Hash+"&as_of=2024-08-09"); now.State != "still true" {
		t.Errorf("in the same view: %s", now.State)
	}
	now := askCheck(t, c, july2023+"&expect="+then.Now.Hash+"&edition=2024-08-09")
	if now.State != "changed" || !strings.Contains(now.Sentence, "was 44,800 appointments; since the release of 6 September 2024 it is 44,810 appointments") {
		t.Errorf("today: %s: %s", now.State, now.Sentence)
	}
	if len(now.History) < 2 || now.History[0].Value != 44800 || now.History[len(now.History)-1].Value != 44810 {
		t.Errorf("history: %+v", now.History)
	}
	if never := askCheck(t, c, july2023+"&expect=0123456789abcdef"); never.State != "never so" {
		t.Errorf("an answer that no release gave: %s", never.State)
	}
	page := c.Get(july2023 + "&expect=" + then.Now.Hash).Doc()
	if lead := page.Find(".lead").Text(); !strings.Contains(lead, "44,810") {
		t.Errorf("the page says %q", lead)
	}
	spanish := c.Get("/es" + july2023 + "&expect=" + then.Now.Hash).Doc()
	if lead := spanish.Find(".lead").Text(); !strings.HasPrefix(lead, "Cambió: ") || !strings.Contains(lead, "era 44,800 citas; desde la publicación del 6 de septiembre de 2024 es 44,810 citas") {
		t.Errorf("the Spanish page says %q", lead)
	}
	if saved := spanish.Find("#saved").Text(); !strings.HasPrefix(saved, "https://citas.example/es/checks/") {
		t.Errorf("the Spanish page keeps %q", saved)
	}
	path, query, _ := strings.Cut(july2023, "?")
	feed := string(c.Get(path + ".atom?" + query).Body)
	if !strings.Contains(feed, "changed it from 44,800 appointments to 44,810 appointments") || strings.Count(feed, "<entry>") != len(now.History) {
		t.Errorf("the feed has %d entries for %d answers:\n%s", strings.Count(feed, "<entry>"), len(now.History), feed)
	}
}

// TestCheckAddressCarriesTheAnswer: the address that a page gives to keep is still true in the edition that gave it.
func TestCheckAddressCarriesTheAnswer(t *testing.T) {
	c := viewtest.New(t)
	for _, address := range []string{july2023, "/checks/wait-times?fn=count", "/checks/appointments-processed?fn=sum&measure=appointments&period=fiscal_year&group=fiscal_year&nationality=VE"} {
		saved := c.Get(address).Doc().Find("#saved").Text()
		kept, ok := strings.CutPrefix(saved, "https://citas.example")
		if !ok {
			t.Fatalf("%s keeps %q", address, saved)
		}
		if a := askCheck(t, c, kept); a.State != "still true" {
			t.Errorf("%s: %s", kept, a.State)
		}
	}
	doc := c.Get("/checks").Doc()
	if n := doc.Find("#examples-table tbody tr").Length(); n < 5 {
		t.Errorf("%d examples", n)
	}
}
