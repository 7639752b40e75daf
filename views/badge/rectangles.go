package badge

// rectangle is a dark area of a code, in modules.
type rectangle struct{ x, y, w, h int }

// rectangles covers the dark modules with few rectangles that do not overlap: from the first free dark module as far
// right as it goes, then as far down. A third of the area count of single modules, and drawn as one path it shows no
// hairlines between neighbours.
func rectangles(modules [][]bool) []rectangle {
	taken := make([][]bool, len(modules))
	for y := range modules {
		taken[y] = make([]bool, len(modules[y]))
	}
	free := func(x, y int) bool { return modules[y][x] && !taken[y][x] }
	var found []rectangle
	for y := range modules {
		for x := range modules[y] {
			if !free(x, y) {
				continue
			}
			r := grow(len(modules[y]), len(modules), x, y, free)
			for dy := range r.h {
				for dx := range r.w {
					taken[y+dy][x+dx] = true
				}
			}
			found = append(found, r)
		}
	}
	return found
}

func grow(columns, rows, x, y int, free func(x, y int) bool) rectangle {
	r := rectangle{x: x, y: y, w: 1, h: 1}
	for x+r.w < columns && free(x+r.w, y) {
		r.w++
	}
	for y+r.h < rows {
		for dx := range r.w {
			if !free(x+dx, y+r.h) {
				return r
			}
		}
		r.h++
	}
	return r
}
