package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"citas/etl"
)

// A failure and a held release are told, once, and again after a fault of the receiver;
// what is well is not; the log shows the host and not the secret.
func TestWebhookTellsNews(t *testing.T) {
	told := make(chan string, 10)
	faults := 1
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if faults > 0 {
			faults--
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		raw, _ := io.ReadAll(r.Body)
		var got struct {
			Event string
			Run   etl.Run
		}
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Error(err)
		}
		told <- got.Event + " " + got.Run.For + r.URL.Path
	}))
	defer receiver.Close()
	h, err := newWebhook(receiver.URL+"/secret-token", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	h.pause = time.Millisecond
	go h.run(t.Context())
	for _, r := range []etl.Run{
		{For: "a", Outcome: etl.RunUnchanged}, {For: "b", Outcome: etl.RunFailed, Error: "disk full"}, {For: "c", Outcome: etl.RunFailed, Error: "disk full"},
		{For: "d", Outcome: etl.RunTroubled, Held: 1}, {For: "e", Outcome: etl.RunPublished}, {For: "f", Outcome: etl.RunHeld, Held: 1},
	} {
		h.heard(r)
	}
	for _, want := range []string{"failed b/secret-token", "held d/secret-token", "held f/secret-token"} {
		select {
		case got := <-told:
			if got != want {
				t.Errorf("told %q, want %q", got, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s was never told", want)
		}
	}
}

func TestWebhookKeepsItsSecret(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	var log bytes.Buffer
	h, err := newWebhook(gone.URL+"/secret-token?key=secret-key", slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	h.pause = time.Millisecond
	if err = h.tell(t.Context(), etl.Run{Outcome: etl.RunFailed}); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
	if _, err := newWebhook("ftp://secret", h.log); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
}
