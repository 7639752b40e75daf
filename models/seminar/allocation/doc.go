// Package allocation seats people in seminars: one seminar per slot, never the same one twice, within the
// seats of every session, by ranked wishes and a stored seed. It is pure: the same Problem always gives the
// same Result, whatever order its people, seminars and sessions are listed in.
//
// # The model
//
// A placement is one person in one session. Its rank is the position of the seminar among the person's
// wishes, from 1. Seminars that a person did not wish for share the position after the last wish, so a short
// list cannot be used to make everything else look terrible. Who ranked nothing has no opinion: rank 0
// (NoWish), which no aim on ranks counts. The aims, each decided before the next is looked at, over all slots
// together:
//
//  1. as many placements as possible;
//  2. the worst rank given is as good as can be;
//  3. as few placements as possible have it (skipped when it is 1);
//  4. as many first choices as possible, then second choices, and so on;
//  5. who lost in earlier slots goes first in the later ones: least sum of (ranks so far × rank here);
//  6. ties by the draw: people sorted by id and then shuffled by the seed; the earlier keeps the seat.
//
// Between seminars that are equally good by all this, the one with most free seats is taken.
//
// # How, and why the order holds
//
// Transport. For costs that belong to (person, seminar) pairs the task is a transportation problem with few
// receivers. People are inserted one by one along a cheapest path (successive shortest paths, see Ahuja,
// Magnanti, Orlin: Network Flows, 1993, §9.7), on a residual graph collapsed onto the seminars: the arc a→b is
// the cheapest exchange of somebody from a to b, kept in a lazy heap. An extra receiver "unplaced" of
// unlimited room makes every insertion possible. This is exact for the given costs, in O(n·S²·(S + log n)).
//
// Worst rank. Aim 2 is a bottleneck: the smallest w such that placements of rank ≤ w alone reach the maximum
// of aim 1, found by binary search; ranks above w are then forbidden.
//
// Order of the counts. With w fixed, the other aims are counts of placements of a kind: a vector, compared
// from its first component. A flow is optimal exactly if no cycle of its residual graph improves it, and a
// simple cycle of the collapsed graph has at most S+1 exchanges, each changing a component by at most 1. So
// the sign of a cycle's vector is the sign of the number that has it as digits in a base above S+1 (see
// cost.go), however many people there are: a plan that is optimal for the numbers is optimal for the vectors.
// 120 bits hold every count up to 23 seminars; with more, aims 1-3 stay exact and aim 4 as far down as digits
// reach (20 choices at 40 seminars). Aim 5 is a further component compared after them.
//
// All slots at once. First each person is given a set of up to Slots seminars, where a seminar has the sum of
// its sessions' seats (relax.go). The aims 1-4 do not depend on which slot a placement is in, so this
// relaxation is never worse than any true plan: its figures are Result.Bound. Then the sets are divided over
// the slots by exchanging two slots of one person along shortest chains (split.go). Where that succeeds the
// plan is jointly optimal.
//
// # Guaranteed
//
//   - No session over its seats, nobody twice in a seminar, nobody twice in a slot.
//   - Aim 1, always: as many placements as exist over all slots together. The maximum over counts per session
//     with every seminar and slot at most n is reachable for named people since a bipartite multigraph of
//     greatest degree n has an edge colouring with n colours (König 1916), and no later step lets go of one.
//   - Aims 2-4 jointly over all slots, in these cases, told by Result.Proven: one slot; each seminar with the
//     same seats in every slot (division always succeeds: de Werra's equitable colouring, 1971); any other
//     seats where the division succeeded, which with two slots is whenever that relaxed optimum can be divided
//     at all; no seminar in more than one slot; or when the plan happens to reach the bound.
//   - Otherwise (unequal seats, Proven false): no plan that differs in one slot only is better by aims 1-4,
//     and Bound tells how much better any plan could be at most.
//   - Aim 5 exactly for the last slot given the slots before it, and within what aims 1-4 leave open.
//
// # Not guaranteed
//
// Joint optimality of aims 2-4 when Proven is false; it may still hold. Aim 5 jointly (for all slots at once
// it is no transportation problem). And truthfulness: the aims look at everybody's ranks together, so somebody
// who knows the others' wishes can sometimes gain by reordering or leaving out their own.
package allocation
