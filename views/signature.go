package views

import (
	"fmt"
	"os"
	"strings"

	"citas/data"
	"citas/views/layout"
	"citas/views/locale"
)

// Names of the files that describe and sign an edition, at its address.
const (
	manifestName  = "manifest.json"
	signatureName = manifestName + ".minisig"
)

// manifestFile is the manifest of an edition or its signature. The manifest never
// changes; a signature may come later.
func (s *Server) manifestFile(x *data.Manifest, name string) (a Response, ok bool, err error) {
	path := s.store.ManifestPath(x)
	switch name {
	case manifestName:
		a = Response{Type: typeJSON, Immutable: true}
	case signatureName:
		if path, ok = s.store.SignaturePath(x); !ok {
			return a, true, fmt.Errorf("signature of edition %s: %w", x.Label, data.ErrNotFound)
		}
		a = Response{Type: typeText}
	default:
		return a, false, nil
	}
	a.Body, err = os.ReadFile(path)
	return a, true, err
}

// signatureFact says on the page of an edition how to tell that nobody changed it.
func (s *Server) signatureFact(w Words, x *data.Manifest) layout.Fact {
	address := "/editions/" + x.Edition + "/"
	f := layout.Linked("Manifest", manifestName, address+manifestName)
	if _, ok := s.store.SignaturePath(x); !ok {
		f.Parts = append(f.Parts, layout.Part{Text: ", " + w.T("not signed")})
		return f
	}
	f.Parts = append(f.Parts, layout.Part{Text: ", " + w.T("signed:") + " "}, layout.Part{Text: signatureName, Href: address + signatureName})
	return f
}

// publicKeys is /.well-known/minisign.pub: the keys that editions are signed with, today's
// first, as minisign writes them.
func (s *Server) publicKeys(*Request) (Response, error) {
	if len(s.config.PublicKeys) == 0 {
		return Response{}, fmt.Errorf("public keys: %w: editions here are not signed", data.ErrNotFound)
	}
	var b strings.Builder
	for _, k := range s.config.PublicKeys {
		fmt.Fprintf(&b, "untrusted comment: minisign public key: %s\n%s\n", k.ID(), k)
	}
	return Response{Type: typeText, Body: []byte(b.String())}, nil
}

// keyFacts shows the same on /about.
func (s *Server) keyFacts() []layout.Fact {
	var facts []layout.Fact
	for i, k := range s.config.PublicKeys {
		term := locale.Msg("Editions are signed with")
		if i > 0 {
			term = "Before that with"
		}
		facts = append(facts, layout.Fact{Term: term, Parts: []layout.Part{{Text: k.String(), Code: true}}})
	}
	return facts
}
