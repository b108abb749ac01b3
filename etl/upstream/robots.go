package upstream

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/temoto/robotstxt"
)

// agent is the name by which robots.txt can address us.
const agent = "citas"

// Bounds on robots.txt. RFC 9309 asks to read at least 500 KiB of it.
const (
	robotsLimit = 512 << 10
	longestGap  = time.Minute // of the Crawl-delay that is kept to
)

// robots is the robots.txt of a host, or why it cannot be had.
type robots struct {
	group *robotstxt.Group
	fail  *Trouble
}

// permit asks the robots.txt of a host, once in the life of a client: no robots.txt
// permits everything; one that cannot be had permits nothing (RFC 9309, 2.3.1).
func (c *Client) permit(ctx context.Context, u *url.URL, hosts []string) error {
	known, ok := c.robots[u.Host]
	if !ok {
		known = c.readRobots(ctx, u, hosts)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		c.robots[u.Host] = known
	}
	switch {
	case known.fail != nil:
		return known.fail
	case !known.group.Test(u.EscapedPath()):
		return &Trouble{Kind: Blocked, URL: u.String(), Words: "is closed to programs by the robots.txt of its host: not asked"}
	}
	return nil
}

func (c *Client) readRobots(ctx context.Context, page *url.URL, hosts []string) robots {
	at := &url.URL{Scheme: page.Scheme, Host: page.Host, Path: "/robots.txt"}
	answer, err := c.follow(ctx, Request{URL: at.String(), Hosts: hosts, MaxBytes: robotsLimit}, false)
	status, body := http.StatusOK, answer.Body
	if err != nil {
		var t *Trouble
		if !errors.As(err, &t) {
			t = ofError(at.String(), err)
		}
		if t.Status < 400 || t.Status >= 500 {
			fail := *t
			fail.Words += " (without its robots.txt nothing of this host is asked)"
			return robots{fail: &fail}
		}
		status = t.Status
	}
	rules, err := robotstxt.FromStatusAndBytes(status, body)
	if err != nil {
		return robots{fail: refuse(at.String(), "cannot be read: %.200s (nothing of this host is asked)", err)}
	}
	group := rules.FindGroup(agent)
	c.gaps[page.Host] = min(group.CrawlDelay, longestGap)
	return robots{group: group}
}
