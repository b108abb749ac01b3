package views

import "citas/views/locale"

// glossaryTerm is a word of this site with its meaning. Also are the other forms under
// which the term is met in texts; they are what [linkTerms] looks for.
type glossaryTerm struct {
	slug    string
	term    locale.Msg
	also    []locale.Msg
	meaning locale.Msg
	more    locale.Msg
	href    string // where more stands
}

// glossary explains the words of the record and of this site, by subject.
var glossary = []struct {
	title locale.Msg
	terms []glossaryTerm
}{
	{"What is counted", []glossaryTerm{
		{"requested", "requested", []locale.Msg{"requests", "request"}, "Someone asked for an appointment in the app. One person could ask every day, so requests are not people.", "Method", "/method#quantities"},
		{"scheduled", "scheduled", nil, "A place was given to someone who had asked. Most statements by CBP count this.", "Method", "/method#quantities"},
		{"processed", "processed", nil, "The appointment was handled at a port of entry. It does not mean that asylum was granted or even sought.", "Method", "/method#quantities"},
		{"let-in", "let in", nil, "The person was let into the United States at the port, mostly on parole. Some documents write “admitted”, which means something else in law.", "Method", "/method#quantities"},
		{"appointment", "appointment", nil, "A place at a port of entry, on one day, for one person. The official monthly counts are of appointments; most statements are of people.", "Appointments by month", "/charts/processed-monthly"},
		{"encounter", "encounter", []locale.Msg{"encounters"}, "One time that officers stopped a person, or did not find the person admissible at a port. The same person can be counted several times.", "Ratio by month", "/charts/port-ratio"},
		{"capacity", "capacity", []locale.Msg{"places a day"}, "How many appointments a day CBP said it offered. It is an announcement, not a count.", "Announced levels", "/charts/capacity-steps"},
	}},
	{"The law and the offices", []glossaryTerm{
		{"cbp-one", "CBP One", nil, "A phone app of CBP. From 12 January 2023 to 20 January 2025 people in Mexico asked for appointments in it.", "About", "/about"},
		{"cbp", "CBP", nil, "U.S. Customs and Border Protection, the agency that ran the app and the ports of entry.", "Sources", "/sources"},
		{"ofo", "OFO", []locale.Msg{"Office of Field Operations"}, "CBP’s Office of Field Operations, which works at the ports of entry. The Border Patrol works between them.", "Field offices", "/charts/field-offices"},
		{"ohss", "OHSS", nil, "The DHS Office of Homeland Security Statistics. It published the monthly tables of appointments processed.", "The series", "/sources/ohss-monthly"},
		{"port-of-entry", "port of entry", []locale.Msg{"ports of entry"}, "An official border crossing. Eight of them on the southwest border took appointments.", "Places", "/places"},
		{"parole", "parole", nil, "A permission to come in and stay for a time, given case by case. It is not asylum and not a visa.", "Method", "/method#quantities"},
		{"title-42", "Title 42", nil, "A health rule that let officers send people back without hearing an asylum claim. It ended on 11 May 2023. Until then appointments were only for exceptions to it.", "Method", "/method#quantities"},
		{"title-8", "Title 8", nil, "The part of U.S. law on immigration. From 12 May 2023 people with an appointment were processed under it.", "Method", "/method#quantities"},
	}},
	{"Time", []glossaryTerm{
		{"fiscal-year", "fiscal year", []locale.Msg{"fiscal years"}, "The year of the U.S. government, from October to September. October to December 2023 are in fiscal year 2024.", "Method", "/method#years"},
		{"as-of", "as of", nil, "A date on which we look back: what the public record said on that day, which is the newest release published by then.", "Method", "/method#as-of"},
	}},
	{"How the record is kept", []glossaryTerm{
		{"source", "source", nil, "A publisher’s series, or a document that states a figure.", "Sources", "/sources"},
		{"release", "release", []locale.Msg{"releases"}, "One issue of a source, as it was published: with its date and the hash of its bytes. It never changes.", "Changes", "/changes"},
		{"edition", "edition", []locale.Msg{"editions"}, "One build of all our tables. It never changes, has an id, and can be cited.", "Editions", "/editions"},
		{"revision", "revision", []locale.Msg{"revisions"}, "A figure that differs between two releases of a source: changed, added or withdrawn.", "Changes", "/changes"},
		{"correction", "correction", []locale.Msg{"corrections"}, "An error of ours that we put right. What a publisher changes is a revision.", "Corrections", "/corrections"},
		{"dataset", "dataset", []locale.Msg{"datasets"}, "One of our tables, with its columns explained and its files.", "Data", "/data"},
		{"claim", "claim", []locale.Msg{"claims"}, "A figure stated in prose: in a press release, a report, a court paper or the news.", "Claims", "/claims"},
		{"qualifier", "qualifier", nil, "The words that a speaker put before a number, such as “more than” or “nearly”.", "Claims", "/claims"},
		{"confidence", "confidence", []locale.Msg{"low confidence"}, "How far a figure can stand alone. High: a document of the body itself. Medium: good press or reports, read directly. Low: vague, undated or second-hand.", "Method", "/method#levels"},
	}},
	{"How figures are made", []glossaryTerm{
		{"rounded", "rounded to 10", []locale.Msg{"rounded"}, "The monthly tables show tens only: 1,234 stands there as 1,230. Parts and totals are rounded apart, so they need not agree.", "Method", "/method#rounding"},
		{"derived", "derived", nil, "Worked out by us from published figures, by plain arithmetic.", "Method", "/method#levels"},
		{"modelled", "modelled", nil, "An estimate that rests on assumptions. It is not a published figure, and it says so wherever it stands.", "Method", "/method#language-coverage"},
		{"still-waiting", "still waiting", []locale.Msg{"censored"}, "The wait had not ended when it was told, so the real wait is longer. Statisticians say censored.", "Method", "/method#waits"},
		{"single-case", "single case", []locale.Msg{"single cases", "told case", "told cases"}, "The wait of one person or one family. It says nothing about others.", "Method", "/method#waits"},
		{"other", "term|other", nil, "All nationalities that a release does not name, with the unknown ones. It can be compared only within one release.", "Method", "/method#rounding"},
		{"not-published", "not published", []locale.Msg{"no file held"}, "A figure that is not there keeps the reason: not applicable, not available, not published, withdrawn. None of these is zero.", "Method", "/method#pipeline"},
	}},
}
