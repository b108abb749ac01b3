package etl

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"citas/data"
)

var _ = declare(Source{
	ID:        "cldr-territories",
	Title:     "CLDR territoryInfo: languages of territories",
	Publisher: "Unicode Consortium",
	Landing:   "https://www.npmjs.com/package/cldr-core",
	Licence:   "Unicode-3.0",
	Cadence:   "Twice a year, with each release of CLDR.",
	Schedule:  "0 13 1 * *",
	State:     "active",
	About: "For each territory the estimated share of its people who use each language, second languages included, so that the shares of a territory " +
		"pass 100. A model, not data on applicants; shares move between releases without a change in the world.",
	Formats: []string{".json"},
	Stages:  []data.Stage{data.StageCLDRTerritories},
	Read:    readCLDRTerritories,
})

// cldrSources are the versions that the document may print and the row of our table of
// sources that cites each. A new version needs its row first: figures must not be
// cited to a document that they are not in.
var cldrSources = map[string]string{"48": "unicode-cldr-core-48-2"}

// cldrPoints tell point releases, by the SHA-256 of their territoryInfo.json: the
// document prints "48" in 48, 48.1 and 48.2, only the package around it says more.
var cldrPoints = map[string]string{
	"b50369a0e1f5434c942dfe45064b39f488604ca0cedac5117e993248c19f2c0a": "48.2", // npm cldr-core 48.2.0
}

// cldrDocument is the part of territoryInfo.json that we read.
type cldrDocument struct {
	Supplemental struct {
		Version struct {
			CLDR string `json:"_cldrVersion"`
		} `json:"version"`
		Territories map[string]struct {
			// language tag with underscore → attributes
			Languages map[string]map[string]string `json:"languagePopulation"`
		} `json:"territoryInfo"`
	} `json:"supplemental"`
}

var (
	cldrTerritory = regexp.MustCompile(`^[A-Z]{2}$`)
	cldrLanguage  = regexp.MustCompile(`^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?$`)
	cldrPercent   = regexp.MustCompile(`^\d{1,3}(\.\d{1,10})?$`)
	cldrStatus    = []string{"", "official", "official_regional", "de_facto_official"}
	// cldrAttributes are those that may stand under a language. Literacy is not kept:
	// CLDR does not date it.
	cldrAttributes = []string{"_populationPercent", "_writingPercent", "_officialStatus", "_literacyPercent"}
)

func readCLDRTerritories(ctx context.Context, doc Document, out *Rows) error {
	p := page{doc: doc}
	const want = "the JSON of CLDR's territoryInfo"
	var d cldrDocument
	if err := json.Unmarshal(doc.Bytes, &d); err != nil {
		if trimmed := strings.TrimSpace(string(doc.Bytes[:min(len(doc.Bytes), 64)])); strings.HasPrefix(trimmed, "{") {
			return p.refuse("", "", "JSON that is truncated or of another shape: "+quoted(err.Error()), want)
		}
		return p.refuse("", "", kindOf(doc.Bytes), want)
	}
	territories := d.Supplemental.Territories
	if len(territories) == 0 {
		return p.refuse("", "", `JSON without "supplemental", "territoryInfo"`, want)
	}
	printed := d.Supplemental.Version.CLDR
	source := cldrSources[printed]
	if source == "" {
		return p.refuse("supplemental, version", "_cldrVersion", quoted(printed),
			fmt.Sprintf("one of %v (a new version needs a row in sources.csv and in cldrSources)", slices.Sorted(maps.Keys(cldrSources))))
	}
	sum := sha256.Sum256(doc.Bytes)
	version := cmp.Or(cldrPoints[hex.EncodeToString(sum[:])], printed)
	for _, territory := range slices.Sorted(maps.Keys(territories)) {
		if !cldrTerritory.MatchString(territory) {
			return p.refuse("territoryInfo", "", quoted(territory), "a territory of two letters")
		}
		languages := territories[territory].Languages
		for _, tag := range slices.Sorted(maps.Keys(languages)) {
			locator := fmt.Sprintf("territoryInfo, %s, %s", territory, tag)
			attributes := languages[tag]
			if err := checkCLDRLanguage(p, locator, tag, attributes); err != nil {
				return err
			}
			err := out.Add(data.StageCLDRTerritories, locator, territory, strings.ReplaceAll(tag, "_", "-"),
				attributes["_populationPercent"], attributes["_writingPercent"], attributes["_officialStatus"], version, source, "medium", "primary")
			if err != nil {
				return err
			}
		}
	}
	out.State(Facts{Title: "CLDR " + version + " territoryInfo"})
	return ctx.Err()
}

// checkCLDRLanguage refuses a tag, an attribute or a share that we do not know.
func checkCLDRLanguage(p page, locator, tag string, attributes map[string]string) error {
	if !cldrLanguage.MatchString(tag) {
		return p.refuse(locator, "", quoted(tag), "a language tag such as kk_Arab")
	}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		value := attributes[name]
		switch {
		case !slices.Contains(cldrAttributes, name):
			return p.refuse(locator, "", "the attribute "+quoted(name), "one of "+quotedList(cldrAttributes))
		case name == "_officialStatus":
			if !slices.Contains(cldrStatus, value) {
				return p.refuse(locator, name, quoted(value), "one of "+quotedList(cldrStatus[1:]))
			}
		default:
			if share, err := strconv.ParseFloat(value, 64); err != nil || share > 100 || !cldrPercent.MatchString(value) {
				return p.refuse(locator, name, quoted(value), "a percent from 0 to 100")
			}
		}
	}
	if attributes["_populationPercent"] == "" {
		return p.refuse(locator, "_populationPercent", "no share", "a percent from 0 to 100")
	}
	return nil
}
