package views_test

import (
	"net/http"
	"strings"
	"testing"

	"citas/data/datatest"
	"citas/views"
	"citas/views/viewtest"
)

const (
	aDocument = "amnesty-2024-05-09"
	aSeries   = "ohss-monthly"
	aLabel    = "2026-11-23"
)

// probe is one address of a route and what it must answer.
type probe struct {
	route, path string
	status      int
	has         string // selector, for pages
	text        string // in the body, for machines
}

var probes = []probe{
	{"GET /{$}", "/", 200, "h1", ""},
	{"GET /{$}", "/?x=1", 400, "h1", ""},
	{"GET /allocations", "/allocations", 200, "figure .drawing svg", ""},
	{"GET /allocations", "/allocations?x=1", 400, "h1", ""},
	{"GET /wait-times", "/wait-times", 200, "figure .drawing svg", ""},
	{"GET /wait-times", "/wait-times?x=1", 400, "h1", ""},
	{"GET /wait-times/{name}", "/wait-times/lottery", 200, "#answers-table tbody tr", ""},
	{"GET /wait-times/{name}", "/wait-times/lottery?waiting=300000&priority_share=0.5&arrivals=&days=30", 200, "figure .drawing svg", ""},
	{"GET /wait-times/{name}", "/wait-times/lottery?priority_share=30", 400, "h1", "0 to 1"},
	{"GET /wait-times/{name}", "/wait-times/lottery?colour=red", 400, ".valid li", ""},
	{"GET /wait-times/{name}", "/wait-times/lottery.csv?per_day=1000", 200, "", ",modelled\n"},
	{"GET /wait-times/{name}", "/wait-times/lottery.svg", 200, "", "MODELLED"},
	{"GET /wait-times/{name}", "/wait-times/lottery.png", 200, "", "PNG"},
	{"GET /wait-times/{name}", "/wait-times/lottery?as_of=2023-02-01", 404, "h1", ""},
	{"GET /wait-times/{name}", "/wait-times/nothing", 404, "h1", ""},
	{"GET /wait-times/lottery/{name}", "/wait-times/lottery/test", 200, "#errors-table tbody tr", ""},
	{"GET /wait-times/lottery/{name}", "/wait-times/lottery/test.csv", 200, "", ",modelled\n"},
	{"GET /wait-times/lottery/{name}", "/wait-times/lottery/test?x=1", 400, "h1", ""},
	{"GET /wait-times/lottery/{name}", "/wait-times/lottery/nothing", 404, "h1", ""},
	{"GET /api/v1/lottery", "/api/v1/lottery?waiting=270000&per_day=1450&priority_share=0.3", 200, "", `"mean_days":186.2,"median_days":184.4,"p90_days":320.3,"longest_days":320.3`},
	{"GET /api/v1/lottery", "/api/v1/lottery?priority_share=0", 200, "", `"longest_days":null`},
	{"GET /api/v1/lottery", "/api/v1/lottery?waiting=many", 400, "", `"parameter":"waiting"`},
	{"GET /api/v1/lottery", "/api/v1/lottery?x=1", 400, "", `"valid":["waiting","per_day","priority_share","arrivals","days","as_of"]`},
	{"GET /languages", "/languages", 200, "figure .drawing svg", ""},
	{"GET /languages", "/languages?x=1", 400, "h1", ""},
	{"GET /charts", "/charts", 200, `a[href="/charts/processed-monthly"]`, ""},
	{"GET /charts", "/charts?x=1", 400, "h1", ""},
	{"GET /charts/{name}", "/charts/processed-monthly", 200, "figure .drawing svg", ""},
	{"GET /charts/{name}", "/charts/processed-monthly.csv", 200, "", ","},
	{"GET /charts/{name}", "/charts/processed-monthly.csv?x=1", 400, "", `"parameter":"x"`},
	{"GET /charts/{name}", "/charts/nothing", 404, "h1", ""},
	{"GET /charts/{name}", "/charts/processed-monthly.png?size=square", 200, "", "PNG"},
	{"GET /charts/{name}", "/charts/processed-monthly.png?size=huge", 400, "", `"valid":["1x","2x","share","square","portrait"]`},
	{"GET /charts/{name}", "/charts/processed-monthly.svg?size=2x", 400, "", `"parameter":"size"`},
	{"GET /charts/{name}", "/charts/queue-days.svg", 200, "", "<svg"},
	{"GET /charts/{name}", "/charts/nationality-panels?nationality=VE&from=2024-01", 200, "figure .drawing svg", "Venezuela, from January 2024: "},
	{"GET /charts/{name}", "/charts/nationality-panels?nationality=VE&from=&to=", 303, "", ""},
	{"GET /charts/{name}", "/charts/nationality-panels?nationality=XX", 400, "h1", "VE"},
	{"GET /charts/{name}", "/charts/nationality-panels?place=tijuana", 400, "h1", "nationality"},
	{"GET /charts/{name}", "/charts/nationality-panels.csv?nationality=VE", 200, "", ",selection\n"},
	{"GET /charts/{name}", "/charts/nationality-panels.json?nationality=VE", 200, "", `"selection":{"words":"Venezuela"`},
	{"GET /charts/{name}", "/charts/nationality-panels.png?nationality=VE", 200, "", "PNG"},
	{"GET /charts/{name}", "/charts/waits-where.svg?place=tijuana&to=2023-01", 200, "", "nothing in the selection"},
	{"GET /charts/{name}", "/charts/waits-where?place=tijuana&to=2023-01", 200, "h1", "nothing in the selection"},
	{"GET /charts/{name}", "/charts/processed-monthly.bib", 200, "", "@misc{citas-processed-monthly-"},
	{"GET /charts/{name}", "/charts/processed-monthly.ris?x=1", 400, "", `"parameter":"x"`},
	{"GET /charts/{name}", "/charts/nothing.csl.json", 404, "", `"status":404`},
	{"GET /embed/{id}", "/embed/processed-monthly", 200, "figure svg", ""},
	{"GET /embed/{id}", "/embed/processed-monthly?x=1", 400, "h1", ""},
	{"GET /embed/{id}", "/embed/nothing", 404, "h1", ""},
	{"GET /embed.js", "/embed.js", 200, "", "/embed/"},
	{"GET /embed.js", "/embed.js?x=1", 400, "", `"parameter":"x"`},
	{"GET /oembed", "/oembed?url=https%3A%2F%2Fcitas.example%2Fcharts%2Fprocessed-monthly", 200, "", `"type":"rich"`},
	{"GET /oembed", "/oembed?url=https%3A%2F%2Fcitas.example%2Fdata", 404, "", `"status":404`},
	{"GET /oembed", "/oembed", 400, "", `"parameter":"url"`},
	{"GET /data", "/data", 200, `.entries a[href="/data/appointments-processed"]`, ""},
	{"GET /data", "/data?nonsense=1", 400, ".valid, h1", ""},
	{"GET /data", "/data?utm_source=mail", 200, "h1", ""},
	{"GET /data/{name}", "/data/appointments-processed", 200, "#preview tbody tr", ""},
	{"GET /data/{name}", "/data/appointments-processed?nationality=VE", 200, `.active a[href="/data/appointments-processed#rows"]`, ""},
	{"GET /data/{name}", "/data/appointments-processed?nationality=nowhere", 200, ".note", ""},
	{"GET /data/{name}", "/data/appointments-processed?month=May", 400, "h1", ""},
	{"GET /data/{name}", "/data/appointments-processed?colour=red", 400, ".valid li", ""},
	{"GET /data/{name}", "/data/appointments-processed?sort=-month,nationality&page=2", 200, `#preview th[aria-sort=descending] a[href="/data/appointments-processed?sort=month#rows"]`, ""},
	{"GET /data/{name}", "/data/appointments-processed?nationality=VE&page=99", 400, "h1", ""},
	{"GET /data/{name}", "/data/appointments-processed?page=0", 400, "h1", ""},
	{"GET /data/{name}", "/data/appointments-processed?sort=colour", 400, ".valid li", ""},
	{"GET /data/{name}", "/data/nothing", 404, ".kicker", ""},
	{"GET /data/{name}", "/data/appointments-processed.csv", 200, "", "month,"},
	{"GET /data/{name}", "/data/appointments-processed.json", 200, "", `"nationality":"VE"`},
	{"GET /data/{name}", "/data/appointments-processed.parquet", 200, "", "PAR1"},
	{"GET /data/{name}", "/data/appointments-processed.csv?nationality=VE", 200, "", ",VE,"},
	{"GET /data/{name}", "/data/appointments-processed.json?nationality=VE&nationality=CU", 200, "", `"nationality":"CU"`},
	{"GET /data/{name}", "/data/appointments-processed.parquet?nationality=VE", 200, "", "PAR1"},
	{"GET /data/{name}", "/data/appointments-processed.csv?colour=red", 400, "", `"parameter":"colour"`},
	{"GET /data/{name}", "/data/appointments-processed.csv?month=May", 400, "", "YYYY-MM-DD"},
	{"GET /data/{name}", "/data/appointments-processed.csv?month=%zz", 400, "", "escapes"},
	{"GET /data/{name}", "/data/appointments-processed.jsonl?nationality=VE", 200, "", `"nationality":"VE"`},
	{"GET /data/{name}", "/data/appointments-processed.xlsx", 200, "", "PK"},
	{"GET /data/{name}", "/data/appointments-processed.xlsx?as_of=2024-08-09&nationality=VE", 200, "", "PK"},
	{"GET /data/{name}", "/data/appointments-processed.csv?bom=1", 200, "", "\ufeffperiod,"},
	{"GET /data/{name}", "/data/appointments-processed.csv?bom=2", 400, "", `"parameter":"bom"`},
	{"GET /data/{name}", "/data/appointments-processed.json?bom=1", 400, "", `"parameter":"bom"`},
	{"GET /data/{name}", "/data/appointments-processed.csv?month.gte=2024-01-01&month.lte=2024-02-01", 200, "", "2024-02-01"},
	{"GET /data/{name}", "/data/appointments-processed.csv?month.gte=May", 400, "", `"parameter":"month.gte"`},
	{"GET /data/{name}", "/data/appointments-processed.csv?nationality.gte=A", 400, "", `"month.gte"`},
	{"GET /data/{name}", "/data/appointments-processed?month.gte=2024-01-01", 200, `form.filter input[name="month.gte"]`, ""},
	{"GET /data/{name}", "/data/appointments-processed.ods", 404, "", ""},
	{"GET /data/{name}", "/data/nothing.csv", 404, "", `"status":404`},
	{"GET /data/{name}", "/data/appointments-processed.csl.json", 200, "", `"type": "dataset"`},
	{"GET /data/{name}", "/data/appointments-processed.bib?nationality=VE", 400, "", `"parameter":"nationality"`},
	{"GET /data/{name}", "/data/nothing.ris", 404, "", `"status":404`},
	{"GET /data/{name}/filter", "/data/appointments-processed/filter?nationality=VE&month=", 303, "", ""},
	{"GET /data/{name}/filter", "/data/appointments-processed/filter?nationality=VE&sort=-month", 303, "", ""},
	{"GET /data/{name}/filter", "/data/appointments-processed/filter?colour=red", 400, ".valid li", ""},
	{"GET /data/{name}/filter", "/data/nothing/filter", 404, "h1", ""},
	{"GET /data/{name}/{view}", "/data/appointments-processed/revisions", 200, "#cells-table tbody tr, #cells tbody tr", ""},
	{"GET /data/{name}/{view}", "/data/appointments-processed/revisions?to=ohss-monthly@2024-09-06", 200, ".lead", ""},
	{"GET /data/{name}/{view}", "/data/appointments-processed/revisions?to=ohss-monthly@1999-01-01", 400, ".valid li", ""},
	{"GET /data/{name}/{view}", "/data/appointments-processed/revisions?colour=red", 400, "h1", ""},
	{"GET /data/{name}/{view}", "/data/appointments-processed/revisions.csv", 200, "", ",kind,old_value,old_status,new_value,new_status,difference,old_release_id,new_release_id,old_locator,new_locator"},
	{"GET /data/{name}/{view}", "/data/appointments-processed/revisions.json", 200, "", `"kind":"withdrawn"`},
	{"GET /data/{name}/{view}", "/data/appointments-processed/revisions.xlsx", 404, "", `"status":404`},
	{"GET /data/{name}/{view}", "/data/appointments-processed/triangle", 200, "svg", ""},
	{"GET /data/{name}/{view}", "/data/appointments-processed/triangle?nationality=VE", 200, "svg", ""},
	{"GET /data/{name}/{view}", "/data/appointments-processed/triangle.csv", 200, "", "2023-07-01,ohss-monthly@2024-08-09,44800.0,ohss-monthly@2024-12-06,44810.0,3,1,10.0"},
	{"GET /data/{name}/{view}", "/data/court-languages/triangle", 404, "h1", ""},
	{"GET /data/{name}/{view}", "/data/ports/revisions", 404, "h1", ""},
	{"GET /sources", "/sources", 200, `#documents a[href="/sources/` + aDocument + `"]`, ""},
	{"GET /sources", "/sources?x=1", 400, "h1", ""},
	{"GET /sources/{id}", "/sources/" + aDocument, 200, ".facts dt", ""},
	{"GET /sources/{id}", "/sources/" + aSeries, 200, `#releases-table a[href^="/releases/ohss-monthly@"]`, ""},
	{"GET /sources/{id}", "/sources/nobody", 404, "h1", ""},
	{"GET /sources/{id}", "/sources/" + aDocument + "?x=1", 400, "h1", ""},
	{"GET /releases/{id}", "/releases/curated@2026-11-23", 200, "#facts .facts dt", ""},
	{"GET /releases/{id}", "/releases/curated@1999-01-01", 404, "h1", ""},
	{"GET /releases/{id}", "/releases/curated@2026-11-23?x=1", 400, "h1", ""},
	{"GET /releases/{id}", "/releases/ohss-monthly@2024-12-06?locator=CBP+One+Appointments%21K8", 200, "#cell #cell-appointments-processed tbody tr", ""},
	{"GET /releases/{id}", "/releases/ohss-monthly@2024-12-06?locator=nowhere", 404, "h1", ""},
	{"GET /releases/{id}", "/releases/ohss-monthly@2024-12-06?source_id=nobody", 400, "h1", ""},
	{"GET /changes", "/changes", 200, "#release-ohss-monthly_2024-09-06", ""},
	{"GET /changes", "/changes?x=1", 400, "h1", ""},
	{"GET /feeds/{name}", "/feeds/releases.atom", 200, "", `<feed xmlns="http://www.w3.org/2005/Atom">`},
	{"GET /feeds/{name}", "/feeds/revisions.json", 200, "", `"version": "https://jsonfeed.org/version/1.1"`},
	{"GET /feeds/{name}", "/feeds/releases.atom?x=1", 400, "", `"parameter":"x"`},
	{"GET /feeds/{name}", "/feeds/releases.csv", 404, "", `"status":404`},
	{"GET /feeds/{name}", "/feeds/nothing.atom", 404, "", `"status":404`},
	{"GET /claims", "/claims", 200, "#all-in-the-end table tbody tr", ""},
	{"GET /claims", "/claims?quantity=scheduled&confidence=&place=", 200, "#all-scheduled tbody tr", ""},
	{"GET /claims", "/claims?quantity=colour", 400, ".valid li", ""},
	{"GET /claims", "/claims?colour=red", 400, ".valid li", ""},
	{"GET /checks", "/checks", 200, "#examples-table tbody a", ""},
	{"GET /checks", "/checks?x=1", 400, "h1", ""},
	{"GET /checks/{name}", "/checks/wait-times?fn=count", 200, "#saved", ""},
	{"GET /checks/{name}", "/checks/wait-times", 200, "#history-table tbody tr", ""},
	{"GET /checks/{name}", "/checks/wait-times?fn=median", 400, ".valid li", ""},
	{"GET /checks/{name}", "/checks/wait-times?fn=count&expect=abc", 400, "h1", "16 hexadecimal digits"},
	{"GET /checks/{name}", "/checks/wait-times.json?fn=count&colour=red", 400, "", `"parameter":"colour"`},
	{"GET /checks/{name}", "/checks/wait-times.atom?fn=count", 200, "", "<entry>"},
	{"GET /checks/{name}", "/checks/nothing?fn=count", 404, "h1", ""},
	{"GET /sql", "/sql", 200, `#own a[href$="/citas.duckdb"]`, ""},
	{"GET /sql", "/sql?x=1", 400, "h1", ""},
	{"GET /cite/{key}", "/cite/data.appointments-processed.appointments~period=month~fiscal_year=2023~month=2023-07-01~nationality=total@2024-08-09", 200, "#figure-1-en", ""},
	{"GET /cite/{key}", "/cite/data.appointments-processed.appointments~period=month~fiscal_year=2023~month=2023-07-01~nationality=total", 303, "", ""},
	{"GET /cite/{key}", "/cite/lead.overview@2026-11-01", 200, "#figure-2-es", ""},
	{"GET /cite/{key}", "/cite/chart.russia-share.share~month=2023-02-01@2026-11-01.json", 200, "", "between 20.8"},
	{"GET /cite/{key}", "/cite/chart.russia-share.share~month=2023-02-01@2026-11-01.atom", 200, "", "<entry>"},
	{"GET /cite/{key}", "/cite/chart.russia-share~month=1999-01-01@2026-11-01", 404, "h1", ""},
	{"GET /cite/{key}", "/cite/nothing", 404, "h1", ""},
	{"GET /cite/{key}", "/cite/lead.overview?x=1", 400, "h1", ""},
	{"GET /jumps", "/jumps", 200, "#steps-table tbody tr", ""},
	{"GET /jumps", "/jumps?x=1", 400, "h1", ""},
	{"GET /jumps.csv", "/jumps.csv", 200, "", ",derived\n"},
	{"GET /jumps.csv", "/jumps.csv?x=1", 400, "", `"parameter":"x"`},
	{"GET /jumps.json", "/jumps.json", 200, "", `"processing_level":"derived"`},
	{"GET /missing", "/missing", 200, "#gap-places-by-port pre.request", ""},
	{"GET /missing", "/missing?x=1", 400, "h1", ""},
	{"GET /search", "/search", 200, "form.search input[name=q]", ""},
	{"GET /search", "/search?q=Ciudad+Juarez", 200, `.hits a[href="/place/ciudad-juarez"]`, ""},
	{"GET /search", "/search?q=zzzzzzzz", 200, ".onward a", ""},
	{"GET /search", "/search?x=1", 400, ".valid li", ""},
	{"GET /api/v1/search", "/api/v1/search?q=tijuana&limit=3", 200, "", `"kind":"place"`},
	{"GET /api/v1/search", "/api/v1/search?q=tijuana&limit=0", 400, "", `"parameter":"limit"`},
	{"GET /api/v1/search", "/api/v1/search", 400, "", `"parameter":"q"`},
	{"GET /api/v1/search", "/api/v1/search?q=a&x=1", 400, "", `"parameter":"x"`},
	{"GET /nationalities", "/nationalities", 200, `#counted a[href="/nationality/VE"]`, ""},
	{"GET /nationalities", "/nationalities?x=1", 400, "h1", ""},
	{"GET /nationality/{iso}", "/nationality/VE", 200, "#counts svg, #months tbody tr", ""},
	{"GET /nationality/{iso}", "/nationality/AF", 200, "#gaps li", ""},
	{"GET /nationality/{iso}", "/nationality/ve", 308, "", ""},
	{"GET /nationality/{iso}", "/nationality/haiti", 308, "", ""},
	{"GET /nationality/{iso}", "/nationality/nowhere", 404, "h1", ""},
	{"GET /nationality/{iso}", "/nationality/VE?x=1", 400, "h1", ""},
	{"GET /places", "/places", 200, `#ports a[href="/place/eagle-pass"]`, ""},
	{"GET /places", "/places?x=1", 400, "h1", ""},
	{"GET /place/{slug}", "/place/el-paso", 200, "#levels-table tbody tr", ""},
	{"GET /place/{slug}", "/place/tijuana", 200, "#waits-cases tbody tr", ""},
	{"GET /place/{slug}", "/place/juarez", 308, "", ""},
	{"GET /place/{slug}", "/place/nowhere", 404, "h1", ""},
	{"GET /place/{slug}", "/place/tijuana?x=1", 400, "h1", ""},
	{"GET /glossary", "/glossary", 200, "#processed dfn", ""},
	{"GET /glossary", "/glossary?x=1", 400, "h1", ""},
	{"GET /accessibility", "/accessibility", 200, "#failures li", ""},
	{"GET /accessibility", "/accessibility?x=1", 400, "h1", ""},
	{"GET /corrections", "/corrections", 200, "#report", ""},
	{"GET /corrections", "/corrections?x=1", 400, "h1", ""},
	{"GET /status", "/status", 200, "#series-table tbody tr", ""},
	{"GET /status", "/status?x=1", 400, "h1", ""},
	{"GET /method", "/method", 200, "#rounding", ""},
	{"GET /method", "/method?x=1", 400, "h1", ""},
	{"GET /about", "/about", 200, ".reading", ""},
	{"GET /about", "/about?x=1", 400, "h1", ""},
	{"GET /about/licences.txt", "/about/licences.txt", 200, "", "github.com/marcboeker/go-duckdb/v2"},
	{"GET /about/licences.txt", "/about/licences.txt?x=1", 400, "", `"parameter":"x"`},
	{"GET /.well-known/security.txt", "/.well-known/security.txt", 404, "", "no mail address"},
	{"GET /.well-known/minisign.pub", "/.well-known/minisign.pub", 404, "", "not signed"},
	{"GET /editions/{edition}/{name}", "/editions/" + aLabel + "/manifest.json", 200, "", `"data_hash": "`},
	{"GET /editions/{edition}/{name}", "/editions/" + aLabel + "/manifest.json.minisig", 404, "", `"status":404`},
	{"GET /help", "/help", 200, "section#ht[lang=ht]", ""},
	{"GET /help", "/help?x=1", 400, "h1", ""},
	{"GET /privacy", "/privacy", 200, "h1", ""},
	{"GET /privacy", "/privacy?x=1", 400, "h1", ""},
	{"GET /styleguide", "/styleguide", 200, ".scheme-dark figure.figure svg", ""},
	{"GET /styleguide", "/styleguide?x=1", 400, "h1", ""},
	{"GET /editions", "/editions", 200, "#editions-table tbody tr", ""},
	{"GET /editions", "/editions?x=1", 400, "h1", ""},
	{"GET /editions/{edition}", "/editions/" + aLabel, 200, "#files-table tbody tr", ""},
	{"GET /editions/{edition}", "/editions/" + aLabel + "?as_of=2024-01-01", 400, "h1", ""},
	{"GET /editions/{edition}", "/editions/1999-01-01", 404, "h1", ""},
	{"GET /editions/{edition}", "/editions/" + aLabel + ".ris", 200, "", "TY  - DATA"},
	{"GET /editions/{edition}", "/editions/1999-01-01.bib", 404, "", `"status":404`},
	{"GET /editions/{edition}/{name}", "/editions/" + aLabel + "/appointments-processed.csv", 200, "", "period,"},
	{"GET /editions/{edition}/{name}", "/editions/" + aLabel + "/appointments-processed.csv?nationality=VE", 400, "", `"parameter":"nationality"`},
	{"GET /editions/{edition}/{name}", "/editions/" + aLabel + "/appointments-processed.xlsx", 404, "", "it has csv, parquet, json and jsonl"},
	{"GET /editions/{edition}/{name}", "/editions/" + aLabel + "/citas.duckdb", 200, "", "DUCK"},
	{"GET /editions/{edition}/{name}", "/editions/0123456789abcdef/appointments-processed.csv", 404, "", `"status":404`},
	{"GET /api", "/api", 200, "#list-rows pre code", ""},
	{"GET /api", "/api?x=1", 400, "h1", ""},
	{"GET /api/v1/datasets/{id}/revisions", "/api/v1/datasets/appointments-processed/revisions?from=ohss-monthly@2024-08-09&to=ohss-monthly@2024-09-06", 200, "", `"kind":"changed","old_value":44800,"old_status":"reported","new_value":44810,"new_status":"reported"`},
	{"GET /api/v1/datasets/{id}/revisions", "/api/v1/datasets/wait-times/revisions", 404, "", `"parameter":"id","valid":["appointments-processed"`},
	{"GET /api/v1/datasets/{id}/revisions", "/api/v1/datasets/appointments-processed/revisions?from=nothing", 400, "", `"parameter":"from","valid":["ohss-monthly@`},
	{"GET /api/v1/datasets/{id}/revisions", "/api/v1/datasets/appointments-processed/revisions?to=a&to=b", 400, "", `"parameter":"to"`},
	{"GET /api/v1/datasets/{id}/triangle", "/api/v1/datasets/appointments-processed/triangle?nationality=VE", 200, "", `"series":{"nationality":"VE"}`},
	{"GET /api/v1/datasets/{id}/triangle", "/api/v1/datasets/wait-times/triangle", 404, "", `"parameter":"id"`},
	{"GET /api/v1/datasets/{id}/triangle", "/api/v1/datasets/appointments-processed/triangle?colour=red", 400, "", `"parameter":"colour"`},
	{"GET /api/v1/sources/{id}", "/api/v1/sources/ohss-monthly", 200, "", `"releases":["ohss-monthly@2024-`},
	{"GET /api/v1/sources/{id}", "/api/v1/sources/nobody", 404, "", `"parameter":"id"`},
	{"GET /api/v1/sources/{id}", "/api/v1/sources/ohss-monthly?x=1", 400, "", `"parameter":"x"`},
	{"GET /api/v1/charts/{id}", "/api/v1/charts/processed-monthly", 200, "", `"rows":[{"`},
	{"GET /api/v1/charts/{id}", "/api/v1/charts/nothing", 404, "", `"processed-monthly"`},
	{"GET /api/v1/charts/{id}", "/api/v1/charts/processed-monthly?x=1", 400, "", `"parameter":"x"`},
	{"GET /api/v1/editions/{edition}", "/api/v1/editions/" + aLabel, 200, "", `"format":"duckdb"`},
	{"GET /api/v1/editions/{edition}", "/api/v1/editions/" + aLabel, 200, "", `"bundle":{"format":"zip","url":"`},
	{"GET /api/v1/editions/{edition}", "/api/v1/editions/1999-01-01", 404, "", `"valid":["` + aLabel},
	{"GET /api/v1/editions/{edition}", "/api/v1/editions/" + aLabel + "?as_of=2024-01-01", 400, "", `"parameter":"as_of"`},
	{"GET /api/v1/releases/{id}", "/api/v1/releases/ohss-monthly@2024-12-06", 200, "", `"id":"ohss-monthly@2024-12-06"`},
	{"GET /api/v1/releases/{id}", "/api/v1/releases/ohss-monthly@1999-01-01", 404, "", `"parameter":"id"`},
	{"GET /api/v1/releases/{id}", "/api/v1/releases/ohss-monthly@2024-12-06?x=1", 400, "", `"parameter":"x"`},
	{"GET /api/v1/datasets", "/api/v1/datasets", 200, "", `"id":"wait-times"`},
	{"GET /api/v1/datasets", "/api/v1/datasets?x=1", 400, "", `"parameter":"x"`},
	{"GET /api/v1/datasets/{id}", "/api/v1/datasets/wait-times", 200, "", `"sha256":"`},
	{"GET /api/v1/datasets/{id}", "/api/v1/datasets/nothing", 404, "", `"status":404`},
	{"GET /api/v1/datasets/{id}", "/api/v1/datasets/wait-times?x=1", 400, "", `"parameter":"x"`},
	{"GET /api/v1/datasets/{id}/rows", "/api/v1/datasets/appointments-processed/rows?nationality=VE&sort=-month&limit=2", 200, "", `"month":"2024-`},
	{"GET /api/v1/datasets/{id}/rows", "/api/v1/datasets/nothing/rows", 404, "", `"status":404`},
	{"GET /api/v1/datasets/{id}/rows", "/api/v1/datasets/wait-times/rows?colour=red", 400, "", `"parameter":"colour"`},
	{"GET /api/v1/datasets/{id}/rows", "/api/v1/datasets/wait-times/rows?columns=place,colour", 400, "", `"parameter":"columns"`},
	{"GET /api/v1/datasets/{id}/rows", "/api/v1/datasets/wait-times/rows?sort=-colour", 400, "", `"parameter":"sort"`},
	{"GET /api/v1/datasets/{id}/rows", "/api/v1/datasets/wait-times/rows?limit=10001", 400, "", `"parameter":"limit"`},
	{"GET /api/v1/datasets/{id}/rows", "/api/v1/datasets/wait-times/rows?cursor=x", 400, "", `"parameter":"cursor"`},
	{"GET /api/v1/datasets/{id}/rows", "/api/v1/datasets/wait-times/rows?as_of=May", 400, "", `"parameter":"as_of"`},
	{"GET /api/v1/datasets/{id}/aggregate", "/api/v1/datasets/appointments-processed/aggregate?group=nationality&measure=appointments&fn=sum&period=month", 200, "", `"value":`},
	{"GET /api/v1/datasets/{id}/aggregate", "/api/v1/datasets/appointments-processed/aggregate?measure=appointments&fn=sum&period=month", 400, "", `"parameter":"nationality"`},
	{"GET /api/v1/datasets/{id}/aggregate", "/api/v1/datasets/appointments-processed/aggregate?measure=nationality&fn=max", 400, "", `"valid":["fiscal_year","appointments"]`},
	{"GET /api/v1/datasets/{id}/aggregate", "/api/v1/datasets/appointments-processed/aggregate?measure=appointments&fn=median", 400, "", `"parameter":"fn"`},
	{"GET /api/v1/datasets/{id}/aggregate", "/api/v1/datasets/appointments-processed/aggregate?group=colour&fn=count", 400, "", `"parameter":"group"`},
	{"GET /api/v1/datasets/{id}/aggregate", "/api/v1/datasets/court-languages/aggregate?fn=count&group=measure&colour=red", 400, "", `"measure.eq"`},
	{"GET /api/v1/sources", "/api/v1/sources", 200, "", `"source_id":"amnesty-2024-05-09"`},
	{"GET /api/v1/sources", "/api/v1/sources?x=1", 400, "", `"parameter":"x"`},
	{"GET /api/v1/charts", "/api/v1/charts", 200, "", `"id":"processed-monthly"`},
	{"GET /api/v1/charts", "/api/v1/charts?x=1", 400, "", `"parameter":"x"`},
	{"GET /api/v1/editions", "/api/v1/editions", 200, "", `"data_hash":"`},
	{"GET /api/v1/editions", "/api/v1/editions?as_of=2024-01-01", 400, "", `"parameter":"as_of"`},
	{"GET /api/v1/releases", "/api/v1/releases", 200, "", `"state":"accepted"`},
	{"GET /api/v1/releases", "/api/v1/releases?x=1", 400, "", `"parameter":"x"`},
	{"GET /api/v1/status", "/api/v1/status", 200, "", `"sources":[`},
	{"GET /api/v1/status", "/api/v1/status?x=1", 400, "", `"parameter":"x"`},
	{"GET /openapi.json", "/openapi.json", 200, "", `"openapi":"3.1`},
	{"GET /openapi.json", "/openapi.json?x=1", 400, "", `"parameter":"x"`},
	{"GET /datapackage.json", "/datapackage.json", 200, "", `"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"`},
	{"GET /datapackage.json", "/datapackage.json?x=1", 400, "", `"parameter":"x"`},
	{"GET /datapackage.json", "/datapackage.json?as_of=2024-08-09", 400, "", `"parameter":"as_of"`},
	{"GET /data.json", "/data.json", 200, "", `"@type": "Catalog"`},
	{"GET /data.json", "/data.json?as_of=2024-08-09", 400, "", `"parameter":"as_of"`},
	{"GET /data/csv-metadata.json", "/data/csv-metadata.json", 200, "", `"@type": "TableGroup"`},
	{"GET /data/csv-metadata.json", "/data/csv-metadata.json?as_of=2024-08-09", 400, "", `"parameter":"as_of"`},
	{"GET /CITATION.cff", "/CITATION.cff", 200, "", `cff-version: "1.2.0"`},
	{"GET /CITATION.cff", "/CITATION.cff?x=1", 400, "", `"parameter":"x"`},
	{"GET /llms.txt", "/llms.txt", 200, "", "# citas\n"},
	{"GET /llms.txt", "/llms.txt?x=1", 400, "", `"parameter":"x"`},
	{"GET /sitemap.xml", "/sitemap.xml", 200, "", "<loc>https://citas.example/data/wait-times</loc>"},
	{"GET /sitemap.xml", "/sitemap.xml?x=1", 400, "", `"parameter":"x"`},
	{"GET /sitemaps/{name}", "/sitemaps/1.xml", 200, "", "<urlset "},
	{"GET /sitemaps/{name}", "/sitemaps/2.xml", 404, "", `"status":404`},
	{"GET /sitemaps/{name}", "/sitemaps/1.xml?x=1", 400, "", `"parameter":"x"`},
	{"GET /data/{name}", "/data/wait-times.datapackage.json", 200, "", `"name": "wait-times"`},
	{"GET /data/{name}", "/data/wait-times.datapackage.json?place=tijuana", 400, "", `"parameter":"place"`},
	{"GET /data/{name}", "/data/wait-times.datapackage.json?as_of=2024-08-09", 400, "", `"parameter":"as_of"`},
	{"GET /data/{name}", "/data/nothing.datapackage.json", 404, "", `"status":404`},
	{"GET /data/{name}", "/data/wait-times.csv-metadata.json", 200, "", `"url": "wait-times.csv"`},
	{"GET /data/{name}", "/data/wait-times.csv-metadata.json?as_of=2024-08-09", 400, "", `"parameter":"as_of"`},
	{"GET /data/{name}", "/data/wait-times.md", 200, "", "| w001 | "},
	{"GET /data/{name}", "/data/appointments-processed.md?as_of=2024-08-09", 200, "", "The public record as of 9 August 2024."},
	{"GET /data/{name}", "/data/wait-times.md?place=tijuana", 400, "", `"parameter":"place"`},
	{"GET /data/{name}/{view}", "/data/wait-times/croissant.json", 200, "", `"conformsTo": "http://mlcommons.org/croissant/1.1"`},
	{"GET /data/{name}/{view}", "/data/wait-times/croissant.json?as_of=2024-08-09", 400, "", `"parameter":"as_of"`},
	{"GET /data/{name}/{view}", "/data/nothing/croissant.json", 404, "", `"status":404`},
	{"GET /charts/{name}", "/charts/processed-monthly.md", 200, "", "| 2023-07-01 | "},
	{"GET /charts/{name}", "/charts/processed-monthly.md?x=1", 400, "", `"parameter":"x"`},
	{"GET /editions/{edition}/{name}", "/editions/" + aLabel + "/citas-" + aLabel + ".zip", 200, "", "PK"},
	{"GET /editions/{edition}/{name}", "/editions/" + aLabel + "/citas-2020-01-01.zip", 404, "", `"status":404`},
	{"GET /static/{path...}", "/static/css/site.000000000000.css", 404, "", `"status":404`},
	{"GET /favicon.ico", "/favicon.ico", 200, "", "PNG"},
	{"GET /robots.txt", "/robots.txt", 200, "", "Disallow: /\n"},
	{"GET /healthz", "/healthz", 200, "", "ok"},
	{"GET /readyz", "/readyz", 200, "", "ready "},
	{"GET /", "/no/such/page", 404, `main a[href="/data"]`, ""},
	{"GET /", "/api/v1/nothing", 404, "", `"status":404`},
	{"GET /", "/data/", 308, "", ""},
}

