// Which of the four screens shows an answer: the same rule as FaceOf in models/door/decide.go, kept equal by
// models/door/testdata/decide.json. Whatever is not known to be fine is something to check.

export function faceOf({ status, reason, annulled = false }) {
  if (annulled) return 'check'
  if (status === 'ok' && reason === '') return 'ok'
  if (status === 'error' && reason === 'already_redeemed') return 'in'
  if (status === 'error' && reason === 'invalid') return 'no'
  return 'check'
}
