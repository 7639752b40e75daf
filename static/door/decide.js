// The rule of the door, for when there is no server to ask: the same as decide in models/door/decide.go, kept equal by
// models/door/testdata/decide.json.

const no = (reason) => ({ status: 'error', reason })

/** The verdict on the facts of a presentation: {status, reason}. */
export function decide({ found = false, revoked = false, same_edition: here = false, registration = '', seat = '', inside = false, hour = '' }) {
  if (!found) return no(revoked ? 'revoked' : 'invalid')
  if (!here) return no('wrong_event')
  if (registration === 'cancelled') return no('canceled')
  if (registration === 'waitlisted') return no('waitlisted')
  if (seat === 'elsewhere') return no('wrong_session')
  if (seat === 'none') return no('no_seat')
  if (inside) return no('already_redeemed')
  if (hour === 'before') return no('not_yet')
  if (hour === 'after') return no('too_late')
  return { status: 'ok', reason: '' }
}

/** Whether somebody with these places belongs in a session: '' at the house's door. */
export function seatOf(places = [], session) {
  if (!session) return ''
  if (places.some((place) => place.session === session.id)) return 'here'
  return places.some((place) => place.slot === session.slot) ? 'elsewhere' : 'none'
}
