package text

import (
	"bytes"
	_ "embed" // the standard evaluation is part of the program
)

//go:embed utvardering.yaml
var questionnaire []byte

// StandardQuestionnaire is the standard evaluation as a file, in Swedish and English: what an organiser starts from.
func StandardQuestionnaire() []byte { return bytes.Clone(questionnaire) }
