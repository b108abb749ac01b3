package staticsite

import (
	"fmt"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
)

// Names of the files that tell hosts how to send the others.
const (
	headersName = "_headers" // Netlify, Cloudflare Pages
	caddyName   = "Caddyfile.example"
	nginxName   = "nginx.conf.example"
)

// HostFiles are the names of those files.
var HostFiles = []string{headersName, caddyName, nginxName}

// rules are the headers that the full site sends, by the paths that a host can tell
// apart. They are read from its answers, so that both say the same.
type rules struct {
	page, embed, machine []header
	types                map[string]string // media types, by ending
}

type header struct{ name, value string }

// told are headers that hosts set themselves, or that belong to one answer.
var told = []string{"Content-Type", "Content-Length", "Content-Disposition", "Content-Location", "Content-Encoding", "Etag", "Link", "Vary", "Accept-Ranges", "Repr-Digest", "Cache-Control"}

func headersOf(h http.Header) []header {
	var list []header
	for _, name := range slices.Sorted(maps.Keys(h)) {
		if !slices.Contains(told, name) {
			list = append(list, header{name, strings.Join(h[name], ", ")})
		}
	}
	return list
}

func (x *export) rules() rules {
	r := rules{types: map[string]string{}}
	for _, address := range slices.Sorted(maps.Keys(x.answers)) {
		a := x.answers[address]
		if a.head == nil {
			continue
		}
		switch {
		case strings.HasPrefix(address, "/embed/"):
			r.embed = headersOf(a.head)
		case a.page && r.page == nil:
			r.page = headersOf(a.head)
		case !a.page && strings.HasPrefix(address, "/data") && r.machine == nil:
			r.machine = headersOf(a.head)
		}
		if ending := path.Ext(a.file); !a.page && ending != "" && r.types[ending] == "" {
			r.types[ending] = a.head.Get("Content-Type")
		}
	}
	for _, list := range [][]header{r.page, r.embed, r.machine} {
		for i, h := range list {
			if h.name == "Content-Security-Policy" && x.live != "" {
				list[i].value = strings.Replace(h.value, "form-action 'self'", "form-action 'self' "+x.live, 1)
			}
		}
	}
	return r
}

const (
	forever = "public, max-age=31536000, immutable"
	soon    = "public, max-age=300, stale-while-revalidate=86400"
)

// serverFiles are the settings for common hosts.
func (x *export) serverFiles() map[string]string {
	r := x.rules()
	endings := slices.Sorted(maps.Keys(r.types))
	tops := map[string]bool{}
	for _, a := range x.answers {
		if top, _, _ := strings.Cut(a.file, "/"); top != "" {
			tops[top] = true
		}
	}
	return map[string]string{
		headersName: r.headers(slices.Sorted(maps.Keys(tops)), endings), caddyName: r.caddy(endings, len(x.Codings) > 0), nginxName: r.nginx(endings, len(x.Codings) > 0),
	}
}

// shared are the headers of paths that hold files for programs, and pages beside them.
func (r rules) shared() []header {
	list := slices.Clone(r.machine)
	for _, h := range r.page {
		if !slices.ContainsFunc(list, func(m header) bool { return m.name == h.name }) {
			list = append(list, h)
		}
	}
	return list
}

// of are the headers of everything below one name in the root.
func (r rules) of(top string) []header {
	list := r.page
	switch {
	case top == "embed":
		list = r.embed
	case slices.Contains([]string{"data", "charts", "api", "editions", "feeds", "static"}, top) || path.Ext(top) != "" && top != "index.html":
		list = r.shared()
	}
	return slices.Clone(list)
}

