package page

import "samling/views/figures"

// Stat is one figure on top of a page.
type Stat = figures.Stat
