package chart

// phrase is a key of Phrases.
type phrase string

const (
	sayAnd           phrase = "and"
	sayEmptyRow      phrase = "row.empty"
	sayRevised       phrase = "revised"
	sayStep          phrase = "step"
	sayStepsAll      phrase = "describe.steps"
	sayLow           phrase = "low"
	sayTo            phrase = "to"
	sayLowConfidence phrase = "low.point"
	sayOpen          phrase = "open"
	sayBars          phrase = "mark.bars"
	sayStacked       phrase = "mark.stacked"
	sayShare         phrase = "mark.share"
	sayLines         phrase = "mark.lines"
	sayArea          phrase = "mark.area"
	sayBand          phrase = "mark.band"
	saySteps         phrase = "mark.steps"
	sayRanges        phrase = "mark.ranges"
	sayDots          phrase = "mark.dots"
	sayIntervals     phrase = "mark.intervals"
	sayCells         phrase = "mark.cells"
	sayMap           phrase = "mark.map"
	sayPlaces        phrase = "describe.places"
	sayDrawn         phrase = "describe.drawn"
	sayPeriod        phrase = "describe.period"
	sayPanels        phrase = "describe.panels"
	sayTrend         phrase = "describe.trend"
	sayExtremes      phrase = "describe.extremes"
	saySingle        phrase = "describe.single"
	sayCount         phrase = "describe.count"
	sayOneCount      phrase = "describe.count.one"
	sayKinds         phrase = "describe.kinds"
	sayMissing       phrase = "describe.missing"
	sayEmptyRows     phrase = "describe.empty"
	sayBreakRule     phrase = "rule.break"
	sayEventRule     phrase = "rule.event"
	sayStepEnd       phrase = "describe.stepend"
	sayBreaks        phrase = "describe.breaks"
	sayEvents        phrase = "describe.events"
	sayRevisedAll    phrase = "describe.revised"
	sayZeroField     phrase = "cells.zero"
	sayAndMore       phrase = "cells.more"
)

// Phrases returns the English text of every fixed phrase a drawing or description uses, by key.
// Format.Phrases overrides them for another language.
func Phrases() map[string]string {
	return map[string]string{
		"and":                " and ",
		"row.empty":          "no figure published",
		"revised":            "revised after first publication",
		"step":               "large step from the month before",
		"describe.steps":     "Large steps from the month before: {0}.",
		"low":                "hollow: low confidence",
		"to":                 "{0} to {1}",
		"low.point":          "low confidence",
		"open":               "from {0}, no end given",
		"mark.bars":          "Bars",
		"mark.stacked":       "Stacked bars",
		"mark.share":         "Bars of 100\u00a0% each",
		"mark.lines":         "A line",
		"mark.area":          "An area",
		"mark.band":          "A band",
		"mark.steps":         "A step line",
		"mark.ranges":        "Ranges",
		"mark.dots":          "Dots",
		"mark.intervals":     "Intervals",
		"mark.cells":         "A matrix of fields",
		"mark.map":           "A map",
		"describe.places":    "{0} places, from west to east: {1}.",
		"describe.drawn":     "{0} showing {1}.",
		"describe.period":    "The time axis runs from {0} to {1}.",
		"describe.panels":    "{0} panels with the same scales: {1}.",
		"describe.trend":     "{0}from {1} ({2}) to {3} ({4}).",
		"describe.extremes":  "Highest {0} ({1}), lowest {2} ({3}).",
		"describe.single":    "{0}{1} ({2}).",
		"describe.count":     "{0}{1} entries.",
		"describe.count.one": "{0}one entry.",
		"describe.kinds":     "By kind: {0}.",
		"describe.missing":   "No value for {0}: {1}.",
		"describe.empty":     "{0}: {1}.",
		"describe.stepend":   "The last step ends on {0}.",
		"rule.break":         "Dashed line: {0}, {1}.",
		"rule.event":         "Thin line: {0}, {1}.",
		"describe.breaks":    "The definition changes on {0}: {1}.",
		"describe.events":    "Marked dates: {0}.",
		"describe.revised":   "Revised after first publication: {0}.",
		"cells.zero":         "none (0)",
		"cells.more":         "{0} or more",
	}
}
