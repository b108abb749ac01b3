// Package remote keeps editions in an object store, from which any number of replicas and
// any query engine read them.
//
//  1. An edition lies under editions/{id}/: manifest.json, and every file under the name
//     that its address on the site has. Nothing under there ever changes.
//  2. pointers/000123.json names an edition and the hash of its manifest. Pointers are
//     written once, with the next number; the highest is current. Where two publishers
//     reach for the same number the store lets one win.
//  3. The site as files lies beside them. Only who won the newest pointer writes it.
//  4. Nothing is deleted: an address that was published goes on to name what it named.
//  5. A replica looks for the next number, fetches the edition, holds every byte against
//     its hash and only then serves it. When the store is away it serves what it has.
package remote
