package door

import (
	"math"
	"time"
)

// Queue is what can be said about the people outside from those who have come in. Nobody counts a queue, so this is
// an estimate, and it says so where it cannot know.
type Queue struct {
	Doors    int           // doors that let people in now
	Now      float64       // people a minute, all doors together
	Most     float64       // people a minute that these doors have shown that they manage
	Use      float64       // Now of Most
	Full     bool          // the doors work as fast as they can: how long the queue is cannot be seen from inside
	Waiting  int           // estimated people in the queue; 0 when Full
	Wait     time.Duration // estimated time in it; when Full, the time until the last of Missing is in
	Missing  int           // expected and not here
	AllInAt  time.Time     // when everybody is in if it goes on as now; zero when nobody comes
	Standing bool          // nobody has come for a while
}

// fullFrom is the use from which a queue grows without end in the model, and in practice stands outside.
const fullFrom = 0.95

// slowest is the pace that any door keeps, in people a minute: a quarter of a minute for each. A door that has never
// let in more, because nobody came, is not a slow one.
const slowest = 4

// QueueOf estimates the queue.
//
// Below fullFrom: with c doors, each managing μ people a minute, and arrivals at random (λ a minute), the time in the
// queue is close to ρ^(√(2(c+1))−1) / (c(1−ρ)) · 1/μ, where ρ = λ/(cμ) (H. Sakasegawa, "An approximation formula
// L_q ≈ αρ^β/(1−ρ)", Annals of the Institute of Statistical Mathematics 29, 1977), and the people in it are
// L = λW (J. D. C. Little, "A Proof for the Queuing Formula: L = λW", Operations Research 9, 1961). λ is the pace of
// the last minutes, and cμ the best minute of each door: what they have shown is what they can.
//
// From fullFrom on the pace is the doors' and no longer the arrivals', so only a bound can be told: if everybody who
// is missing stands outside, the last of them waits L/λ, by Little's law again.
func QueueOf(doors []Through, missing int, now time.Time) Queue {
	q := Queue{Missing: max(missing, 0)}
	for _, d := range doors {
		if d.Now > 0 {
			q.Doors++
			q.Now += d.Now
			q.Most += math.Max(math.Max(float64(d.Best), d.Now), slowest)
		}
	}
	if q.Doors == 0 {
		q.Standing = true
		return q
	}
	q.Use = q.Now / q.Most
	if q.Missing > 0 {
		q.AllInAt = now.Add(minutes(float64(q.Missing) / q.Now)).Truncate(time.Minute).Add(time.Minute)
	}
	if q.Use >= fullFrom {
		q.Full = true
		q.Wait = minutes(float64(q.Missing) / q.Now)
		return q
	}
	c := float64(q.Doors)
	wait := math.Pow(q.Use, math.Sqrt(2*(c+1))-1) / (c * (1 - q.Use)) * (c / q.Most)
	q.Wait = minutes(wait)
	q.Waiting = min(int(math.Round(q.Now*wait)), q.Missing)
	return q
}

func minutes(m float64) time.Duration { return time.Duration(m * float64(time.Minute)) }
