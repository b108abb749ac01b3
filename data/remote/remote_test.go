package remote_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gocloud.dev/blob"

	"citas/data"
	"citas/data/remote"
	"citas/data/remote/remotetest"
)

// stores are the places that the tests publish to: a folder, and S3 where it is there.
func stores(t *testing.T, test func(t *testing.T, address string, file func(key string) string)) {
	t.Run("file", func(t *testing.T) {
		dir := t.TempDir()
		test(t, "file://"+dir, func(key string) string { return filepath.Join(dir, filepath.FromSlash(key)) })
	})
	t.Run("s3", func(t *testing.T) {
		g := remotetest.Start(t)
		test(t, g.URL(), g.File)
	})
}

func open(t *testing.T, address string) *remote.Bucket {
	t.Helper()
	b, err := remote.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func publication(dir string, m *data.Manifest) remote.Publication {
	return remote.Publication{
		Dir: dir, Manifest: m, Types: map[string]string{"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "json": "application/json", "jsonl": "application/jsonl", "duckdb": "application/vnd.duckdb", "zip": "application/zip"},
		Version: "test", Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) },
	}
}

func TestAReplicaHasWhatWasPublished(t *testing.T) {
	stores(t, func(t *testing.T, address string, file func(string) string) {
		b, dir, there := open(t, address), t.TempDir(), t.TempDir()
		r := remote.NewReplica(open(t, address), there)
		if _, err := r.Step(t.Context()); !errors.Is(err, data.ErrNotFound) {
			t.Errorf("nothing was published, but %v", err)
		}
		first := remotetest.Edition(t, dir, "first")
		done, err := b.Publish(t.Context(), publication(dir, first))
		if err != nil || done.Again || done.Pointer.Number != 1 || done.Uploaded != done.Objects {
			t.Fatalf("%+v, %v", done, err)
		}
		if done, err = b.Publish(t.Context(), publication(dir, first)); err != nil || !done.Again || done.Uploaded != 0 || done.Pointer.Number != 1 {
			t.Errorf("published again: %+v, %v", done, err)
		}
		if changed, err := r.Step(t.Context()); err != nil || !changed {
			t.Fatalf("%v, %v", changed, err)
		}
		if changed, err := r.Step(t.Context()); err != nil || changed {
			t.Errorf("nothing new, but %v, %v", changed, err)
		}
		second := remotetest.Edition(t, dir, "second")
		if done, err = b.Publish(t.Context(), publication(dir, second)); err != nil || done.Pointer.Number != 2 {
			t.Fatalf("%+v, %v", done, err)
		}
		fresh := t.TempDir() // a replica that starts later has the current edition first, then the earlier one
		late := remote.NewReplica(open(t, address), fresh)
		for _, x := range []struct {
			r   *remote.Replica
			dir string
		}{{r, there}, {late, fresh}} {
			if changed, err := x.r.Step(t.Context()); err != nil || !changed {
				t.Fatalf("%v, %v", changed, err)
			}
			if id, err := data.CurrentEdition(x.dir); err != nil || id != second.Edition {
				t.Errorf("serves %s, %v", id, err)
			}
			if problems, err := data.Verify(t.Context(), x.dir, second.Edition, data.Published()); err != nil || len(problems) > 0 {
				t.Errorf("%v, %v", problems, err)
			}
		}
		if data.HasEdition(fresh, first.Edition) {
			t.Error("the earlier edition came first")
		}
		if more, err := late.Backfill(t.Context()); err != nil || !more || !data.HasEdition(fresh, first.Edition) {
			t.Errorf("the earlier edition did not come: %v, %v", more, err)
		}
		if more, err := late.Backfill(t.Context()); err != nil || more {
			t.Errorf("%v, %v", more, err)
		}
	})
}

func TestOnePublisherWins(t *testing.T) {
	stores(t, func(t *testing.T, address string, _ func(string) string) {
		for round := range 5 {
			var all sync.WaitGroup
			ready := make(chan struct{}, 2)
			both := make(chan struct{})
			go func() { <-ready; <-ready; close(both) }()
			results := [2]error{}
			pointers := [2]remote.Published{}
			for i, name := range []string{"a", "b"} {
				dir := t.TempDir()
				p := publication(dir, remotetest.Edition(t, dir, name+string(rune('0'+round))))
				p.Progress = func(done, all int) {
					if done == all { // everything but the pointer is there: now both at once
						ready <- struct{}{}
						<-both
					}
				}
				b := open(t, address)
				all.Go(func() { pointers[i], results[i] = b.Publish(t.Context(), p) })
			}
			all.Wait()
			var lost *remote.LostError
			won := 0
			for i, err := range results {
				if err == nil {
					won++
					continue
				}
				if !errors.As(err, &lost) || lost.Number != round+1 || lost.Winner.Edition != pointers[1-i].Pointer.Edition {
					t.Errorf("round %d: %v; the other published %+v", round, err, pointers[1-i])
				}
			}
			if won != 1 {
				t.Errorf("round %d: %d publishers won: %v", round, won, results)
			}
		}
		if numbers, err := open(t, address).Numbers(t.Context()); err != nil || len(numbers) != 5 {
			t.Errorf("%v, %v", numbers, err)
		}
	})
}

