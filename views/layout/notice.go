package layout

// NoticeInBrief opens the description of every page (editorial.md).
const NoticeInBrief = "The CBP One appointment programme ended on 20 January 2025. This site cannot book, check or restore an appointment."

// Notice is what must be said first, in one language.
type Notice struct {
	Lang   string // BCP 47
	Name   string // the language's own name
	Ended  string
	Text   string
	Help   string // words of the link to /help
	Review string // in English, when a speaker has yet to read the text
}

// Notices are shown first on every page, in this order.
var Notices = []Notice{
	{
		Lang:  "en",
		Name:  "English",
		Ended: "The CBP One appointment programme ended on 20 January 2025.",
		Text: "This site cannot book, check or restore an appointment. It is not a government site and not legal advice. " +
			"Nobody may charge you for using it.",
		Help: "Where to find free legal help",
	},
	{
		Lang:  "es",
		Name:  "Español",
		Ended: "El programa de citas de CBP One terminó el 20 de enero de 2025.",
		Text: "Este sitio no puede programar, consultar ni restablecer una cita. No es un sitio del gobierno ni da asesoría legal. " +
			"Nadie puede cobrarle por usarlo.",
		Help: "Dónde encontrar ayuda legal gratuita",
	},
	{
		Lang:  "ht",
		Name:  "Kreyòl ayisyen",
		Ended: "Pwogram randevou CBP One lan te fini 20 janvye 2025.",
		Text: "Sit sa a pa ka pran, verifye ni remete yon randevou. Se pa yon sit gouvènman, epi li pa bay konsèy legal. " +
			"Pèsonn pa gen dwa fè w peye pou w sèvi ak li.",
		Help:   "Ki kote pou jwenn èd legal gratis",
		Review: "awaiting review by a speaker",
	},
}
