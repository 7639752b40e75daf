package survey

// Group is some people by a trait: a kind of organisation in a room. When Hidden is set N is 0.
type Group struct {
	Name   string
	N      int
	Hidden Hidden
}

// ConcealTable hides the cells of a table that are smaller than least, and as many more that none can be worked out from
// the sums of its rows and columns, which are known. Each row has the same groups in the same order, and a cell that is
// hidden alone in its column takes another of that column with it. A group of nobody is no group of few: 0 is shown.
func ConcealTable(rows [][]Group, least int) [][]Group {
	out := make([][]Group, len(rows))
	for i, row := range rows {
		out[i] = append([]Group(nil), row...)
		for k, g := range row {
			if 0 < g.N && g.N < least {
				out[i][k].Hidden = Few
			}
		}
	}
	for again := true; again; {
		again = false
		for i := range out {
			again = concealLine(out[i:i+1], -1, least) || again
		}
		for k := range width(out) {
			again = concealLine(out, k, least) || again
		}
	}
	for i := range out {
		for k := range out[i] {
			if out[i][k].Hidden != Shown {
				out[i][k].N = 0
			}
		}
	}
	return out
}

func width(rows [][]Group) int {
	if len(rows) == 0 {
		return 0
	}
	return len(rows[0])
}

// concealLine covers what is hidden in one row (column -1) or one column, and says whether that hid more.
func concealLine(rows [][]Group, column, least int) bool {
	var line []*Group
	for i := range rows {
		for k := range rows[i] {
			if column < 0 || k == column {
				line = append(line, &rows[i][k])
			}
		}
	}
	sizes, hidden := make([]int, len(line)), make([]Hidden, len(line))
	some := false
	for i, g := range line {
		sizes[i], hidden[i] = g.N, g.Hidden
		some = some || g.Hidden != Shown
	}
	if !some || !cover(sizes, hidden, least) {
		return false
	}
	for i, g := range line {
		g.Hidden = hidden[i]
	}
	return true
}