func TestADamagedObjectIsRefusedAndNamed(t *testing.T) {
	stores(t, func(t *testing.T, address string, file func(string) string) {
		b, dir, there := open(t, address), t.TempDir(), t.TempDir()
		good := remotetest.Edition(t, dir, "good")
		if _, err := b.Publish(t.Context(), publication(dir, good)); err != nil {
			t.Fatal(err)
		}
		r := remote.NewReplica(open(t, address), there)
		if _, err := r.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		next := remotetest.Edition(t, dir, "next")
		if _, err := b.Publish(t.Context(), publication(dir, next)); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"editions/" + next.Edition + "/ports.csv", "editions/" + next.Edition + "/citas.duckdb", "editions/" + next.Edition + "/manifest.json"} {
			raw, err := os.ReadFile(file(key))
			if err != nil {
				t.Fatal(err)
			}
			bad := append([]byte{}, raw...)
			bad[len(bad)/2] ^= 1
			if err := os.WriteFile(file(key), bad, 0o644); err != nil {
				t.Fatal(err)
			}
			os.RemoveAll(filepath.Join(there, "editions", ".fetching-"+next.Edition)) // else what is whole there is not fetched again
			changed, err := r.Step(t.Context())
			if changed || !errors.Is(err, data.ErrInvalid) || !strings.Contains(err.Error(), key) || !strings.Contains(err.Error(), "refused") {
				t.Errorf("%s is damaged: %v, %v", key, changed, err)
			}
			if id, err := data.CurrentEdition(there); err != nil || id != good.Edition {
				t.Errorf("serves %s, %v", id, err)
			}
			if data.HasEdition(there, next.Edition) {
				t.Error("the damaged edition was taken")
			}
			if err := os.WriteFile(file(key), raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if changed, err := r.Step(t.Context()); err != nil || !changed {
			t.Errorf("mended, but %v, %v", changed, err)
		}
	})
}

func TestAnInterruptedPublicationGoesOn(t *testing.T) {
	stores(t, func(t *testing.T, address string, _ func(string) string) {
		b, dir := open(t, address), t.TempDir()
		p := publication(dir, remotetest.Edition(t, dir, "long"))
		ctx, stop := context.WithCancel(t.Context())
		var once sync.Once
		p.Progress = func(done, all int) {
			if done >= all/2 {
				once.Do(stop)
			}
		}
		if _, err := b.Publish(ctx, p); err == nil {
			t.Fatal("it was not interrupted")
		}
		if numbers, err := b.Numbers(t.Context()); err != nil || len(numbers) != 0 {
			t.Fatalf("half an edition is current: %v, %v", numbers, err)
		}
		p.Progress = nil
		done, err := b.Publish(t.Context(), p)
		if err != nil || done.Pointer.Number != 1 || done.Uploaded == 0 || done.Uploaded > done.Objects/2+1 {
			t.Errorf("%+v, %v", done, err)
		}
	})
}

func TestWhatWasPublishedNeverChanges(t *testing.T) {
	stores(t, func(t *testing.T, address string, file func(string) string) {
		b, dir, other := open(t, address), t.TempDir(), t.TempDir()
		m := remotetest.Edition(t, dir, "same")
		page := filepath.Join(t.TempDir(), "index.html")
		if err := os.WriteFile(page, []byte("one"), 0o644); err != nil {
			t.Fatal(err)
		}
		p := publication(dir, m)
		p.Site = []remote.Object{{Key: "index.html", Path: page, SHA256: "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", Bytes: 3, Type: "text/html; charset=utf-8", Cache: "public, max-age=300"}}
		if _, err := b.Publish(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		again := remotetest.Edition(t, other, "same")
		again.BuiltAt = "2026-01-01T00:00:00Z"
		raw := strings.Replace(read(t, filepath.Join(data.EditionFolder(other, again.Edition), "manifest.json")), `"built_at":"`, `"built_at":"1`, 1)
		if err := os.WriteFile(filepath.Join(data.EditionFolder(other, again.Edition), "manifest.json"), []byte(raw), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Publish(t.Context(), publication(other, again)); !errors.Is(err, data.ErrInvalid) || !strings.Contains(err.Error(), "another build") {
			t.Errorf("another build of the edition: %v", err)
		}
		blobs, err := blob.OpenBucket(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer blobs.Close()
		for key, want := range map[string][3]string{
			"index.html":                              {"text/html; charset=utf-8", "public, max-age=300"},
			"editions/" + m.Edition + "/ports.csv":    {"text/csv", remote.Immutable},
			"editions/" + m.Edition + "/citas.duckdb": {"application/vnd.duckdb", remote.Immutable},
		} {
			a, err := blobs.Attributes(t.Context(), key)
			if err != nil || a.ContentType != want[0] || a.CacheControl != want[1] {
				t.Errorf("%s: %+v, %v", key, a, err)
			}
		}
		if read(t, file("index.html")) != "one" {
			t.Error("the page is another")
		}
	})
}

func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
