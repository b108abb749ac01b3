package views

import (
	"io"
	"net/http"
)

// logged notes every answer if the configuration asks for it: enough to see what is slow
// or fails, and nothing of who read. The parameters of an address stay out, for they are
// what somebody looked for.
func (s *Server) logged(next http.Handler) http.Handler {
	if !s.config.AccessLog {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := s.config.Now()
		seen := &statusWriter{ResponseWriter: w}
		defer func() {
			s.config.Log.Info("answer", "method", r.Method, "path", r.URL.Path, "status", seen.status, "millis", s.config.Now().Sub(start).Milliseconds())
		}()
		next.ServeHTTP(seen, r)
	})
}

// statusWriter remembers which status was sent.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(p)
}

// ReadFrom keeps the way from a file to the connection, which a wrapper would hide.
func (w *statusWriter) ReadFrom(from io.Reader) (int64, error) {
	if to, ok := w.ResponseWriter.(io.ReaderFrom); ok {
		return to.ReadFrom(from)
	}
	return io.Copy(struct{ io.Writer }{w.ResponseWriter}, from)
}
