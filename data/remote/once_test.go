package remote

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// An S3 store may refuse a key to the second writer before the first one's object can be
// read: the second waits for it, or writes when the first upload came to nothing.
func TestAKeyThatIsTakenButCannotBeReadYet(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "test")
	for name, c := range map[string]struct {
		failed bool // the first upload
		theirs string
	}{
		"the other's object comes": {theirs: "theirs"},
		"the other's upload fails": {failed: true},
	} {
		t.Run(name, func(t *testing.T) {
			reads := 0
			store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				refuse := func(code int, name string) {
					w.WriteHeader(code)
					fmt.Fprintf(w, "<Error><Code>%s</Code></Error>", name)
				}
				switch {
				case r.Method == http.MethodPut && c.failed && reads == 2:
				case r.Method == http.MethodPut:
					refuse(http.StatusPreconditionFailed, "PreconditionFailed")
				case reads < 2:
					reads++
					refuse(http.StatusNotFound, "NoSuchKey")
				default:
					fmt.Fprint(w, c.theirs)
				}
			}))
			defer store.Close()
			b, err := Open(t.Context(), "s3://citas?region=us-east-1&use_path_style=true&disable_https=true&endpoint="+store.URL)
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			theirs, err := b.putOnce(t.Context(), Object{Key: "pointers/000002.json"}, []byte("ours"))
			if err != nil || string(theirs) != c.theirs || (theirs == nil) != c.failed || reads != 2 {
				t.Errorf("%q after %d reads, %v", theirs, reads, err)
			}
		})
	}
}
