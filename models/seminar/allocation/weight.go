package allocation

// weight is what a way through the residual graph does to every aim, compared word by word: what is missing
// to the sizes that have to be reached, two words of rank aims (see cost), the mix, and the turns (aim 6).
type weight [5]int64

const (
	missingWord = 0
	rankWord    = 1
	stepWord    = 2
	mixWord     = 3
	turnWord    = 4
)

func (w *weight) less(v *weight) bool {
	for i := range w {
		if w[i] != v[i] {
			return w[i] < v[i]
		}
	}
	return false
}

func (w *weight) plus(v *weight) weight {
	return weight{w[0] + v[0], w[1] + v[1], w[2] + v[2], w[3] + v[3], w[4] + v[4]}
}

func weigh(c cost) weight { return weight{rankWord: c[0], stepWord: c[1], turnWord: c[2]} }

// far is where the words of a distance are begun anew, so that sums cannot overflow however long it takes.
const far = -(1 << 61)

func (w *weight) isFar() bool { return w[rankWord] < far || w[stepWord] < far }
