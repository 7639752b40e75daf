// Package allocation seats people in seminars: one seminar per slot, never the same one twice, within the seats of
// every session and the organiser's rules, by ranked wishes, a mix of organisations and a stored seed. It is pure: the
// same Problem always gives the same Result, whatever order its people, seminars, sessions and rules are listed in.
//
// # The model
//
// A placement is one person in one session. Its rank is the position of the seminar among the person's wishes, from 1.
// Seminars that a person did not wish for share the position after the last wish, so a short list cannot be used to make
// everything else look terrible. A wish for what is not held keeps its place: the next wish is then rank 2, and whoever
// lost a favourite so goes before others there. Who ranked nothing has no opinion: rank 0 (NoWish), which no aim on ranks
// counts. The aims, each decided before the next is looked at, over all slots together:
//
//  1. as many placements as possible;
//  2. the worst rank given is as good as can be;
//  3. as few placements as possible have it (skipped when it is 1);
//  4. as many first choices as possible, then second choices, and so on;
//  5. the mix: as small as possible a share of every room for one's own organisation and one's own kind;
//  6. who lost in earlier slots goes first in the later ones: least sum of (ranks so far × rank here);
//  7. ties by the draw: people sorted by id and then shuffled by the seed; the earlier keeps the seat.
//
// Between seminars that are equally good by all this, the one with most free seats is taken.
//
// # Rules
//
// Rules come before all aims. The zero value of each is "off".
//
//   - Pins are given, not a result: the seat and the slot are taken, the seminar is closed to the person in other slots,
//     and aims 1-4 and 6 do not count the placement (a speaker in a seminar of rank 9 must not let others down to 9). The
//     mix does: the person is in the room. Pins that cannot all be kept are an error that names every one of them.
//   - Exclusions and kinds close a seminar to a person. The ranks of the others stay.
//   - A session takes Seats and the overbooking, rounded down, and never more than Limit (Session.Capacity).
//   - A session with a minimum size has at least that many people, or none and is closed. Which are held, and who is
//     moved so that one can be, is decided by aims 1-4. A session with somebody pinned to it is always held.
//
// # How, and why the order holds
//
// Transport. For costs that belong to (person, seminar) pairs the task is a transportation problem with few receivers.
// People are inserted one by one along a cheapest path (successive shortest paths, see Ahuja, Magnanti, Orlin: Network
// Flows, 1993, §9.7), on a residual graph collapsed onto the seminars: the arc a→b is the cheapest exchange of somebody
// from a to b, kept in a lazy heap. An extra receiver "unplaced" of unlimited room makes every insertion possible. This
// is exact for the given costs, in O(n·S²·(S + log n)).
//
// Worst rank. Aim 2 is a bottleneck: the smallest w such that placements of rank ≤ w alone reach the maximum of aim 1,
// found by binary search; ranks above w are then forbidden.
//
// Order of the counts. With w fixed, the other rank aims are counts of placements of a kind: a vector, compared from its
// first component. A flow is optimal exactly if no cycle of its residual graph improves it, and a simple cycle of the
// collapsed graph has at most S+1 exchanges, each changing a component by at most 1. So the sign of a cycle's vector is
// the sign of the number that has it as digits in a base above S+1 (see cost.go), however many people there are: a plan
// that is optimal for the numbers is optimal for the vectors. 120 bits hold every count up to 23 seminars; with more,
// aims 1-3 stay exact and aim 4 as far down as digits reach (20 choices at 40 seminars).
//
// The mix. For n people of one group (an organisation, or a kind) in a room of c seats it costs n²/c: each of them
// counts the share of the seats that their group has. The sum over rooms and groups, divided by the people, is the
// isolation index P* (Bell 1954; Lieberson 1981; Massey and Denton 1988) with seats for population. Given the sizes of
// the groups it is Σ(n−e)²/c plus a constant, where e is the share of the group that is in proportion to the seats: the
// weighted squared deviation from proportional, as in Pearson's χ². It is separable and convex in the counts n, and
// kinds are made of whole organisations, so with the ranks it is a convex-cost flow: person → (room, organisation) →
// (room, kind) → room. Negative cycles of its residual graph are cancelled until there is none (Klein 1967; for convex
// costs Ahuja, Magnanti, Orlin §14.2), with distances kept between cycles (circulation.go, cycle.go). n²/c is counted in
// billionths, 1/c rounded down.
//
// Why the mix never costs a rank. Cycles are compared by rank first, in words of their own. The plan before is optimal
// by ranks, so every cycle collapsed onto the seminars is a sum of simple cycles whose vectors are all at least zero;
// their numbers then are too, and the sum is zero only if every vector is. So only cycles that change no count are
// negative, of any length, and after each the plan still is optimal by ranks.
//
// A price. MixPrice > 0 replaces aims 3-5 by one sum: steps down the wish lists (rank−1) + MixPrice/100 × the mix. Aim 1
// holds before it, and aim 2 as a limit: no rank is worse than the worst is without, or than MixWorst if that is worse.
// It is a convex-cost flow like the one above, in plain numbers.
//
// All slots at once. First each person is given a set of up to Slots seminars, where a seminar has the sum of its
// sessions' seats (relax.go). Aims 1-4 do not depend on which slot a placement is in, so this relaxation is never worse
// than any true plan: its figures are Result.Bound. Then the sets are divided over the slots by exchanging two slots of
// one person along shortest chains (split.go). Where that succeeds the plan is jointly optimal by ranks. The mix goes the
// same way: the relaxation spreads every group over a seminar's sessions as well as numbers allow (a sum of least
// marginal costs, so convex), is solved exactly, and is a bound (Mix.Bound); the plan comes from dividing its sets, and is
// then improved by exact circulations of one slot and of exchanges between two slots until neither finds anything.
//
// Minimum sizes. Branch and bound on the sessions that end with too few: closed, or obliged to reach the size. An
// obligation is a lower bound of the flow, met by cancelling cycles that reduce what is missing before anything else.
// The bound is that of the relaxation (minimum.go).
//
// # Guaranteed
//
//   - Every rule. No session over its capacity, nobody twice in a seminar, nobody twice in a slot.
//   - With one slot: everything, jointly, whatever rules are on: aims 1-5 or with a price aims 1-2 and the sum, and which
//     sessions are held as far as aims 1-4 tell. (Above some hundred thousand people × seminars a search among very many
//     sessions with minimum sizes may be cut short: then Proven is false.) The mix is the best with the sessions that are
//     held; of sets of sessions equally good by aims 1-4 the first found is held.
//   - Aim 1 without pins, exclusions, kinds and minimum sizes, always: as many placements as exist over all slots
//     together. The maximum over counts per session with every seminar and slot at most n is reachable for named people
//     since a bipartite multigraph of greatest degree n has an edge colouring with n colours (König 1916), and no later
//     step lets go of one.
//   - Aims 1-4 jointly over all slots in these cases, told by Result.Proven: each seminar with the same seats in every slot
//     and nobody pinned (division always succeeds: de Werra's equitable colouring, 1971); any other seats and pins where
//     the division succeeded, which with two slots is whenever that relaxed optimum can be divided at all; no seminar in
//     more than one slot; or when the plan happens to reach the bound.
//   - Otherwise (Proven false): no plan that differs in one slot only is better by aims 1-4, and Bound tells how much
//     better any plan could be at most.
//   - Aim 5, or the sum with a price: no plan that differs in one slot only is better, nor any that only exchanges slots
//     between people (Mix.Settled; false only if the work allowed ran out, see workFor); and no plan as good by aims 1-4
//     is better than Mix.Bound. When Mix.Exact, none is better at all.
//   - Aim 6 exactly for the last slot given the slots before it, and within what aims 1-5 leave open.
//
// # Not guaranteed
//
// Joint optimality where Proven or Exact is false; it may still hold. With people barred or pinned and seats that differ
// between slots already aim 1 contains the timetable problem, which is NP-complete (Even, Itai, Shamir 1976), so nobody
// can promise it; the mix over several slots at once is no flow either. Aim 6 jointly over all slots.
//
// # Is the truth the best answer?
//
// Not in general, and no mechanism with these aims can make it so. Three people, three seminars of one seat: x and z say
// a, b, c, and y says b, c, a. To spare anybody their third choice, y is given c, the second. Had y left c out, somebody
// would have to get a third choice in any case, and y would get b. Whoever says that they do not mind is sent where
// nobody wants to go; who knows what the others say can use that (truth_test.go finds such cases, also with two seminars
// and too few seats). It is known of aims like these in general: rank efficiency and strategy-proofness exclude each other
// (Featherstone, Rank efficiency, 2013; Troyan, (Non-)obvious manipulability of rank-minimizing mechanisms, 2022). The
// mix, like any aim on groups, adds to it.
//
// The truth is the best answer, whatever the others say, in one slot with two seminars and seats for all, without rules
// and price, with the mix or without: a seat in the wanted seminar is refused only when it is full of people who want it
// too, and it then is whatever else one says. Nobody gains who is given their first choices. And the draw looks at ids
// and seed alone: no wish, no time of registration and no order of a list changes anybody's place in it.
package allocation
