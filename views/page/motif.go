package page

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// Seats is how many of a day's seats each group has; the motif draws one dot for each.
type Seats struct {
	Groups [4]int // municipalities, the city, the police, other authorities: a, b, c, d
	Free   int
	You    bool // one of the free seats is shown as yours
}

// maxDots is how many dots can still be told apart; more seats than that share one.
const maxDots = 640

// Each is how many seats one dot stands for.
func (s Seats) Each() int {
	total := max(s.Free, 0)
	for _, n := range s.Groups {
		total += n
	}
	return max(1, (total+maxDots-1)/maxDots)
}

// scaled is the same mix with one dot for Each seats; a group that is there at all keeps a dot.
func (s Seats) scaled() Seats {
	each := s.Each()
	for i, n := range s.Groups {
		s.Groups[i] = (n + each - 1) / each
	}
	s.Free = (max(s.Free, 0) + each - 1) / each
	return s
}

// Motif draws the room: round tables with eight seats each, groups mixed as the day wants them mixed. It is made
// from the real counts, so the picture is information. Tables stand on Vogel's spiral (H. Vogel, "A better way to
// construct the sunflower head", 1979), which fills a disc evenly for any number of them.
func Motif(s Seats) template.HTML {
	dots := mixed(s)
	var paths [6]strings.Builder // a, b, c, d, free, you
	var tables strings.Builder
	count := (len(dots) + 7) / 8
	spread := 390 / math.Sqrt(float64(max(count, 1)))
	for i, group := range dots {
		tx, ty := table(i/8, spread)
		if i%8 == 0 {
			fmt.Fprintf(&tables, "M%.0f %.0fh0", tx, ty)
		}
		angle := float64(i%8)*math.Pi/4 + float64(i/8)
		fmt.Fprintf(&paths[group], "M%.1f %.1fh0", tx+38*math.Cos(angle), ty+38*math.Sin(angle))
	}
	return assemble(tables.String(), paths)
}

func table(i int, spread float64) (x, y float64) {
	const golden = 2.399963229728653 // π(3−√5)
	r := spread * math.Sqrt(float64(i)+.5)
	return r * math.Cos(float64(i)*golden), r * math.Sin(float64(i)*golden)
}

// mixed deals the groups round the tables in proportion, so that neighbours differ.
func mixed(s Seats) []int {
	s = s.scaled()
	left := [5]int{s.Groups[0], s.Groups[1], s.Groups[2], s.Groups[3], s.Free}
	total := left
	n := 0
	for _, c := range left {
		n += max(c, 0)
	}
	dots := make([]int, 0, n)
	var dealt [5]int
	for i := 1; i <= n; i++ {
		best, most := 0, math.Inf(-1)
		for g := range left {
			behind := float64(total[g])*float64(i)/float64(n) - float64(dealt[g])
			if dealt[g] < total[g] && behind > most {
				best, most = g, behind
			}
		}
		dealt[best]++
		dots = append(dots, best)
	}
	markYou(dots, s.You)
	return dots
}

func markYou(dots []int, you bool) {
	for i := len(dots) / 5; you && i < len(dots); i++ {
		if dots[i] == 4 {
			dots[i] = 5
			return
		}
	}
}

func assemble(tables string, paths [6]strings.Builder) template.HTML {
	var b strings.Builder
	write := func(class, d string) {
		if d != "" {
			fmt.Fprintf(&b, `<path class="%s" d="%s"/>`, class, d)
		}
	}
	write("t", tables)
	for i, class := range []string{"a", "b", "c", "d"} {
		write(class, paths[i].String())
	}
	write("hole", paths[3].String())
	write("free", paths[4].String())
	if you := paths[5].String(); you != "" {
		var x, y float64
		_, _ = fmt.Sscanf(you, "M%f %fh0", &x, &y)
		fmt.Fprintf(&b, `<circle class="halo" cx="%.1f" cy="%.1f" r="17"/>`, x, y)
		write("you", you)
	}
	return template.HTML(b.String())
}
