package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"citas/data/remote/remotetest"
)

// replica is citas serve --from as a process of its own, over an empty folder.
type replica struct {
	address string
	log     *lines
}

// lines keeps what a process says.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func startReplica(t *testing.T, bucket string) *replica {
	t.Helper()
	path, err := exec.LookPath("citas") // made by TestMain
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--data-dir", t.TempDir(), "serve", "--addr", "127.0.0.1:0", "--from", bucket, "--poll", "100ms", "--rate-limit", "0")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		cmd.Wait()
	})
	r := &replica{log: &lines{}}
	found := make(chan string, 1)
	go func() {
		for in := bufio.NewScanner(stderr); in.Scan(); {
			if m := listening.FindStringSubmatch(in.Text()); m != nil {
				found <- m[1]
			}
			r.log.mu.Lock()
			r.log.text.WriteString(in.Text() + "\n")
			r.log.mu.Unlock()
		}
	}()
	select {
	case r.address = <-found:
	case <-time.After(30 * time.Second):
		t.Fatal("the replica did not start: ", r.log)
	}
	return r
}

// serves waits until the replica answers from an edition.
func (r *replica) serves(t *testing.T, edition string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if status, body := fetchPage(t.Context(), r.address+"/readyz"); status == http.StatusOK && strings.Contains(body, edition) {
			return
		}
	}
	t.Fatalf("the replica does not serve edition %s:\n%s", edition, r.log)
}

func fetchPage(ctx context.Context, address string) (int, string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err.Error()
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err.Error()
	}
	return answer.StatusCode, string(body)
}

// Two replicas follow ten publications and a store that goes away, and no reader notices.
func TestReplicasFollowPublications(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	g := remotetest.Start(t)
	dir := t.TempDir()
	publish := func(name string) string {
		m := remotetest.Edition(t, dir, name)
		var said strings.Builder
		if code := run(t.Context(), []string{"--data-dir", dir, "publish", "--edition-only", g.URL()}, &said, &said); code != exitDone {
			t.Fatalf("publish %s: exit code %d: %s", name, code, said.String())
		}
		return m.Edition
	}
	edition := publish("0")
	replicas := []*replica{startReplica(t, g.URL()), startReplica(t, g.URL())}
	for _, r := range replicas {
		r.serves(t, edition)
	}

	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	var asked atomic.Int64
	paths := []string{"/", "/wait-times", "/data/ports", "/data/ports.csv", "/charts/processed-monthly.svg", "/api/v1/datasets/wait-times/rows?limit=5", "/charts/nationality-panels?nationality=VE"}
	for i := range 4 {
		readers.Go(func() {
			pace := time.NewTicker(10 * time.Millisecond) // the publishers are on this machine too
			defer pace.Stop()
			for n := i; ctx.Err() == nil; n++ {
				<-pace.C
				path := paths[n%len(paths)]
				if status, body := fetchPage(ctx, replicas[i%2].address+path); status != http.StatusOK && ctx.Err() == nil {
					t.Errorf("%s of replica %d: %d: %.300s", path, i%2, status, body)
				}
				asked.Add(1)
			}
		})
	}
	for n := range 10 {
		edition = publish(fmt.Sprint(n + 1))
		for _, r := range replicas {
			r.serves(t, edition)
		}
	}
	g.Stop()
	before := asked.Load()
	for i, r := range replicas {
		for end := time.Now().Add(time.Minute); !strings.Contains(r.log.String(), "the last edition stays"); time.Sleep(50 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("replica %d did not say that the store is away", i)
			}
		}
	}
	if away, err := time.ParseDuration(os.Getenv("CITAS_STORE_AWAY")); err == nil { // 1m for a minute of it
		time.Sleep(away)
	}
	if asked.Load() == before {
		t.Error("nobody read while the store was away")
	}
	g.Run()
	edition = publish("back")
	for _, r := range replicas {
		r.serves(t, edition)
	}
	stop()
	readers.Wait()
	t.Logf("%d requests", asked.Load())
}
