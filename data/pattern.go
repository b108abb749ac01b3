package data

// Forms that values of many fields have, as RE2 for the whole value.
const (
	slugPattern      = `[a-z0-9]+(?:-[a-z0-9]+)*`
	languagePattern  = `[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?` // BCP 47: language, script, region
	territoryPattern = `[A-Z]{2}`                                              // ISO 3166-1 alpha-2, and XK
	addressPattern   = `https?://[^\s"<>]+`
)
