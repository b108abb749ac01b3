package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"syscall"

	duckdb "github.com/marcboeker/go-duckdb/v2" // the only import of the driver
)

// handle says how one DuckDB instance may behave: readers, builder and exporter are
// apart, each with its own share of the machine.
type handle struct {
	path     string // file; empty for memory
	readOnly bool
	threads  int
	memory   string   // such as "128MB"
	tempDir  string   // where it may spill; DuckDB makes the folder when it must
	attach   string   // edition to attach read-only and to use as the default catalogue
	conns    int      // connections of an attached edition
	allow    []string // directories it may reach after setup; nil closes the file system
	stage    string   // scratch file to attach as catalog stage, before the door closes
}

// open starts an instance. The settings that close the file system and lock the
// configuration are made once, on the first connection: DuckDB refuses a second time.
func open(ctx context.Context, h handle) (*sql.DB, error) {
	options := url.Values{}
	options.Set("threads", fmt.Sprint(max(h.threads, 1)))
	options.Set("memory_limit", h.memory)
	options.Set("autoinstall_known_extensions", "false")
	options.Set("autoload_known_extensions", "false")
	options.Set("allow_community_extensions", "false")
	options.Set("preserve_insertion_order", "true")
	options.Set("allocator_background_threads", "true") // gives the memory of finished work back: an export left 200 MB behind
	options.Set("dynamic_or_filter_threshold", "100")   // the rows of a page are looked up by position where a scan meets them
	if h.readOnly {
		options.Set("access_mode", "read_only")
	}
	connector, err := duckdb.NewConnector(h.path+"?"+options.Encode(), nil)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w: %w", orMemory(h.path), ErrUnavailable, err)
	}
	db := sql.OpenDB(connector)
	if err := setUp(ctx, db, h); err != nil {
		db.Close()
		return nil, fmt.Errorf("set up %s: %w", orMemory(h.path), err)
	}
	return db, nil
}

func orMemory(path string) string {
	if path == "" {
		return "in-memory database"
	}
	return path
}

func setUp(ctx context.Context, db *sql.DB, h handle) error {
	// Handles of one process on one file share an instance: the first has set it up.
	var locked bool
	if err := db.QueryRowContext(ctx, "SELECT current_setting('lock_configuration')").Scan(&locked); err != nil || locked {
		return err
	}
	statements := []string{"SET temp_directory = " + quote(h.tempDir), "SET max_temp_directory_size = '4GB'"}
	if h.stage != "" {
		statements = append(statements, "ATTACH "+quote(h.stage)+" AS stage")
	}
	if h.attach != "" {
		if err := attach(ctx, db, h); err != nil {
			return err
		}
	}
	if h.allow != nil {
		dirs := make([]string, len(h.allow))
		for i, dir := range h.allow {
			dirs[i] = quote(dir)
		}
		statements = append(statements, "SET allowed_directories = ["+strings.Join(dirs, ", ")+"]")
	}
	statements = append(statements, "SET enable_external_access = false", "SET lock_configuration = true")
	for _, statement := range statements {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// attach makes an edition the default catalogue. That belongs to a connection and cannot
// be set once the configuration is locked, so all of them are made here, and stay.
func attach(ctx context.Context, db *sql.DB, h handle) error {
	db.SetMaxOpenConns(h.conns)
	db.SetMaxIdleConns(h.conns)
	if _, err := db.ExecContext(ctx, "ATTACH "+quote(h.attach)+" AS ed (READ_ONLY)"); err != nil {
		return fmt.Errorf("attach %s: %w", h.attach, err)
	}
	for range h.conns {
		conn, err := db.Conn(ctx)
		if err != nil {
			return err
		}
		defer conn.Close() // back to the pool, after all have been set
		if _, err := conn.ExecContext(ctx, "USE ed"); err != nil {
			return err
		}
	}
	return nil
}

// quote writes s as an SQL text literal: for paths and names that cannot be bound.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// ident writes a name of the catalogue as an SQL identifier.
func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// poisoned reports whether err leaves the whole instance unusable, so that the
// handle must be dropped and the edition reopened.
func poisoned(err error) bool {
	var duck *duckdb.Error
	return errors.As(err, &duck) && (duck.Type == duckdb.ErrorTypeFatal || duck.Type == duckdb.ErrorTypeInternal)
}

// noRoom reports whether err says that disk or memory is full: not the request's fault.
func noRoom(err error) bool {
	var duck *duckdb.Error
	return errors.Is(err, syscall.ENOSPC) || errors.As(err, &duck) && (duck.Type == duckdb.ErrorTypeIO || duck.Type == duckdb.ErrorTypeOutOfMemory)
}

// DiskFull reports whether err says that a disk has no room left, or a user's share of it.
// The engine says so in words only.
func DiskFull(err error) bool {
	var duck *duckdb.Error
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.As(err, &duck) && strings.Contains(duck.Msg, "No space left on device")
}

// outdated reports whether err says that the edition has no such table or column. The
// texts of queries are constant and tested, so that it was built by other code.
func outdated(err error) bool {
	var duck *duckdb.Error
	return errors.As(err, &duck) && (duck.Type == duckdb.ErrorTypeCatalog || duck.Type == duckdb.ErrorTypeBinder)
}
