package attendee

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/models/store"
	"samling/models/survey"
)

// loadOwnBallot finds the way to the evaluation while it is open and the person has a ballot that is not spent: for
// those who got no mail or cannot find it. The ballot knows whose it is; the answer will not.
func (h *Handlers) loadOwnBallot(c *fiber.Ctx, p *ownPage) error {
	if !p.Edition.SurveyOpen(h.Now()) {
		return nil
	}
	ballot, err := survey.ByPerson(h.Store.Read(c.UserContext()), p.Edition.ID, p.R.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil && !ballot.Spent() {
		p.Ballot = "/svara/" + ballot.Token(h.Store.Keys())
	}
	return err
}
