// Package upstream asks publishers' servers for pages and documents, politely and
// without trusting them.
//
//  1. A [Client] says who it is, with an address at which its owner can be reached; it
//     keeps to robots.txt and leaves time between two requests to one host.
//  2. It goes only where its caller allows: https, named hosts (redirects too), and
//     addresses that are public after the name was resolved ([Network]).
//  3. An answer is bounded in size and time, unpacked too. What fails for a moment is
//     asked again, after the pause that the server asks for.
//  4. What does not work is a [Trouble]: a closed set of kinds, and plain words.
//
// It knows nothing of sources, editions or the archive.
package upstream
