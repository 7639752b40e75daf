package seminar

// State is how far a run has come.
type State string

// The life of a run: Waiting → Working → Drafted (or Failed) → Publishing → Published → Undone. A run whose publication
// was refused is Drafted again, and its Fault says why.
const (
	Waiting    State = "waiting"
	Working    State = "working"
	Drafted    State = "draft"
	Failed     State = "failed"
	Publishing State = "publishing"
	Published  State = "published"
	Undone     State = "undone"
)

// Steps of a run that is under way.
const (
	StepRead    = "read"    // wishes, seats and rules are being read
	StepSolve   = "solve"   // the allocation is being worked out
	StepTrade   = "trade"   // the same at other prices of the mix
	StepSave    = "save"    // the result is being saved
	StepPublish = "publish" // places and mails are being saved
)
