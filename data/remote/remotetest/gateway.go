// Package remotetest starts a real S3 server for a test, and makes editions to publish.
package remotetest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// Gateway is versitygw on the loopback interface, over a folder.
type Gateway struct {
	t       testing.TB
	program string
	address string
	root    string
	process *exec.Cmd
}

// Bucket is the one bucket of a gateway.
const Bucket = "citas"

// Start runs a gateway until the test ends. Without the program the test is skipped,
// which says how to get it.
func Start(t testing.TB) *Gateway {
	t.Helper()
	program, err := exec.LookPath("versitygw")
	if err != nil {
		t.Skip("no S3 server: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 and have it on the PATH")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &Gateway{t: t, program: program, address: l.Addr().String(), root: t.TempDir()}
	l.Close()
	for _, dir := range []string{Bucket} {
		if err := os.MkdirAll(filepath.Join(g.root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": "citas", "AWS_SECRET_ACCESS_KEY": "citas-citas", "AWS_EC2_METADATA_DISABLED": "true"} {
		if err := os.Setenv(name, value); err != nil { // of this process and of those that it starts
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Unsetenv(name) })
	}
	g.Run()
	t.Cleanup(g.Stop)
	return g
}

// Run starts the server, at the same address as before.
func (g *Gateway) Run() {
	g.t.Helper()
	sidecar := filepath.Join(filepath.Dir(g.root), "sidecar-"+filepath.Base(g.root)) // not every file system keeps attributes
	if err := os.MkdirAll(sidecar, 0o755); err != nil {
		g.t.Fatal(err)
	}
	g.process = exec.Command(g.program, "--quiet", "--port", g.address, "--access", "citas", "--secret", "citas-citas", "posix", "--sidecar", sidecar, g.root)
	if err := g.process.Start(); err != nil {
		g.t.Fatal(err)
	}
	for end := time.Now().Add(20 * time.Second); ; {
		conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(context.Background(), "tcp", g.address)
		if err == nil {
			conn.Close()
			return
		}
		if time.Now().After(end) {
			g.t.Fatal("the S3 server does not answer: ", err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Stop ends the server; what it keeps stays.
func (g *Gateway) Stop() {
	if g.process == nil {
		return
	}
	g.process.Process.Signal(syscall.SIGKILL)
	g.process.Wait()
	g.process = nil
}

// URL is the address of the bucket.
func (g *Gateway) URL() string {
	return fmt.Sprintf("s3://%s?region=us-east-1&endpoint=http://%s&use_path_style=true&disable_https=true", Bucket, g.address)
}

// File is where the bytes of an object lie.
func (g *Gateway) File(key string) string {
	return filepath.Join(g.root, Bucket, filepath.FromSlash(key))
}
