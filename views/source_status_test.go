package views_test

import (
	"encoding/json"
	"strings"
	"testing"

	"citas/data"
	"citas/views"
	"citas/views/viewtest"
)

type watched []data.SourceStatus

func (w *watched) Sources() ([]data.SourceStatus, error) { return *w, nil }

// How the publishers stand is live: it does not come from memory, and the page and the
// API say the same.
func TestStatusIsLive(t *testing.T) {
	list := watched{
		{Source: "cbp-encounters", Title: "Nationwide Encounters", State: data.SourceActive, Asked: true},
		{Source: "curated", Title: "Curated", State: data.SourceActive},
		{Source: "ohss-monthly", Title: "Monthly Tables", State: data.SourceEnded, Since: "2025-01-20", Asked: true},
	}
	c := viewtest.New(t, func(c *views.Config) { c.Watched = &list })
	first := c.Get("/status").Doc()
	if n := first.Find("#publishers-table tbody tr").Length(); n != 2 {
		t.Errorf("%d rows, want those of the two publishers that can be asked", n)
	}
	if text := first.Find("#publishers").Text(); !strings.Contains(text, "has not asked any publisher yet") || !strings.Contains(text, "ended since 20 January 2025") {
		t.Errorf("%s", text)
	}
	if text := first.Find("#publishers").Text(); !strings.Contains(text, "no law and no promise that obliges any of these publishers") {
		t.Errorf("says nothing of a duty: %s", text)
	}
	list[0].Duty, list[0].HTTPStatus, list[0].Error = "the Example Act, section 5", 503, "answers 503 Service Unavailable"
	list[0].State, list[0].Since, list[0].LastChecked, list[0].DaysLate = data.SourceLate, "2026-02-05", "2026-03-01T14:15:09Z", 39
	list[0].Expected, list[0].Newest, list[0].Through = "2026-01-21", "fy23-fy26-nov", "2025-11-30"
	text := strings.Join(strings.Fields(c.Get("/status").Doc().Find("#publishers").Text()), " ")
	if n := c.Get("/es/status").Doc().Find(`#publishers [lang=en]:contains("the Example Act")`).Length(); n != 1 {
		t.Error("an English law in a Spanish sentence is not marked")
	}
	for _, want := range []string{"late since 5 February 2026", "1 March 2026, 14:15 UTC", "21 January 2026: 39 days late today", "fy23-fy26-nov, through 30 November 2025", "21 January 2026", "14:15 UTC: HTTP status 503", "answers 503", "What obliges Nationwide Encounters, as far as we know: the Example Act, section 5. We have found no law and no promise that obliges the other publishers."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if n := c.Get("/status?as_of=2024-08-09").Doc().Find("#publishers").Length(); n != 0 {
		t.Error("a past view tells how the publishers stand today")
	}
	var got struct {
		Sources []struct {
			Source, State string
			DaysLate      int `json:"days_late"`
		}
	}
	if err := json.Unmarshal(c.Get("/api/v1/status").Body, &got); err != nil || len(got.Sources) != 3 {
		t.Fatalf("%v %+v", err, got)
	}
	if s := got.Sources[0]; s.State != "late" || s.DaysLate != 39 {
		t.Errorf("%+v", s)
	}
}
