// Package staticsite writes a site as files, for hosts that only serve files.
//
//  1. Every address of the site, and every address that its pages link to, is asked for
//     once, of the handler that readers are answered by.
//  2. An address becomes a file: a page is index.html in a folder of its name, so that
//     /data/x and /data/x.csv can stand side by side; parameters that name one of a few
//     forms, such as the size of a picture, go into the name.
//  3. Links are rewritten to those files. What needs a server (search, filters, past days)
//     has none: its links and forms lead to the full site, or are taken out, and every
//     page says so.
//  4. Only what differs from the files that are there is written. What an earlier export
//     wrote and the site no longer has is removed; what others put there stays.
package staticsite
