package data

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// LargeFrom is how many rows make a table a large one: four groups of rows. Its Parquet lies in parts as well; below that
// one file is read faster than the list of its parts. Its JSON array is made on request.
const LargeFrom = 4 * rowGroup

// exportParts writes a large dataset, by the field that it names, as engines read tables in place:
// files/{id}/{field}={value}/{id}.parquet (Hive's layout). That field is in the path only, as those engines want it.
func (b *Builder) exportParts(ctx context.Context, about facts) (parts []File, err error) {
	d := about.dataset
	table := "main." + ident(d.Table())
	values, err := b.run(ctx, "SELECT DISTINCT "+ident(d.PartedBy)+" AS value FROM "+table+" ORDER BY value", nil)
	if err != nil {
		return nil, fmt.Errorf("parts of %s: %w", d.ID, err)
	}
	others := slices.DeleteFunc(d.FieldNames(), func(name string) bool { return name == d.PartedBy })
	format, _ := formatNamed("parquet")
	for i := range values.Len() {
		value := values.Row(i).Text("value")
		path := strings.Join([]string{"files", d.ID, d.PartedBy + "=" + value, d.ID + ".parquet"}, "/")
		if err := os.MkdirAll(filepath.Join(b.folder, filepath.Dir(path)), 0o755); err != nil {
			return nil, err
		}
		f, err := b.copyTo(ctx, "(SELECT "+identList(others)+" FROM "+table+" WHERE "+ident(d.PartedBy)+" = "+value+")", path, format, about)
		if err != nil {
			return nil, err
		}
		parts = append(parts, f)
	}
	return parts, nil
}
