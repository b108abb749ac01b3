// Package locale is the site's own words in the languages of its readers.
//
//  1. The English text in the code is the message: readable where it stands, and its own
//     id. [Msg] is its type, so that the compiler knows every one of them: a constant of
//     that type is a message, and a test holds them against the files.
//  2. <code>.toml is the message file of a language (go-i18n, with the plural forms of
//     CLDR). Adding a language is adding its file: its name, how it writes numbers, months
//     and days, and whether it speaks for the whole site stand in it as messages.
//  3. [Words] is a language as a value: it writes messages, numbers and dates. A request
//     carries it in its context ([With], [From]); charts and sentences take it as an
//     argument. The zero value is English.
//  4. A message names what is filled in, "{count} rows", so that a translation can put it
//     elsewhere. Where the same English words mean two things, the message says which
//     before a bar, "short month|May": only what follows the bar is shown.
//  5. [Rich] writes a message with links, names of the machine's and stress in it.
//  6. What is said of data is translated, data never are: values, column names, titles of
//     documents and the notes of curated tables stay in the language they were written in.
package locale
