package views

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"citas/data"
)

// apiAbout opens the description of the API.
const apiAbout = "A public record of the CBP One asylum appointments, which ended on 20 January 2025.\n\n" +
	"**Filters** are the same for rows, aggregates and files (/data/{id}.csv, .parquet, .json, .jsonl, .xlsx): `?column=value` keeps the rows whose cell equals the value, " +
	"a repeated parameter any of its values, an empty value an empty cell; for numbers and days `?column.gte=value` and `?column.lte=value` are the ends of a range. " +
	"Where a column has the name of a parameter, `column.eq` is the column. " +
	"`?as_of=YYYY-MM-DD` is the public record as it stood on that day.\n\n" +
	"**Missing** is null, and the member `status` of the same row says what kind of missing: a dataset with a status column gives it with its numbers, asked for or not. Numbers are numbers, days are ISO 8601 texts.\n\n" +
	"**Files** have no limit of rows: CSV (RFC 4180, UTF-8, `?bom=1` for Excel), Parquet, JSON, JSON Lines and XLSX. Each has a length, a strong `ETag`, a `Repr-Digest` of its SHA-256, ranges, and links to its description, licence, citation and latest version. " +
	"A file of an edition, `/editions/{edition}/{id}.csv`, never changes.\n\n" +
	"**Errors** are problems as RFC 9457 writes them: `parameter` is the one at fault, `valid` lists what it may be. An unknown parameter is an error, so that a mistyped filter never gives other rows than those wanted. 503 says with `Retry-After` when to ask again.\n\n" +
	"**Promise.** Nothing is taken away or changes its meaning in `/api/v1`. New members and parameters may come: leave alone what you do not know. What would break this gets `/api/v2` beside it. There is no key and no quota; answers may be kept for five minutes."

// operations enters what stands in api_rows.go, api_aggregate.go, api_history.go, api_lists.go
// and api_one.go.
func (s *Server) operations(api huma.API) {
	filters := queryParam("filters", "Any column of the dataset, with .gte or .lte behind it for a range of numbers or days: month.gte=2024-01-01. A repeated one takes any of its values.", "")
	filters.Schema = &huma.Schema{Type: huma.TypeObject, AdditionalProperties: &huma.Schema{Type: huma.TypeString}}
	filters.Style, filters.Explode = "form", new(bool)
	*filters.Explode = true
	asOf := queryParam("as_of", "The public record as it stood on this day.", "2024-08-09")
	asOf.Schema.Format = "date"
	later := *asOf // when the releases of the examples were out
	later.Example = "2025-01-31"
	limit := queryParam("limit", fmt.Sprintf("Rows of a page, at most %d.", pageMost), nil)
	least, most := 1.0, float64(pageMost)
	limit.Schema = &huma.Schema{Type: huma.TypeInteger, Minimum: &least, Maximum: &most, Default: pageRows}
	fn := queryParam("fn", "What to compute.", "count")
	fn.Required = true
	for _, name := range data.Functions() {
		fn.Schema.Enum = append(fn.Schema.Enum, name)
	}
	get := func(id, path, summary, description string, statuses []int, params ...*huma.Param) huma.Operation {
		return huma.Operation{
			OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Description: description,
			Responses: problems(api, statuses...), Parameters: params,
		}
	}
	huma.Register(api, get("list-rows", "/api/v1/datasets/{id}/rows", "Read the rows of a dataset",
		"In the dataset's order, or sorted as asked and then in that order; empty cells come last. A dataset with a status column gives it with its numbers: it says why a cell is null. "+
			"Pages never mix editions: when the edition changes, the cursor is gone (410).",
		[]int{400, 404, 410, 503},
		queryParam("columns", "Columns to give, with commas between them.", "month,appointments"),
		queryParam("sort", "Columns to sort by, with commas between them; a minus before one sorts it from the largest.", "-month"),
		limit, queryParam("cursor", "next_cursor of the page before.", nil), asOf, filters), s.apiRows)
	huma.Register(api, get("aggregate-rows", "/api/v1/datasets/{id}/aggregate", "Compute one number for each group of rows",
		"A sum or mean over rows in which a printed total stands beside its parts is refused until one of them is chosen.",
		[]int{400, 404, 503},
		queryParam("group", "Columns whose values make the groups, with commas between them; none for all rows together.", "fiscal_year"),
		queryParam("measure", "A numeric column; may be left out where fn=count counts rows.", nil), fn, asOf, filters), s.apiAggregate)
	huma.Register(api, get("list-revisions", "/api/v1/datasets/{id}/revisions", "List what changed from one release to another, cell by cell",
		"The last two releases unless others are named. Printed totals to date grow with every issue and are not compared; “other” is compared only where both releases name the same list beside it.",
		[]int{400, 404, 410, 503},
		queryParam("from", "The earlier release.", "ohss-monthly@2024-08-09"), queryParam("to", "The later release; without from it is compared with the one before it.", "ohss-monthly@2024-12-06"),
		limit, queryParam("cursor", "next_cursor of the page before.", nil), &later), s.apiRevisions)
	huma.Register(api, get("get-triangle", "/api/v1/datasets/{id}/triangle", "Read what each release said about each month of a series",
		"Key columns pick the series; without any it is the printed total, or the sum.",
		[]int{400, 404, 503}, queryParam("nationality", "A key column of the dataset, as any other.", "VE"), asOf), s.apiTriangle)
	huma.Register(api, get("get-release", "/api/v1/releases/{id}", "Describe one release", "", []int{400, 404, 503}, &later), s.apiRelease)
	s.searchOperation(api)
	s.lotteryOperation(api, &later)
	huma.Register(api, get("list-sources", "/api/v1/sources", "List the documents and recurring series", "", []int{400, 503}, asOf), s.apiSources)
	huma.Register(api, get("get-source", "/api/v1/sources/{id}", "Describe one document or series", "", []int{400, 404, 503}, asOf), s.apiSource)
	huma.Register(api, get("list-charts", "/api/v1/charts", "List the charts with their findings", "", []int{400, 503}, asOf), s.apiCharts)
	huma.Register(api, get("get-chart", "/api/v1/charts/{id}", "Read one chart: its finding and the rows that are drawn", "", []int{400, 404, 503}, asOf), s.apiChart)
	huma.Register(api, get("list-editions", "/api/v1/editions", "List the editions that are kept, with every file", "", []int{400, 503}), s.apiEditions)
	huma.Register(api, get("get-edition", "/api/v1/editions/{edition}", "Describe one edition, with every file", "", []int{400, 404, 503}), s.apiEdition)
}

func queryParam(name, description string, example any) *huma.Param {
	p := &huma.Param{Name: name, In: "query", Description: description, Schema: &huma.Schema{Type: huma.TypeString}}
	if text, ok := example.(string); ok && strings.TrimSpace(text) != "" {
		p.Example = text
	}
	return p
}
