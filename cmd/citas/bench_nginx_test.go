package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"citas/data/datatest"
)

// nginxConfig is the least that nginx needs around the server that an export describes.
const nginxConfig = `worker_processes auto;
pid %[1]s/pid;
error_log %[1]s/errors;
events { worker_connections 512; }
http {
	access_log off;
	sendfile on;
	tcp_nopush on;
	keepalive_requests 1000000000;
	client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
	include %[1]s/site.conf;
}
`

// BenchmarkNginx lets nginx serve the files of an export, with the settings that come
// with them, and citas the same addresses, in turns. It is for orientation: nothing is
// held to it.
func BenchmarkNginx(b *testing.B) {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		b.Skip("nginx is not installed")
	}
	dir, site := datatest.Dir(b), filepath.Join(b.TempDir(), "site")
	benchRun(b, "--data-dir", dir, "export", site)
	files := startNginx(b, nginx, site)
	s := startServer(b, dir)
	s.settle()
	for _, test := range []struct{ name, path string }{
		{"page", "/wait-times"}, {"json", "/api/v1/datasets"}, {"picture", "/charts/processed-monthly.png"}, {"csv", "/data/nationality-languages.csv"},
	} {
		b.Run(test.name, func(b *testing.B) {
			var ratios []float64
			var ours felt
			for range cachedRounds {
				rates := map[string]float64{}
				for _, address := range []string{files, s.address} {
					ours = pressure{address: address, connections: cachedReaders, headers: []string{"Accept-Encoding: identity"}, next: always(test.path)}.run(b, cachedFor)
					if ours.failed > 0 {
						b.Fatalf("%s%s: %d failed: %s", address, test.path, ours.failed, ours.first)
					}
					rates[address] = ours.rate()
				}
				ratios = append(ratios, rates[s.address]/rates[files])
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(ours.rate(), "req/s")
			b.ReportMetric(float64(ours.bytes)/float64(len(ours.times)), "bytes")
			b.ReportMetric(median(ratios), "rate/nginx")
		})
	}
}

// startNginx serves an exported site until the benchmark ends.
func startNginx(b *testing.B, nginx, site string) (address string) {
	b.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	address = free.Addr().String()
	free.Close()
	work := b.TempDir()
	server, err := os.ReadFile(filepath.Join(site, "nginx.conf.example"))
	if err != nil {
		b.Fatal(err)
	}
	told := strings.NewReplacer("listen 80;", "listen "+address+";", "root /srv/citas;", "root "+site+";").Replace(string(server))
	config := fmt.Sprintf(nginxConfig, work)
	if os.Geteuid() == 0 { // nobody else may look into the folders of a test
		config = "user root;\n" + config
	}
	for name, text := range map[string]string{"nginx.conf": config, "site.conf": told} {
		if err := os.WriteFile(filepath.Join(work, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	cmd := exec.Command(nginx, "-c", filepath.Join(work, "nginx.conf"), "-g", "daemon off;")
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		cmd.Wait()
	})
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if status, _ := fetchPage(b.Context(), "http://"+address+"/"); status == 200 {
			return "http://" + address
		}
	}
	said, _ := os.ReadFile(filepath.Join(work, "errors"))
	b.Fatalf("nginx does not serve the site: %s", said)
	return ""
}
