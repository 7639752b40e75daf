package config

// Keys lists every setting, for the test of the manual.
func Keys() []string {
	c := Default()
	return sortedKeys(settingsOf(&c))
}
