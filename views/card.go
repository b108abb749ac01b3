package views

import (
	"strconv"

	"citas/views/layout"
)

// cardSize is the picture of a chart where its address is shared.
var cardSize = func() pictureSize {
	for _, p := range pictureSizes {
		if p.name == "share" {
			return p
		}
	}
	panic("views: no picture size for sharing") // a programming error that the first start meets
}()

// pageCard is how any page looks where it is shared.
func (s *Server) pageCard(canonical string) layout.Card {
	if s.config.BaseURL == "" {
		return layout.Card{}
	}
	return layout.Card{URL: canonical}
}

// chartCard puts the picture of a chart on the card of a page.
func (s *Server) chartCard(card layout.Card, title string, q chartRequest) layout.Card {
	card.Title, card.Article = title, true
	if s.config.BaseURL != "" {
		card.Image = s.shareImage(q)
		card.Width, card.Height = strconv.Itoa(cardSize.width), strconv.Itoa(cardSize.height)
		card.Alt = q.Headline() + " " + q.Subtitle()
	}
	return card
}

// shareImage is the whole address of the picture for sharing.
func (s *Server) shareImage(q chartRequest) string {
	return s.config.BaseURL + q.Frame.Words.Prefix() + q.Address("png", sizeParam, cardSize.name)
}
