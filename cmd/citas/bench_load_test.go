package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// pressure asks a server for addresses over some connections for a while, each of which
// is written and read by hand: the cost of a whole HTTP client would hide that of the
// server, which shares the machine with it.
type pressure struct {
	address     string
	connections int
	headers     []string // lines
	next        func(n int64) string
}

// felt is what readers noticed.
type felt struct {
	took   time.Duration
	times  []time.Duration // sorted
	slow   time.Duration   // p99 of the slowest second
	failed int64
	first  string // of the failures
	bytes  int64
}

func (f felt) rate() float64 { return float64(len(f.times)) / f.took.Seconds() }

// at is the time within which a share of the answers came.
func (f felt) at(share float64) time.Duration {
	if len(f.times) == 0 {
		return 0
	}
	return f.times[min(int(share*float64(len(f.times))), len(f.times)-1)]
}

func (p pressure) run(b testing.TB, d time.Duration) felt {
	b.Helper()
	host, err := url.Parse(p.address)
	if err != nil {
		b.Fatal(err)
	}
	var n, failed, size atomic.Int64
	seconds := map[int][]time.Duration{}
	var mu sync.Mutex
	var out felt
	var all sync.WaitGroup
	start := time.Now()
	for range p.connections {
		all.Go(func() {
			var times []time.Duration
			var when []int
			var conn net.Conn
			var in *bufio.Reader
			for time.Since(start) < d {
				if conn == nil {
					var err error
					if conn, err = net.Dial("tcp", host.Host); err != nil {
						failed.Add(1)
						time.Sleep(time.Millisecond)
						continue
					}
					in = bufio.NewReaderSize(conn, 64<<10)
				}
				path := p.next(n.Add(1))
				asked := time.Now()
				got, err := exchange(conn, in, host.Host, path, p.headers)
				times, when = append(times, time.Since(asked)), append(when, int(time.Since(start).Seconds()))
				if err != nil {
					if failed.Add(1) == 1 {
						mu.Lock()
						out.first = path + ": " + err.Error()
						mu.Unlock()
					}
					conn.Close()
					conn = nil
				}
				size.Add(got)
			}
			if conn != nil {
				conn.Close()
			}
			mu.Lock()
			out.times = append(out.times, times...)
			for i, second := range when {
				seconds[second] = append(seconds[second], times[i])
			}
			mu.Unlock()
		})
	}
	all.Wait()
	slices.Sort(out.times)
	for _, times := range seconds {
		slices.Sort(times)
		if len(times) > 100 { // the last one may hold a few only
			out.slow = max(out.slow, times[len(times)*99/100])
		}
	}
	out.took, out.failed, out.bytes = time.Since(start), failed.Load(), size.Load()
	return out
}

// exchange is one request and its answer of 200, whose length must be said.
func exchange(conn net.Conn, in *bufio.Reader, host, path string, headers []string) (int64, error) {
	request := "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n"
	for _, h := range headers {
		request += h + "\r\n"
	}
	if _, err := io.WriteString(conn, request+"\r\n"); err != nil {
		return 0, err
	}
	line, err := in.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	status := string(bytes.TrimSpace(line))
	length := int64(-1)
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		if len(line) <= 2 {
			break
		}
		if len(line) > 16 && strings.EqualFold(string(line[:16]), "content-length: ") {
			if length, err = strconv.ParseInt(string(bytes.TrimSpace(line[16:])), 10, 64); err != nil {
				return 0, err
			}
		}
	}
	if length < 0 {
		return 0, fmt.Errorf("%s without a length", status)
	}
	if _, err := in.Discard(int(length)); err != nil {
		return 0, err
	}
	if !strings.Contains(status, strconv.Itoa(http.StatusOK)) {
		return length, fmt.Errorf("%s", status)
	}
	return length, nil
}

// always asks for one address.
func always(path string) func(int64) string { return func(int64) string { return path } }