// headers writes the file of Netlify and Cloudflare Pages. They add the headers of all
// blocks that match, so no two blocks for one path may name the same header.
func (r rules) headers(tops, endings []string) string {
	var b strings.Builder
	block := func(path string, list []header) {
		fmt.Fprintln(&b, path)
		for _, h := range list {
			fmt.Fprintf(&b, "  %s: %s\n", h.name, h.value)
		}
	}
	for _, top := range tops {
		list, below := r.of(top), "/"+top+"/*"
		switch {
		case top == "index.html":
			below = "/"
		case path.Ext(top) != "":
			below = "/" + top
		}
		switch top {
		case "static":
			list = append(list, header{"Cache-Control", forever})
		case "editions":
		default:
			list = append(list, header{"Cache-Control", soon})
		}
		block(below, list)
	}
	for _, ending := range endings {
		block("/*"+ending, []header{{"Content-Type", r.types[ending]}})
		block("/editions/*"+ending, []header{{"Cache-Control", forever}})
	}
	return b.String()
}

// caddy writes a Caddyfile. A route keeps its order: what comes later has the last word.
func (r rules) caddy(endings []string, packed bool) string {
	var b strings.Builder
	b.WriteString("# Put the site's name and this folder's path in.\nexample.org {\n\troot * /srv/citas\n\troute {\n")
	set := func(matcher string, list []header) {
		for _, h := range list {
			fmt.Fprintf(&b, "\t\theader %s %s %q\n", matcher, h.name, h.value)
		}
	}
	set("/*", append(slices.Clone(r.page), header{"Cache-Control", soon}))
	set("/embed/*", r.embed)
	for _, path := range []string{"/data/*", "/charts/*", "/api/*", "/editions/*", "/feeds/*", "/static/*"} {
		set(path, r.shared())
	}
	set("/static/*", []header{{"Cache-Control", forever}})
	for _, ending := range endings {
		set("*"+ending, []header{{"Content-Type", r.types[ending]}})
		set("/editions/*"+ending, []header{{"Cache-Control", forever}})
	}
	b.WriteString("\t\t@state path /.citas-export*\n\t\trespond @state 404\n")
	b.WriteString("\t\ttry_files {path} {path}/index.html {path}/index.json\n\t\tfile_server")
	if packed {
		b.WriteString(" {\n\t\t\tprecompressed br zstd gzip\n\t\t}")
	}
	b.WriteString("\n\t}\n}\n")
	return b.String()
}

func (r rules) nginx(endings []string, packed bool) string {
	var b strings.Builder
	b.WriteString("# Inside http { … }. Put this folder's path and the site's name in.\ntypes_hash_max_size 4096;\nserver {\n\tlisten 80;\n\tserver_name example.org;\n\troot /srv/citas;\n\tcharset utf-8;\n")
	if packed {
		b.WriteString("\tgzip_static on; # and brotli_static, zstd_static where the modules are there\n")
	}
	b.WriteString("\ttypes {\n")
	for _, ending := range slices.Concat([]string{".html"}, endings) {
		kind, _, _ := strings.Cut(r.types[ending], ";")
		if ending == ".html" {
			kind = "text/html"
		}
		fmt.Fprintf(&b, "\t\t%s %s;\n", kind, strings.TrimPrefix(ending, "."))
	}
	b.WriteString("\t}\n")
	location := func(path string, list []header) {
		fmt.Fprintf(&b, "\tlocation %s {\n", path)
		for _, h := range list {
			fmt.Fprintf(&b, "\t\tadd_header %s %q always;\n", h.name, h.value)
		}
		b.WriteString("\t\ttry_files $uri $uri/index.html $uri/index.json =404;\n\t}\n")
	}
	location("/", append(slices.Clone(r.page), header{"Cache-Control", soon}))
	location("^~ /embed/", append(slices.Clone(r.embed), header{"Cache-Control", soon}))
	location("^~ /static/", append(r.shared(), header{"Cache-Control", forever}))
	location(`~ ^/editions/[^/]+/[^/]+\.`, append(r.shared(), header{"Cache-Control", forever}))
	location(`~ ^/(api/|(data|charts)/.*\.)`, append(r.shared(), header{"Cache-Control", soon}))
	b.WriteString("\tlocation ~ /\\.citas-export { return 404; }\n\terror_page 404 /404.html;\n}\n")
	return b.String()
}
