package event

// CopiedSettings are the columns that Copy takes over as they are.
func CopiedSettings() []string { return append([]string(nil), settings...) }
