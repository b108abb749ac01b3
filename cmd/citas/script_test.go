package main

import (
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// exitCode N citas …: runs the command and requires its exit code; stdout and stderr
// are kept in the files stdout and stderr.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exitcode N command [argument ...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := err.(*exec.ExitError); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

var listening = regexp.MustCompile(`address=(http://127\.0\.0\.1:\d+)`)

// serves PATH STATUS: starts citas serve on a free port, waits until it is ready, asks
// for the path, stops it with SIGTERM and requires that it ends within five seconds.
func serves(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: serves PATH STATUS")
	}
	path, err := exec.LookPath("citas")
	ts.Check(err)
	cmd := exec.Command(path, "--data-dir", ts.MkAbs("var"), "serve", "--addr", "127.0.0.1:0")
	stderr, err := cmd.StderrPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	defer cmd.Process.Kill()
	address := make(chan string, 1)
	var log syncLog
	go func() {
		buffer := make([]byte, 4096)
		for {
			n, err := stderr.Read(buffer)
			log.Write(buffer[:n])
			if m := listening.FindStringSubmatch(log.String()); m != nil {
				select {
				case address <- m[1]:
				default:
				}
			}
			if err != nil {
				return
			}
		}
	}()
	var base string
	select {
	case base = <-address:
	case <-time.After(time.Minute):
		ts.Fatalf("it never said its address:\n%s", log.String())
	}
	deadline := time.Now().Add(2 * time.Minute)
	for status(base+"/readyz") != http.StatusOK {
		if time.Now().After(deadline) {
			ts.Fatalf("it never became ready:\n%s", log.String())
		}
		time.Sleep(50 * time.Millisecond) // waiting for another process: nothing to wait on
	}
	if got := strconv.Itoa(status(base + args[0])); got != args[1] {
		ts.Fatalf("GET %s: status %s, want %s", args[0], got, args[1])
	}
	ts.Check(cmd.Process.Signal(syscall.SIGTERM))
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		ts.Check(err)
	case <-time.After(5 * time.Second):
		ts.Fatalf("still running five seconds after SIGTERM")
	}
}

// syncLog collects what a process says while others look at it.
type syncLog struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *syncLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *syncLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func status(url string) int {
	resp, err := http.Get(url)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}
