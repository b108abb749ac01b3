// Package etl is how published statistics get into citas.
//
//  1. A [Source] (one file each, source_<id>.go) describes a publisher's recurring
//     series: who, where, how often, and a reader for its documents.
//  2. [Fetch] asks publishers by each source's [Discovery]: page, links, documents, and
//     says in a [SourceCheck] what was there. People add documents too.
//     [Archive] keeps the raw bytes of every release by their SHA-256, before
//     anything reads them, and moves as a bag ([Archive.Export], [Import]).
//  3. The reader turns a [Document] into rows of text with a locator each, and
//     refuses what it does not know with a [ParseError]. It casts nothing.
//  4. [Load] stages the rows of all releases, lets package data build an edition,
//     puts refused releases into quarantine, and names the edition in current.json.
//  5. [Gates] hold a release that revises the one before it beyond their limits, until
//     a person decides; [Decide] records that in decisions.jsonl for the next load.
//  6. [Schedule] runs Load at each source's times. It is the only user of gocron.
//
// Data flows one way: nothing here is read by the site, only the finished edition.
package etl
