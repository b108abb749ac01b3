package chart

import (
	"math"
	"time"
)

func day(y, m, d int) time.Time         { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
func month(y, m int) time.Time          { return day(y, m, 1) }
func plus(t time.Time, n int) time.Time { return t.AddDate(0, n, 0) }

// monthly makes points from a month on.
func monthly(from time.Time, values ...float64) []Point {
	var pts []Point
	for i, v := range values {
		pts = append(pts, Point{At: plus(from, i), Value: V(v)})
	}
	return pts
}

func processed() []Point {
	return monthly(month(2023, 1), 13610, 20280, 23390, 25660, 30510, 37940, 44610, 45170, 43470, 44680, 43840, 45680, 45460, 42540, 44250, 41330, 44370, 43230, 38230, 44570)
}

func perDay() []Point {
	pts := []Point{{At: month(2023, 1), Value: Missing("partial month")}}
	pts = append(pts, monthly(month(2023, 2), 724, 755, 855, 984, 1265, 1439, 1457, 1449, 1441, 1461, 1474, 1466, 1467, 1427, 1378, 1431, 1441, 1481, 1482)...)
	pts[18].Revised = true
	for i := 0; i < 5; i++ {
		pts = append(pts, Point{At: plus(month(2024, 9), i), Value: Missing("no file held")})
	}
	return pts
}

func scaled(pts []Point, f float64, wave int) []Point {
	out := append([]Point(nil), pts...)
	for i := range out {
		out[i].Value.V = math.Round(out[i].Value.V*f*(1+0.5*math.Sin(float64(i+wave)/4))/10) * 10
	}
	return out
}

func quarterly(f float64, wave int) []Point {
	var pts []Point
	for i := 0; i < 7; i++ {
		v := math.Round(f * 130000 * (1 + 0.3*math.Sin(float64(i+wave))))
		pts = append(pts, Point{At: plus(month(2023, 1), 3*i), Value: V(v)})
	}
	return pts
}

var dhsKinds = []Kind{{"stated as exact", Filled}, {"more than", MoreThan}, {"up to", UpTo}, {"about", About}, {"one case", Ring}}

func figures() []Figure {
	months := Months(month(2023, 1), month(2025, 1))
	held := Months(month(2023, 1), month(2024, 8))
	held.Fiscal = true
	count := Axis{Label: "Appointments processed per month", Unit: "appointments", Zero: true}
	titled42 := Break{day(2023, 5, 12), "Title 42 ends; until then only exceptions to it"}
	var panels []Panel
	for i, n := range []string{"Venezuela", "Cuba", "Mexico", "Haiti", "Honduras", "El Salvador", "Colombia", "Ecuador", "Guatemala", "Russia", "Other (includes unknown)"} {
		s := Series{Points: scaled(processed(), 0.25/float64(i+1)+0.02, i*3)}
		if i == 10 {
			s.Color = Grey
		}
		panels = append(panels, Panel{Title: n, Layers: []Layer{Bars{Series: []Series{s}}}})
	}
	ports := []string{"San Ysidro", "Calexico", "Nogales", "El Paso (Paso del Norte)", "Eagle Pass", "Laredo", "Hidalgo", "Brownsville"}
	var sightings []Point
	for i, p := range ports {
		for j := 0; j < 4-i%4 && i != 5; j++ {
			sightings = append(sightings, Point{Row: p, At: day(2023, 2+j*4, 3+i), Value: V(float64(100 + i*20 + j*30)),
				Kind: dhsKinds[(i+j)%4].Name, Note: englishNumber(float64(100+i*20+j*30), 0), Low: j == 2})
		}
	}
	languages := []string{"Spanish", "Haitian Creole", "English", "Portuguese", "Russian"}
	speakers := []string{"DHS, May 2023", "CBP, app store", "Human Rights Watch, May 2024", "Lawyers for Good Government", "App listing, 2024"}
	var said []Point
	for i, s := range speakers[:4] {
		for j, l := range languages {
			if k := []string{"works", "works", "works", "contested", "does not"}[(j+i/2)%5]; (i+j)%4 != 3 {
				said = append(said, Point{Row: s, Col: l, Kind: k})
			}
		}
	}
	var releases, refMonths []string
	var cells []Point
	for i := 0; i < 8; i++ {
		releases = append(releases, plus(month(2024, 2), i).Format("Jan 2006"))
	}
	for i := 0; i < 12; i++ {
		refMonths = append(refMonths, plus(month(2023, 9), i).Format("Jan 2006"))
		for j := 0; j < 8; j++ {
			if i <= j+4 {
				v := V(float64((i * j * 7 % 5) * 10))
				if i == 3 && j == 2 {
					v = Missing("not in the file")
				}
				cells = append(cells, Point{Row: refMonths[i], Col: releases[j], Value: v, Revised: i == 4 && j == 5})
			}
		}
	}
	waits := func(rows []string, n int) []Point {
		var pts []Point
		for i, r := range rows {
			for j := 0; j < n && i < len(rows)-1; j++ {
				pts = append(pts, Point{Row: r, Value: V(float64(20 + (i*37+j*53)%240)), Kind: dhsKinds[(i+j)%5].Name})
			}
		}
		return pts
	}
	share := func(pts []Point) []Point {
		out := append([]Point(nil), pts...)
		for i := range out {
			v := 0.21 * math.Exp(-float64(i)/6)
			out[i].Value.V, out[i].Lo, out[i].Hi = v, v*0.9-0.002, v*1.1+0.002
		}
		return out
	}
	return []Figure{
		{ID: "border-map", Name: "Ports along a border", Y: Axis{Label: "Ports along the border"}, Layers: []Layer{borderMap()}},
		{ID: "processed-per-day", Name: "Appointments processed per day", X: months,
			Y: Axis{Label: "Appointments per day", Unit: "a day", Zero: true},
			Layers: []Layer{
				Bars{Series: []Series{{Name: "processed", Points: perDay()}}},
				Steps{Series: []Series{{Name: "announced places", Points: []Point{
					{At: day(2023, 1, 12), End: day(2023, 5, 12), Value: V(740), Note: "740"},
					{At: day(2023, 5, 12), End: day(2023, 6, 1), Value: V(1000), Note: "1,000"},
					{At: day(2023, 6, 1), End: day(2023, 6, 30), Value: V(1250), Note: "1,250"},
					{At: day(2023, 6, 30), End: day(2025, 1, 20), Value: V(1450), Note: "1,450 a day"},
				}}}},
			},
			Breaks: []Break{titled42},
			Events: []Event{{day(2024, 6, 5), "Limits on asylum between ports"}, {day(2024, 8, 23), "App open to southern Mexico"}, {day(2025, 1, 20), "CBP One ends"}}},
		{ID: "processed-monthly", Name: "Appointments processed", X: held, Y: count,
			Layers: []Layer{Bars{Series: []Series{{Points: processed()}}, Values: true}}, Breaks: []Break{titled42},
			Notes: []string{"May 2023 is mixed: the definition changes on the 12th."}},
		{ID: "nationality-panels", Name: "Appointments by nationality", X: held, Y: count, Panels: panels, Breaks: []Break{titled42}},
		{ID: "nationality-share", Name: "Shares by nationality", X: Quarters(month(2023, 1), month(2024, 9)),
			Y: Axis{Label: "Share of appointments", Unit: "appointments", Percent: true},
			Layers: []Layer{Bars{Mode: Share, Values: true, Series: []Series{
				{Name: "Venezuela", Points: quarterly(0.22, 0)}, {Name: "Cuba", Points: quarterly(0.2, 2)}, {Name: "Mexico", Points: quarterly(0.18, 4)},
				{Name: "Haiti", Points: quarterly(0.17, 5)}, {Name: "Other", Color: Grey, Points: quarterly(0.2, 3)}}}}},
		{ID: "stacked-years", Name: "Court proceedings by language", X: FiscalYears(day(2019, 1, 1), day(2023, 1, 1)),
			Y: Axis{Label: "Completed proceedings", Unit: "proceedings", Zero: true},
			Layers: []Layer{Bars{Mode: Stacked, Series: []Series{
				{Name: "Spanish", Points: []Point{{At: day(2019, 1, 1), Value: V(180000)}, {At: day(2020, 1, 1), Value: V(150000)}, {At: day(2021, 1, 1), Value: V(80000)}, {At: day(2022, 1, 1), Value: V(210000)}, {At: day(2023, 1, 1), Value: V(380000)}}},
				{Name: "English", Points: []Point{{At: day(2019, 1, 1), Value: V(20000)}, {At: day(2020, 1, 1), Value: V(15000)}, {At: day(2021, 1, 1), Value: Missing("not published")}, {At: day(2022, 1, 1), Value: V(21000)}, {At: day(2023, 1, 1), Value: V(28000)}}},
			}}}},
		{ID: "grouped", Name: "Two counts by quarter", X: Quarters(month(2023, 1), month(2024, 9)), Y: count,
			Layers: []Layer{Bars{Series: []Series{{Name: "at ports", Points: quarterly(0.8, 0)}, {Name: "by appointment", Points: append(quarterly(0.6, 1)[:6:6], Point{At: month(2024, 7), Value: Missing("no file held")})}}}}},
		{ID: "horizontal", Name: "Where waits were reported", X: Axis{Label: "Published waits", Unit: "waits", Zero: true}, Y: Rows("Tijuana", "Ciudad Juárez", "Reynosa", "Matamoros", "Mexico City", "Piedras Negras"),
			Layers: []Layer{Bars{Values: true, Series: []Series{{Points: []Point{{Row: "Tijuana", Value: V(21)}, {Row: "Ciudad Juárez", Value: V(14)}, {Row: "Reynosa", Value: V(9), Low: true}, {Row: "Matamoros", Value: V(6)}, {Row: "Mexico City", Value: Missing("not applicable")}}}}}}},
		{ID: "category-bars", Name: "Requests by category", X: Rows("San Ysidro", "Calexico", "Nogales", "El Paso", "Eagle Pass", "Laredo", "Hidalgo", "Brownsville"), Y: Axis{Label: "Places a day", Zero: true},
			Layers: []Layer{Bars{Values: true, Series: []Series{{Points: []Point{{Col: "San Ysidro", Value: V(385)}, {Col: "Calexico", Value: V(75)}, {Col: "Nogales", Value: V(100), Revised: true}, {Col: "El Paso", Value: V(200)}, {Col: "Eagle Pass", Value: V(60)}, {Col: "Laredo", Value: Missing("no figure published")}, {Col: "Hidalgo", Value: V(195)}, {Col: "Brownsville", Value: V(435)}}}}}}},
		{ID: "port-ratio", Name: "Appointments per 100 people met at ports", X: Months(month(2023, 6), month(2024, 8)), Y: Axis{Label: "Appointments ÷ people met at ports", Percent: true, Zero: true},
			Layers: []Layer{Lines{Series: []Series{{Name: "Southwest ports", Points: monthly(month(2023, 6), .84, .88, .86, .85, .9, .89, .91, .92, .88, .87, .9, .93, .89, .86, .89)}}}}},
		{ID: "many-lines", Name: "Four lines", X: held, Y: Axis{Label: "Appointments", Unit: "appointments"},
			Layers: []Layer{Lines{Series: []Series{{Name: "Venezuela", Points: scaled(processed(), .2, 0)}, {Name: "Cuba", Points: scaled(processed(), .21, 2)}, {Name: "Mexico", Points: scaled(processed(), .19, 4)}, {Name: "Haiti", Points: scaled(processed(), .1, 9)}}}},
			Breaks: []Break{titled42}},
		{ID: "line-gaps", Name: "A line with gaps", X: held, Y: Axis{Label: "People", Zero: true},
			Layers: []Layer{Lines{Markers: true, Series: []Series{{Points: func() []Point {
				pts := processed()
				pts[4].Value, pts[5].Value, pts[6].Value = Missing("not applicable"), Missing("not applicable"), Missing("not applicable")
				pts[9].Value = Missing("no file held")
				pts[11].Value = Missing("no file held")
				pts[14].Note, pts[14].Revised, pts[16].Low = "highest month of the year", true, true
				return pts
			}()}}}}},
		{ID: "russia-share", Name: "Share of Russian citizens", X: held, Y: Axis{Label: "Share of appointments processed", Percent: true, Decimals: 1, Zero: true},
			Layers: []Layer{Band{Series: []Series{{Name: "rounding band", Points: share(processed())}}}, Lines{Series: []Series{{Name: "Russia", Points: share(processed())}}}}},
		{ID: "area", Name: "An area", X: held, Y: count, Layers: []Layer{Area{Series: []Series{{Points: processed()}}}}},
		{ID: "capacity-steps", Name: "Places a day", X: Days(day(2023, 1, 1), day(2025, 1, 31)), Y: Axis{Label: "Places a day", Unit: "places a day", Zero: true},
			Layers: []Layer{Steps{Series: []Series{{Name: "announced", Points: []Point{
				{At: day(2023, 1, 12), End: day(2023, 5, 12), Value: V(740), Note: "740"}, {At: day(2023, 5, 12), End: day(2023, 6, 1), Value: V(1000), Note: "1,000"},
				{At: day(2023, 6, 1), End: day(2023, 6, 30), Value: V(1250), Note: "1,250"}, {At: day(2023, 6, 30), End: day(2025, 1, 20), Value: V(1450), Note: "1,450"}}}}}},
			Events: []Event{{day(2023, 1, 12), "Opens for exceptions to Title 42"}, {day(2023, 5, 12), "Open to everyone in central and northern Mexico"}, {day(2023, 5, 16), "Five days later"}, {day(2024, 6, 5), "Limits on asylum"}, {day(2024, 8, 23), "Open to Tabasco and Chiapas"}, {day(2025, 1, 20), "Ends"}}},
		{ID: "coverage-range", Name: "Coverage by nationality", X: Axis{Label: "Share who could read one of the languages (modelled)", Percent: true, Zero: true}, Y: Rows("Haiti", "Russia", "Mexico", "Ecuador"),
			Layers: []Layer{Ranges{Series: []Series{{Points: []Point{{Row: "Haiti", Lo: .55, Hi: .97, Value: V(.8)}, {Row: "Russia", Lo: .05, Hi: .12, Note: "English only"}, {Row: "Mexico", Lo: .92, Hi: .99}, {Row: "Ecuador", Value: Missing("not available")}}}}}}},
		{ID: "upright-range", Name: "Queue in days", X: Months(month(2024, 1), month(2024, 6)), Y: Axis{Label: "Days", Unit: "days", Zero: true},
			Layers: []Layer{Ranges{Series: []Series{{Points: []Point{{At: month(2024, 2), Lo: 186, Hi: 207}, {At: month(2024, 5), Lo: 90, Hi: 260, Note: "widest"}}}}}}},
		{ID: "claims-cumulative", Name: "Totals as stated", X: months, Y: Axis{Label: "Appointments or people since January 2023", Zero: true}, Kinds: dhsKinds,
			Layers: []Layer{Dots{Series: []Series{{Name: "scheduled", Points: []Point{
				{At: day(2023, 9, 30), Value: V(263000), Kind: "about", Note: "263,000"}, {At: day(2023, 12, 31), Value: V(413300), Kind: "more than", Note: "413,300"}, {At: day(2024, 6, 30), Value: V(680500), Kind: "more than", Note: "680,500"},
				{At: day(2024, 8, 31), Value: V(813000), Kind: "more than", Note: "813,000"}, {At: day(2024, 11, 30), Value: V(900000), Kind: "about"}, {At: day(2024, 12, 31), Value: V(936500), Kind: "more than", Note: "936,500 by December 2024"}}},
				{Name: "processed", Points: []Point{{At: day(2023, 9, 30), Value: V(278430), Kind: "stated as exact", Note: "278,430"}, {At: day(2024, 8, 31), Value: V(771280), Kind: "stated as exact", Note: "771,280", Revised: true}}}}}}},
		{ID: "claims-panels", Name: "Totals as stated, by quantity", X: months, Y: Axis{Label: "Since January 2023", Zero: true}, Kinds: dhsKinds,
			Panels: []Panel{
				{Title: "Scheduled", Note: "appointments", Layers: []Layer{Dots{Series: []Series{{Points: []Point{{At: day(2023, 9, 30), Value: V(263000), Kind: "about"}, {At: day(2024, 12, 31), Value: V(936500), Kind: "more than", Note: "936,500"}}}}}}},
				{Title: "Let in", Note: "people", Layers: []Layer{Dots{Series: []Series{{Points: []Point{{At: day(2024, 8, 31), Value: V(813000), Kind: "more than", Note: "813,000"}}}}}}},
				{Title: "Processed (OHSS)", Note: "appointments", Layers: []Layer{Dots{Series: []Series{{Points: []Point{{At: day(2024, 8, 31), Value: V(771280), Kind: "stated as exact", Note: "771,280"}}}}}}}}},
		{ID: "port-sightings", Name: "Daily figures by port", X: Days(day(2023, 1, 12), day(2025, 1, 20)), Y: Axis{Scale: Categories, Rows: ports, Label: "Places a day"}, Kinds: dhsKinds,
			Layers: []Layer{Dots{Series: []Series{{Points: sightings}}}}},
		{ID: "waits-reported", Name: "Waits as published", X: Axis{Label: "Days waited", Unit: "days", Zero: true}, Y: Axis{Scale: Categories}, Kinds: dhsKinds,
			Panels: []Panel{{Title: "Averages", Rows: []string{"Mexicans", "Everyone else"}, Layers: []Layer{Dots{Series: []Series{{Points: waits([]string{"Mexicans", "Everyone else"}, 1)}}}}},
				{Title: "Single cases", Rows: []string{"Tijuana", "Ciudad Juárez", "Reynosa", "Nogales"}, Layers: []Layer{Dots{Series: []Series{{Points: waits([]string{"Tijuana", "Ciudad Juárez", "Reynosa", "Nogales"}, 9)}}}}}}},
		{ID: "rules-timeline", Name: "How places were shared out", X: Days(day(2023, 1, 12), day(2025, 1, 20)), Y: Rows("Who goes first", "Hours to confirm", "Where the app opens", "Places a day"),
			Layers: []Layer{
				Intervals{Series: []Series{{Points: []Point{
					{Row: "Who goes first", At: day(2023, 1, 12), End: day(2023, 5, 12), Note: "first come, first served, each morning"},
					{Row: "Who goes first", At: day(2023, 5, 12), End: day(2024, 2, 1), Note: "half to the longest waiting, half drawn by lot"},
					{Row: "Who goes first", At: day(2024, 2, 1), Note: "30 % to the longest waiting"},
					{Row: "Hours to confirm", At: day(2023, 5, 10), Note: "23 hours"},
					{Row: "Where the app opens", At: day(2023, 1, 12), End: day(2024, 8, 23), Note: "central and northern Mexico", Low: true},
					{Row: "Where the app opens", At: day(2024, 8, 23), Note: "also Tabasco and Chiapas, for people who are not Mexican"}}}}},
				Dots{Series: []Series{{Points: []Point{{Row: "Hours to confirm", At: day(2023, 3, 1), Note: "bots reported"}, {Row: "Hours to confirm", At: day(2024, 11, 1), Note: "no change stated since"}}}}}},
			Events: []Event{{day(2023, 5, 12), "Title 42 ends"}, {day(2024, 6, 5), "Limits on asylum"}}},
		{ID: "language-statements", Name: "Who said which language worked", X: Rows(languages...), Y: Axis{Scale: Categories, Rows: speakers, Empty: "says nothing about languages"},
			Kinds: []Kind{{"works", Filled}, {"contested", Diamond}, {"does not", Ring}}, Layers: []Layer{Dots{Series: []Series{{Points: said}}}}},
		{ID: "revision-triangle", Name: "Revisions by release", X: Rows(releases...), Y: Axis{Scale: Categories, Rows: refMonths, Unit: "appointments"}, Layers: []Layer{Cells{Points: cells}}},
	}
}

// borderMap has ports as close to one another as the real ones are.
func borderMap() Map {
	m := Map{
		Land:   []Position{{-119.3, 34.2}, {-117.1, 32.5}, {-115, 29}, {-111, 24}, {-97.8, 24}, {-97.1, 26}, {-97.3, 28}, {-95.7, 28.6}, {-95.7, 35.5}, {-119.3, 35.5}},
		Border: []Position{{-97.1, 25.96}, {-99.2, 26.4}, {-100.3, 28.3}, {-102.7, 29.7}, {-104.5, 29.6}, {-106.5, 31.8}, {-108.2, 31.8}, {-111, 31.3}, {-114.8, 32.5}, {-117.1, 32.5}},
		Areas:  []Place{{Name: "North", Position: Position{-105, 34.5}}, {Name: "South", Position: Position{-105, 27}}},
	}
	for _, at := range []struct {
		name, note  string
		east, north float64
	}{
		{"San Ysidro", "Tijuana", -117.03, 32.54}, {"Calexico West", "Mexicali", -115.5, 32.68}, {"Nogales", "Nogales", -110.93, 31.34}, {"El Paso", "Ciudad Juárez", -106.49, 31.76},
		{"Eagle Pass", "Piedras Negras", -100.5, 28.71}, {"Laredo", "Nuevo Laredo", -99.5, 27.51}, {"Hidalgo", "Reynosa", -98.26, 26.1}, {"Brownsville", "Matamoros", -97.5, 25.9},
	} {
		m.Places = append(m.Places, Place{Position: Position{at.east, at.north}, Name: at.name, Note: at.note, Label: at.name + ", opposite " + at.note})
	}
	return m
}
