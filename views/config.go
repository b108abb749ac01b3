package views

import (
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"time"

	"citas/data"
)

// Config is everything that a server is told from outside.
type Config struct {
	Store   *data.Store
	KeptOut Quarantine // releases that no edition has; nil means none
	Watched Watched    // how the publishers' series stand now; nil means that nobody looks

	// Who is behind the site. In public mode none may be empty.
	Publisher          string // a person or body that answers for the site
	Funding            string // who pays
	PressContact       string // address or page
	CorrectionsContact string
	SecurityContact    string

	Public  bool   // readers from outside: the five above are required, robots are welcome
	BaseURL string // https://example.org, for addresses that must be whole; may be empty
	Version string // of the program

	PublicKeys []data.PublicKey // that editions are signed with: today\'s, then those before it

	TrustedProxies []netip.Prefix   // whose X-Forwarded-For and -Proto are believed; nobody else's is
	OnionURL       string           // http://….onion, where the site is reached by Tor as well; may be empty
	RateLimit      float64          // requests a second of one reader on average; 0 means no limit
	MaxConnections int              // open at once; 0 means DefaultConnections
	AccessLog      bool             // note every answer in Log, without who asked; /privacy says so
	Log            *slog.Logger     // failures, and answers with AccessLog; nil discards
	Now            func() time.Time // the clock; nil means time.Now
}

// Quarantine is what is kept out of the editions, as it stands: an edition remembers
// only what was kept out when it was built.
type Quarantine interface {
	List() ([]data.Held, error)
	Sums(data.Held) ([]data.DiffSum, error)
}

// Watched is how the recurring series stand today. An edition holds changes of state
// only.
type Watched interface {
	Sources() ([]data.SourceStatus, error)
}

// onionURL is the address of a Tor service, version 3.
var onionURL = regexp.MustCompile(`^https?://[a-z2-7]{56}\.onion$`)

// Check fails with data.ErrInvalid when the site must not be started like this, naming
// each setting as the command line does.
func (c Config) Check() error {
	if c.BaseURL != "" {
		u, err := url.Parse(c.BaseURL)
		if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || strings.Trim(u.Path, "/") != "" {
			return fmt.Errorf("views: %w: base-url %q: expected https://host", data.ErrInvalid, c.BaseURL)
		}
	}
	if c.OnionURL != "" && !onionURL.MatchString(c.OnionURL) {
		return fmt.Errorf("views: %w: onion-url %q: expected http://….onion, 56 characters long", data.ErrInvalid, c.OnionURL)
	}
	if c.RateLimit < 0 || c.MaxConnections < 0 {
		return fmt.Errorf("views: %w: rate-limit and max-connections: expected no number below 0", data.ErrInvalid)
	}
	if !c.Public {
		return nil
	}
	var missing []string
	for _, setting := range []struct{ name, value string }{
		{"publisher", c.Publisher},
		{"funding", c.Funding},
		{"press-contact", c.PressContact},
		{"corrections-contact", c.CorrectionsContact},
		{"security-contact", c.SecurityContact},
	} {
		if strings.TrimSpace(setting.value) == "" {
			missing = append(missing, setting.name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("views: %w: a public site must say who is behind it: missing %s", data.ErrInvalid, strings.Join(missing, ", "))
	}
	return nil
}

func (c Config) withDefaults() Config {
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	if c.MaxConnections == 0 {
		c.MaxConnections = DefaultConnections
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}