func TestRoutes(t *testing.T) {
	c := viewtest.New(t)
	for _, p := range probes {
		t.Run(p.path, func(t *testing.T) {
			got := c.Get(p.path)
			if got.Status != p.status {
				t.Fatalf("status %d, want %d\n%.400s", got.Status, p.status, got.Body)
			}
			html := strings.HasPrefix(got.Header.Get("Content-Type"), "text/html")
			if p.has != "" && (!html || got.Doc().Find(p.has).Length() == 0) {
				t.Errorf("%s: nothing at %q", got.Header.Get("Content-Type"), p.has)
			}
			if p.text != "" && !strings.Contains(string(got.Body), p.text) {
				t.Errorf("no %q in %.400s", p.text, got.Body)
			}
			if p.status >= 400 && !html && got.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("a machine's error came as %q", got.Header.Get("Content-Type"))
			}
			head := c.Do(http.MethodHead, p.path)
			if head.Status != p.status || len(head.Body) != 0 {
				t.Errorf("HEAD: status %d, %d bytes", head.Status, len(head.Body))
			}
			for _, name := range []string{"Etag", "Content-Type", "Content-Length", "Cache-Control"} {
				if head.Header.Get(name) != got.Header.Get(name) && !(p.status >= 300 && name == "Content-Length") {
					t.Errorf("HEAD says %s %q, GET %q", name, head.Header.Get(name), got.Header.Get(name))
				}
			}
		})
	}
}

func TestEveryRouteIsProbed(t *testing.T) {
	s, err := views.New(views.Config{Store: datatest.Store(t)})
	if err != nil {
		t.Fatal(err)
	}
	probed := map[string]bool{}
	for _, p := range probes {
		probed[p.route] = true
	}
	for _, pattern := range s.Patterns() {
		if !probed[pattern] {
			t.Errorf("no test asks %s", pattern)
		}
	}
}

func TestOnlyGetAndHead(t *testing.T) {
	c := viewtest.New(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		got := c.Do(method, "/data")
		if got.Status != 405 || got.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, got.Status, got.Header.Get("Allow"))
		}
	}
}

func TestFilterFormLeadsToTheAddressOfTheAPI(t *testing.T) {
	got := viewtest.New(t).Get("/data/wait-times/filter?place=tijuana&place=reynosa&note=(empty)&unit=")
	if want := "/data/wait-times?place=tijuana&place=reynosa&note=#rows"; got.Header.Get("Location") != want {
		t.Errorf("leads to %q, want %q", got.Header.Get("Location"), want)
	}
}
