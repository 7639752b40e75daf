// Package mailbox is the outbox. A mail is a row written in the same transaction as what it tells about; a worker
// sends it later. Its words and secret links are made when it is sent, so no secret rests here.
//
// The life of a mail:
//
//	queued → sending → sent          the server said 250
//	              ↘ queued           it did not; again later, with the same Message-ID
//	              ↘ failed           refused for good, or tried too often
//	              ↘ unconfirmed      the program died after the last dot and before the answer (see Recover)
//	              ↘ kept             the demo sends nothing
package mailbox

import "samling/models/store"

// Kind says what a mail tells.
type Kind string

// What mails tell.
const (
	Confirmation       Kind = "confirmation"        // you have a place: code, calendar file, link
	Waitlisted         Kind = "waitlisted"          // you stand in the queue, with the place in it
	Offer              Kind = "offer"               // a seat is held for you until a time
	OfferExpired       Kind = "offer_expired"       // you did not answer; you stand last in the queue
	Exists             Kind = "exists"              // somebody registered this address again: here is your link
	Cancelled          Kind = "cancelled"           // you are no longer coming; can be undone
	Restored           Kind = "restored"            // the cancellation is undone
	Updated            Kind = "updated"             // your data or wishes have changed
	Placement          Kind = "placement"           // your seminars: where to be when
	Invitation         Kind = "invitation"          // come, please: a link to accept, one to decline
	InvitationReminder Kind = "invitation_reminder" // the same to who has not answered
	GroupLink          Kind = "group_link"          // a coordinator's link to register colleagues
	GroupSummary       Kind = "group_summary"       // to a coordinator: the list is registered
	Ballot             Kind = "ballot"              // the link to the evaluation
	BallotReminder     Kind = "ballot_reminder"     // the same to who has not answered
	CommitmentReminder Kind = "commitment_reminder" // what somebody wants to do differently, after four weeks
	FollowUp           Kind = "follow_up"           // the same after three months, with the link to the follow-up
	Substituted        Kind = "substituted"         // your seat is passed on; to who had it, without a link
	RoomChanged        Kind = "room_changed"        // a seminar is in another room now
	SeatLost           Kind = "seat_lost"           // the room became smaller: no seat in that slot any more
	LeaderLink         Kind = "leader_link"         // a seminar leader's link to the page of their seminar
	LeaderRoom         Kind = "leader_room"         // to a seminar leader: another room
	SessionOffer       Kind = "session_offer"       // a seat in a seminar is held for you until a time
	Links              Kind = "links"               // the links to all coming days of one address, asked for on /hitta
)

// State is what became of a mail so far.
type State string

// The states of a mail.
const (
	Queued      State = "queued"
	Sending     State = "sending"
	Sent        State = "sent"
	Unconfirmed State = "unconfirmed"
	Failed      State = "failed"
	Kept        State = "kept"
)

// Mail is a row of the outbox.
type Mail struct {
	ID        store.ID
	EditionID store.ID
	Kind      Kind
	Lang      string // "sv" or "en"
	ToAddress string
	ToName    string
	SubjectID store.ID // the registration or ballot it is about
	Data      string   // facts frozen when it was enqueued (JSON), never a secret
	OnceKey   *string  // the same key is never enqueued twice; nil = no limit
	State     State
	Attempts  int
	DueAt     store.Time
	CreatedAt store.Time
	HandedAt  store.Time
	SentAt    store.Time
	LastError string // a code: the server's ("550 5.1.1") or one of ours ("timeout"); never a server's free text
}

// TableName implements gorm's Tabler.
func (Mail) TableName() string { return "mails" }

// Once makes a key for OnceKey of its parts.
func Once(parts ...string) *string {
	key := ""
	for i, part := range parts {
		if i > 0 {
			key += "/"
		}
		key += part
	}
	return &key
}
