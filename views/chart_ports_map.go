package views

import (
	"citas/data"
	"citas/views/chart"
	"citas/views/locale"
)

var _ = declareChart(Chart{
	ID: "ports-map", Story: Allocations, Place: 7,
	Name:     "Map of the ports of entry",
	Subtitle: "Ports of entry that took appointments, with the city opposite; US–Mexico border",
	Level:    data.Transcribed,
	Datasets: []string{"ports"},
	Key:      []string{"port"},
	Columns: []Head{
		{Column: "port", Label: "Port of entry"},
		{Column: "state", Label: "State"},
		{Column: "cbp_port_code", Label: "Port code"},
		{Column: "mexican_city", Label: "City opposite"},
		{Column: "mexican_state", Label: "Its state"},
		{Column: "field_office", Label: "CBP field office"},
		{Column: "lat", Label: "Latitude", Unit: "degrees north"},
		{Column: "lon", Label: "Longitude", Unit: "degrees east"},
		{Column: "status", Label: "Status", Form: Status},
		{Column: "note", Label: "Note"},
		{Column: "source_id", Label: "Document", Form: Link},
		{Column: "confidence", Label: "Confidence", Form: Status},
		{Column: "release_id", Label: "Release"},
		{Column: "locator", Label: "Place in the document"},
	},
	Headline: func(f Frame) string {
		if f.Len() == 0 {
			return f.T(noFigures)
		}
		return f.T("{count} ports of entry took appointments, from {west} in the west to {east} in the east.",
			"count", Capital(f.Words.Small(int64(f.Len()))), "west", f.Row(0).Text("port"), "east", f.Row(f.Len()-1).Text("port"))
	},
	Figure: drawPortsMap,
	How:    "Each dot is a port of entry that took appointments, with its name and, in the wide drawing, the city opposite. All dots are of one size: the map shows where the ports are and nothing else.",
	Counts: "Ports of entry on the southwest border that took appointments at some time.",
	Not:    "Appointments: no official count by port was found. Ports of entry that took none are left out.",
	Notes: []locale.Msg{
		"The positions are those that the Bureau of Transportation Statistics gives for the ports.",
		"Where it is known which crossing of a port was used, the table names it. The list of ports stands in a law-firm notice and in press reports; no official page with it was read.",
		data.OutlineCredit,
	},
})

func drawPortsMap(f Frame) chart.Figure {
	outline, err := data.BorderOutline()
	if err != nil {
		panic(err) // the embedded outline cannot fail
	}
	m := chart.Map{
		Land: positions(outline.Land), Border: positions(outline.Border),
		Areas: []chart.Place{
			{Name: f.T("United States"), Position: chart.Position{East: -106, North: 34.7}},
			{Name: f.T("Mexico"), Position: chart.Position{East: -103.4, North: 25.4}},
		},
	}
	f.Each(func(r data.Row) {
		east, _ := r.Float("lon")
		north, _ := r.Float("lat")
		m.Places = append(m.Places, chart.Place{
			Position: chart.Position{East: east, North: north}, Name: r.Text("port"), Note: r.Text("mexican_city"), From: f.from(r),
			Label: f.T("{port}, {state}: port of entry, opposite {city}, {mexican}", "port", r.Text("port"), "state", r.Text("state"), "city", r.Text("mexican_city"), "mexican", r.Text("mexican_state")),
		})
	})
	return chart.Figure{
		Y:      chart.Axis{Label: f.T("Ports of entry along the US–Mexico border")},
		Layers: []chart.Layer{m},
		Notes:  []string{f.T(data.OutlineCredit)},
	}
}

func positions(degrees [][2]float64) []chart.Position {
	list := make([]chart.Position, len(degrees))
	for i, d := range degrees {
		list[i] = chart.Position{East: d[0], North: d[1]}
	}
	return list
}
