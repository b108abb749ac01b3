// What /sql needs of DuckDB-WASM, for the bundler.
export { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
