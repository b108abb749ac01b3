// Package views is what people and programs see: all HTTP of citas is here.
//
//  1. [New] takes a [Config] and a store of editions; [Server.Handler] is the site.
//  2. routes.go lists every address on one screen. A handler takes a [Request], which
//     holds one edition for its whole life, and returns a [Response] or an error.
//  3. A page's handler (page_<name>.go) reads from the edition, fills one view model and
//     renders one template of package page; a machine's handler returns bytes or a file.
//  4. respond.go alone writes headers: type, entity tag, 304, caching, compression, file
//     name. errors.go alone turns an error into a status: RFC 9457 for machines, a page
//     for people.
//  5. What the edition does not know is what is kept out of it: routes marked kept ask a
//     [Quarantine] at every request, and their answers are remembered under its content.
//  6. Nothing here writes to the data directory or remembers a reader.
package views
