# citas: what people run. `make` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# DuckDB's Arrow interface is not used; leaving it out keeps the binary small.
GO_BUILD_TAGS := no_duckdb_arrow
export GOFLAGS := -tags=$(GO_BUILD_TAGS) -buildvcs=auto

BIN := bin/citas
DATA_DIR ?= var
SOAK ?= 30

.PHONY: help release sbom check-reproducible soak run build test race e2e fuzz fuzz-nightly lint generate check-generated ci bench crosscheck sql-assets clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build bin/citas
	go build -trimpath -o $(BIN) ./cmd/citas

# Nothing of the machine goes into it: no path, no build id; the version is the revision. The compilers are part of
# the recipe: Go as in `citas version`, and the C compiler that links DuckDB in.
release: ## build the release binary, its bill of materials and their hashes in bin/release
	mkdir -p bin/release
	go build -trimpath -buildvcs=true -ldflags='-s -w -buildid= -extldflags=-Wl,--build-id=none' -o bin/release/citas ./cmd/citas
	bin/release/citas sbom > bin/release/citas.cdx.json
	cd bin/release && sha256sum citas citas.cdx.json > SHA256SUMS

sbom: build ## print what bin/citas contains, as a CycloneDX bill of materials
	@$(BIN) sbom

check-reproducible: ## build the release of this revision twice, in two clones with caches of their own, and compare
	@dir=$$(mktemp -d); trap 'chmod -R u+w "$$dir"; rm -rf "$$dir"' EXIT; \
	for n in one two/deeper; do \
	  git clone --quiet --no-local . "$$dir/$$n/citas"; \
	  GOCACHE="$$dir/$$n/cache" $(MAKE) --no-print-directory -s -C "$$dir/$$n/citas" release; \
	  cat "$$dir/$$n/citas/bin/release/SHA256SUMS"; \
	done; cmp "$$dir/one/citas/bin/release/SHA256SUMS" "$$dir/two/deeper/citas/bin/release/SHA256SUMS" && echo "the same bytes"

run: build ## build citas, load the embedded statistics, serve http://127.0.0.1:8080
	$(BIN) --data-dir $(DATA_DIR) serve

test: ## run the tests
	go test -timeout 20m ./...

# The race detector makes everything five to ten times slower, so it looks at what shares state: all of data and
# of the client, loads that are cancelled, repeated or refused, and the answers that are cached, queued or shared.
race: ## run the tests that share state under the race detector
	@# The official files add minutes here and no concurrency: `make test` reads them.
	@# The model of the lottery shares nothing, and goes through 200 million people.
	env -u CITAS_REALDATA go test -race $$(go list ./data/... | grep -v /lottery) ./etl/upstream/... ./views/chart/...
	env -u CITAS_REALDATA go test -race -run 'Cancel|Repeatable|Refused|Schedule|Lock|Journal|Fetch' ./etl
	env -u CITAS_REALDATA go test -race -run 'Question|Readers|Leaves|Crawler|Clients|Picture|Search|Routes|Feeds|Swap|Exports|Preflight|HEAD' ./views

e2e: ## drive a real Chromium over the site (needs chromium and npm on the path)
	npm ci --prefix views/e2e --ignore-scripts --no-audit --no-fund
	CITAS_E2E=1 go test -count=1 -timeout 20m ./views/e2e/...

# Each target runs alone, for its share of the seconds. What it finds goes to
# etl/testdata/fuzz, as with go test -fuzz.
define fuzz
	go test -c -fuzz . -o bin/etl.fuzz ./etl
	@targets=$$(bin/etl.fuzz -test.list '^Fuzz'); each=$$(( $(1) / $$(wc -w <<<"$$targets") )); \
	cache=$$(go env GOCACHE)/fuzz/citas/etl; cd etl; for target in $$targets; do \
	  echo "$$target"; ../bin/etl.fuzz -test.run '^$$' -test.fuzz "^$$target$$" -test.fuzztime "$${each}s" \
	    -test.fuzzminimizetime 1s -test.fuzzcachedir "$$cache"; done
endef

# DuckDB-WASM and its bundler come from npm at the versions and hashes of static/sql/package-lock.json.
sql-assets: ## build the query engine of /sql into the program (needs npm)
	npm ci --prefix static/sql --ignore-scripts --no-audit --no-fund
	cd static/sql && node_modules/.bin/esbuild engine.js --bundle --format=esm --minify --legal-comments=none --outfile=dist/duckdb.js
	sed '/^\/\/# sourceMappingURL=/d' static/sql/node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js > static/sql/dist/duckdb-browser-eh.worker.js
	gzip -9 -n -c static/sql/node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm > static/sql/dist/duckdb-eh.wasm.gz

fuzz: ## give strangers' bytes to the readers for 30 seconds
	$(call fuzz,30)

fuzz-nightly: ## the same for 10 minutes
	$(call fuzz,600)

generate: ## write the generated code
	go tool templ generate
	gofmt -w views

check-generated: generate ## fail when generated code is not what generate writes
	git diff --exit-code -- '*_templ.go'

lint: ## formatting, vet, staticcheck, known vulnerabilities
	@unformatted=$$(gofmt -l cmd data etl static views); if [ -n "$$unformatted" ]; then echo "gofmt: $$unformatted"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...
	@# The database of known vulnerabilities is on the network: where it cannot be
	@# reached this says so; where it can, a finding fails.
	@if out=$$(go tool govulncheck ./... 2>&1); then echo "$$out" | tail -n 3; \
	elif grep -qE 'fetching vulnerabilities|dial tcp|no such host|connection refused|Forbidden' <<<"$$out"; then \
	  echo "NOT CHECKED for known vulnerabilities: the database cannot be reached from here"; \
	else echo "$$out"; exit 1; fi

ci: check-generated lint e2e ## what CI runs after the tests

soak: ## put a server under load while editions swap: SOAK=30 minutes, then say what it took
	CITAS_SOAK=$(SOAK) go test -count=1 -timeout 0 -v -run TestSoak ./cmd/citas

bench: ## run the benchmarks; CITAS_BENCH_ROWS=10000000 for ten million rows
	go test -run '^$$' -bench . -benchmem ./data/... ./etl/... ./views/...
	go test -run '^$$' -bench . -benchtime 1x -timeout 2h ./cmd/citas

crosscheck: ## read the exports with LibreOffice, Python, R and others; what is not installed is skipped and says so
	go test -count=1 -v -run 'ReadBy|SamplesRun' ./data/datatest ./views

clean: ## remove what was built; the data directory stays
	rm -rf bin
