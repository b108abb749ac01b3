package data

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// PartsFrom is how many rows a dataset has when its Parquet lies in parts as well: four
// groups of rows. Below that one file is read faster than the list of its parts.
const PartsFrom = 4 * rowGroup

// exportParts counts the rows of a dataset and, where they are many and it says by which
// field, writes them as engines read tables in place: files/{id}/{field}={value}/{id}.parquet
// (Hive's layout). That field is in the path only, as those engines want it.
func (b *Builder) exportParts(ctx context.Context, about facts) (rows int64, parts []File, err error) {
	d := about.dataset
	table := "main." + ident(d.Table())
	if err := b.db.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&rows); err != nil {
		return 0, nil, fmt.Errorf("count %s: %w", d.ID, err)
	}
	if d.PartedBy == "" || rows < b.partsFrom {
		return rows, nil, nil
	}
	values, err := b.run(ctx, "SELECT DISTINCT "+ident(d.PartedBy)+" AS value FROM "+table+" ORDER BY value", nil)
	if err != nil {
		return 0, nil, fmt.Errorf("parts of %s: %w", d.ID, err)
	}
	others := slices.DeleteFunc(d.FieldNames(), func(name string) bool { return name == d.PartedBy })
	format, _ := formatNamed("parquet")
	for i := range values.Len() {
		value := values.Row(i).Text("value")
		path := strings.Join([]string{"files", d.ID, d.PartedBy + "=" + value, d.ID + ".parquet"}, "/")
		if err := os.MkdirAll(filepath.Join(b.folder, filepath.Dir(path)), 0o755); err != nil {
			return 0, nil, err
		}
		f, err := b.copyTo(ctx, "(SELECT "+identList(others)+" FROM "+table+" WHERE "+ident(d.PartedBy)+" = "+value+")", path, format, about)
		if err != nil {
			return 0, nil, err
		}
		parts = append(parts, f)
	}
	return rows, parts, nil
}
