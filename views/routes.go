package views

// route is one line of the site's map.
type route struct {
	pattern string // of net/http's ServeMux; GET answers HEAD too
	handle  handler
	offline bool // answers without an edition as well
	live    bool // not kept in memory: it answers from something else than the edition
	today   bool // shows how things stand today beside the edition: not kept in memory either
	kept    bool // shows what is kept out of the edition as well, as it stands now
	whole   bool // describes the edition itself, which has no past: as_of is refused
	params  bool // reads its parameters itself; elsewhere the adapter refuses any
	choices bool // its parameters are choices of a form: their order is nothing, nor is an empty one

	unsaid []silence           // parameters that may as well be left out
	file   func(*Request) bool // whether the answer is a file, which is kept elsewhere

	pages pager // what a pattern with a wildcard stands for, for the sitemap
}

// fleeting reports whether answers follow from more than the edition and the address.
func (r route) fleeting() bool { return r.live || r.today }

// routes is the whole site. ServeMux cannot match {id}.csv: a handler of {name} splits
// the ending off with [splitName].
func (s *Server) routes() []route {
	return []route{
		{pattern: "GET /{$}", handle: s.overview},
		{pattern: "GET /allocations", handle: s.allocations},
		{pattern: "GET /wait-times", handle: s.waitTimes},
		{pattern: "GET /wait-times/{name}", handle: s.lotteryPage, pages: s.lotteryPages, params: true},
		{pattern: "GET /wait-times/lottery/{name}", handle: s.lotteryTest, pages: s.lotteryTestPages},
		{pattern: "GET /languages", handle: s.languages},
		{pattern: "GET /charts", handle: s.charts},
		{pattern: "GET /charts/{name}", handle: s.chart, pages: s.chartPages, params: true, choices: true, unsaid: firstSize},
		{pattern: "GET /embed/{id}", handle: s.embed, params: true, choices: true},
		{pattern: "GET /embed.js", handle: s.embedHost, offline: true, live: true},
		{pattern: "GET /oembed", handle: s.oembed, live: true, params: true},

		{pattern: "GET /data", handle: s.dataIndex},
		{pattern: "GET /data/{name}", handle: s.dataset, pages: s.datasetPages, params: true, unsaid: firstPage, file: exported},
		{pattern: "GET /data/{name}/filter", handle: s.datasetFilter, params: true},
		{pattern: "GET /data/{name}/{view}", handle: s.datasetView, params: true},
		{pattern: "GET /sources", handle: s.sources},
		{pattern: "GET /sources/{id}", handle: s.source, pages: s.sourcePages},
		{pattern: "GET /releases/{id}", handle: s.release, params: true, pages: s.releasePages},
		{pattern: "GET /changes", handle: s.changes, kept: true},
		{pattern: "GET /feeds/{name}", handle: s.feed, kept: true},
		{pattern: "GET /claims", handle: s.claims, params: true},
		{pattern: "GET /checks", handle: s.checks},
		{pattern: "GET /checks/{name}", handle: s.check, params: true},
		{pattern: "GET /sql", handle: s.sql},
		{pattern: "GET /cite/{key}", handle: s.cite},
		{pattern: "GET /jumps", handle: s.jumps},
		{pattern: "GET /jumps.csv", handle: s.jumpsFile},
		{pattern: "GET /jumps.json", handle: s.jumpsFile},
		{pattern: "GET /missing", handle: s.missing},
		{pattern: "GET /search", handle: s.searchPage, params: true},
		{pattern: "GET /nationalities", handle: s.nationalities},
		{pattern: "GET /nationality/{iso}", handle: s.nationality, pages: s.nationalityPages},
		{pattern: "GET /places", handle: s.places},
		{pattern: "GET /place/{slug}", handle: s.placeProfile, pages: s.placePages},
		{pattern: "GET /corrections", handle: s.corrections},
		{pattern: "GET /status", handle: s.status, kept: true, offline: true, today: true},
		{pattern: "GET /method", handle: s.method},
		{pattern: "GET /about", handle: s.about},
		{pattern: "GET /about/licences.txt", handle: s.noticesFile, offline: true, live: true},
		{pattern: "GET /help", handle: s.help, offline: true},
		{pattern: "GET /privacy", handle: s.privacy, offline: true},
		{pattern: "GET /glossary", handle: s.glossaryPage, offline: true},
		{pattern: "GET /accessibility", handle: s.accessibility, offline: true},

		{pattern: "GET /styleguide", handle: s.styleguide, offline: true},

		{pattern: "GET /editions", handle: s.editions, offline: true, live: true},
		{pattern: "GET /editions/{edition}", handle: s.edition, pages: s.editionPages, offline: true, live: true},
		{pattern: "GET /editions/{edition}/{name}", handle: s.editionFile, offline: true, live: true},

		{pattern: "GET /api", handle: s.apiPage, offline: true},
		{pattern: "GET /api/v1/datasets", handle: s.callAPI},
		{pattern: "GET /api/v1/datasets/{id}", handle: s.callAPI},
		{pattern: "GET /api/v1/datasets/{id}/rows", handle: s.callAPI, params: true, unsaid: fullPage},
		{pattern: "GET /api/v1/datasets/{id}/aggregate", handle: s.callAPI, params: true},
		{pattern: "GET /api/v1/datasets/{id}/revisions", handle: s.callAPI, params: true, unsaid: fullPage},
		{pattern: "GET /api/v1/datasets/{id}/triangle", handle: s.callAPI, params: true},
		{pattern: "GET /api/v1/lottery", handle: s.callAPI, params: true},
		{pattern: "GET /api/v1/search", handle: s.callAPI, params: true},
		{pattern: "GET /api/v1/sources", handle: s.callAPI},
		{pattern: "GET /api/v1/sources/{id}", handle: s.callAPI},
		{pattern: "GET /api/v1/charts", handle: s.callAPI},
		{pattern: "GET /api/v1/charts/{id}", handle: s.callAPI},
		{pattern: "GET /api/v1/editions", handle: s.callAPI, offline: true, live: true},
		{pattern: "GET /api/v1/editions/{edition}", handle: s.callAPI, offline: true, live: true},
		{pattern: "GET /api/v1/releases", handle: s.callAPI, kept: true},
		{pattern: "GET /api/v1/releases/{id}", handle: s.callAPI, kept: true},
		{pattern: "GET /api/v1/status", handle: s.callAPI, offline: true, live: true, whole: true},
		{pattern: "GET /openapi.json", handle: s.callAPI, offline: true},

		{pattern: "GET /datapackage.json", handle: s.dataPackage, whole: true},
		{pattern: "GET /data.json", handle: s.dcat, whole: true},
		{pattern: "GET /data/csv-metadata.json", handle: s.csvwGroup, whole: true},
		{pattern: "GET /CITATION.cff", handle: s.citationFile, whole: true},
		{pattern: "GET /llms.txt", handle: s.llms, whole: true},
		{pattern: "GET /sitemap.xml", handle: s.sitemap, whole: true},
		{pattern: "GET /sitemaps/{name}", handle: s.sitemapPart, whole: true},

		{pattern: "GET /static/{path...}", handle: s.asset, offline: true, live: true},
		{pattern: "GET /favicon.ico", handle: s.favicon, offline: true, live: true},
		{pattern: "GET /.well-known/security.txt", handle: s.securityTxt, offline: true, live: true},
		{pattern: "GET /.well-known/minisign.pub", handle: s.publicKeys, offline: true, live: true},
		{pattern: "GET /robots.txt", handle: s.robots, offline: true, live: true},
		{pattern: "GET /healthz", handle: s.healthz, offline: true, live: true},
		{pattern: "GET /readyz", handle: s.readyz, live: true},

		{pattern: "GET /", handle: s.nothing, offline: true, live: true, params: true},
	}
}
