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
	"**Files** have no limit of rows; `?bom=1` puts a byte order mark before CSV, for Excel. A file of an edition, /editions/{edition}/{id}.{csv,parquet,json,jsonl}, never changes.\n\n" +
	"Errors are problems as RFC 9457 writes them. An unknown parameter is an error, and the answer lists those that are known."

// operations enters what stands in api_rows.go, api_aggregate.go and api_lists.go.
func (s *Server) operations(api huma.API) {
	filters := queryParam("filters", "Any column of the dataset, with .gte or .lte behind it for a range of numbers or days: month.gte=2024-01-01. A repeated one takes any of its values.", "")
	filters.Schema = &huma.Schema{Type: huma.TypeObject, AdditionalProperties: &huma.Schema{Type: huma.TypeString}}
	filters.Style, filters.Explode = "form", new(bool)
	*filters.Explode = true
	asOf := queryParam("as_of", "The public record as it stood on this day.", "2024-08-09")
	asOf.Schema.Format = "date"
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
	huma.Register(api, get("list-sources", "/api/v1/sources", "List the documents and recurring series", "", []int{400, 503}, asOf), s.apiSources)
	huma.Register(api, get("list-charts", "/api/v1/charts", "List the charts with their findings", "", []int{400, 503}, asOf), s.apiCharts)
	huma.Register(api, get("list-editions", "/api/v1/editions", "List the editions that are kept, with every file", "", []int{400, 503}), s.apiEditions)
}

func queryParam(name, description string, example any) *huma.Param {
	p := &huma.Param{Name: name, In: "query", Description: description, Schema: &huma.Schema{Type: huma.TypeString}}
	if text, ok := example.(string); ok && strings.TrimSpace(text) != "" {
		p.Example = text
	}
	return p
}
