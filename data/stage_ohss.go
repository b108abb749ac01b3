package data

// What the reader of the OHSS monthly workbooks stages, one row per printed cell.
// Values are as printed ("45630", "X", "NA", ""); labels too.
var (
	// StageOHSSAppointments is the sheet CBP One Appointments.
	StageOHSSAppointments = Stage{Name: "ohss_appointments", Columns: []string{
		"fiscal_year_label", // "2023", "2024 YTD": as printed on the year's Total row, filled down
		"fiscal_year",       // 2023, 2024
		"period",            // fiscal_year or month
		"month",             // first day, YYYY-MM-DD; empty for the year
		"nationality",       // ISO 3166-1 alpha-2, total, other
		"nationality_label", // as printed in the header
		"value",
	}}
	// StageOHSSFieldOffices is the OFO part of the sheet SWB Enc by Sector+Field Ofc.
	StageOHSSFieldOffices = Stage{Name: "ohss_field_offices", Columns: []string{
		"fiscal_year_label", "fiscal_year", "period", "month",
		"field_office",       // san_diego, tucson, el_paso, laredo, total
		"field_office_label", // as printed in the header
		"value",
	}}
)
