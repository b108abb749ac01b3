package views

import (
	"fmt"
	"net/http"
	"runtime/debug"
)

// guard stands before all routes: headers, limits, methods, and what remains of a panic.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.secure(w.Header(), r)
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			s.config.Log.Error("panic", "path", r.URL.Path, "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
			s.fail(w, r, fmt.Errorf("panic: %v", cause))
		}()
		if err := s.admit(r); err != nil {
			w.Header().Set("Connection", "close") // what follows on it is not to be trusted
			s.fail(w, r, err)
			return
		}
		if r.Method == http.MethodOptions && machine(r.URL.Path) {
			preflight(w.Header())
			w.WriteHeader(http.StatusNoContent)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			s.fail(w, r, errMethod)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// fail answers outside the routes, without an edition.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	request := &Request{Request: r}
	s.respond(w, request, s.failure(request, err))
}
