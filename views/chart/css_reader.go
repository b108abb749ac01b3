package chart

// ReaderCSS is the stylesheet fragment for what static/js/chart.js adds to the charts of a page: the tooltip, the ring around the
// mark that is read, and the dimming of what a legend entry does not name. It needs the properties of CSS.
func ReaderCSS() string {
	return `.drawing:has(>.c-stage){overflow:visible}
.c-stage{max-width:56rem}
.c-tip{position:fixed;z-index:3;box-sizing:border-box;max-width:min(22rem,100vw - 8px);padding:.5rem .75rem;font-size:.95rem;line-height:1.4;overflow-wrap:anywhere;background:var(--chart-paper);color:var(--chart-ink);border:1px solid var(--chart-axis);border-radius:3px;box-shadow:0 2px 8px rgb(0 0 0/.2)}
.c-tip[hidden]{display:none}
.c-tip p{margin:0;max-width:none}
.c-tip p:first-child{font-weight:600}
.c-tip p+p{color:var(--chart-muted)}
.c-voice{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.c-ring{fill:none;stroke:var(--chart-ink);stroke-width:2px;pointer-events:none}
.c-dim{opacity:.2}
@media (forced-colors:active){.c-ring{stroke:Highlight}}
@media print{.c-tip,.c-ring{display:none}}
`
}
