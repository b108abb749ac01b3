package views

import (
	"net/url"

	"citas/data"
	"citas/static"
	"citas/views/layout"
	"citas/views/locale"
	"citas/views/page"
)

// The page of queries, and where its engine is served: both have policies of their own.
const (
	sqlPath    = "/sql"
	enginePath = static.Prefix + "sql/"
)

// sqlExamples are questions beyond the first rows, by dataset.
var sqlExamples = map[string]struct {
	words locale.Msg
	query string
}{
	"appointments-processed": {"Appointments by nationality, as printed for fiscal years", "SELECT nationality, sum(appointments) AS appointments\nFROM appointments_processed\nWHERE period = 'fiscal_year' AND nationality NOT IN ('total')\nGROUP BY nationality\nORDER BY appointments DESC"},
	"wait-times":             {"Published waits by place and kind", "SELECT place, statistic, count(*) AS waits, min(days_low) AS shortest, max(days_high) AS longest\nFROM wait_times\nGROUP BY place, statistic\nORDER BY waits DESC, place, statistic"},
	"published-statements":   {"Who said what was scheduled, in order", "SELECT period_end, qualifier, value, said_by, source_id\nFROM published_statements\nWHERE quantity = 'scheduled' AND cumulative\nORDER BY period_end, statement_id"},
}

// sql is /sql: queries that the reader's browser computes. No query reaches the server.
func (s *Server) sql(r *Request) (Response, error) {
	e, w := r.Edition.Manifest, r.Words()
	m := page.SQLModel{
		Page:         s.figures(r, sqlPath, w.T("Query the data"), w.T("Write SQL over the whole edition. It is computed in your browser and never sent here.")),
		Database:     layout.Link{Text: "citas.duckdb", Href: frozenAddress(e.Edition, databaseName, e.Database.Format), Note: bytesWords(e.Database.Bytes)},
		DatabaseSize: bytesWords(e.Database.Bytes), Label: e.Label,
	}
	m.Page.AsOf = nil // the database is that of the edition
	engine, ok := s.assets.Engine()
	if ok {
		m.Engine = &page.SQLEngine{Module: engine.Module, Worker: engine.Worker, Wasm: engine.Wasm, Size: bytesWords(int64(engine.Bytes))}
		m.Page.Site.Styles = append(m.Page.Site.Styles, s.assets.URL("css/sql.css"))
		m.Page.Site.Scripts = append(m.Page.Site.Scripts, s.assets.URL("js/sql.js"))
	}
	for _, d := range r.Edition.Catalog().Sorted() {
		m.Examples = append(m.Examples, sqlExample(w.T("First rows of {dataset}", "dataset", titleOf(w, d)), "SELECT * FROM "+d.Table()+" LIMIT 20"))
		if x, ok := sqlExamples[d.ID]; ok {
			m.Examples = append(m.Examples, sqlExample(w.T(x.words), x.query))
		}
	}
	return html(r.Context(), page.SQL(m))
}

// sqlLink leads from a dataset to a query of it.
func sqlLink(w Words, d *data.Dataset) layout.Link {
	l := sqlExample(w.T("Query it with SQL"), "SELECT * FROM "+d.Table()+" LIMIT 20")
	l.Note = w.T("computed in your browser")
	return l
}

func sqlExample(words, query string) layout.Link {
	return layout.Link{Text: words, Href: sqlPath + "#q=" + url.PathEscape(query)}
}
