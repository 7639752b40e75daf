// What a scanner read: the same rules as models/door/code.go, kept equal by models/door/testdata/codes.json.

const ticket = /(?:^|[^0-9A-Z])([0-9A-HJKMNP-TV-Z]{26})$/
const paper = /^[A-Z0-9]{6}$/
const longest = 2048

/** The ticket's code in a scanned text, or "". */
export function ticketCode(scanned) {
  if (scanned.length > longest) return ''
  const text = scanned.trim().toUpperCase().replace(/[?#][^]*$/, '').replace(/\/+$/, '')
  return ticket.exec(text)?.[1] ?? ''
}

/** A reference code in the form in which it is stored, or "". */
export function reference(typed) {
  if (typed.length > 32) return ''
  const text = typed.trim().toUpperCase().replace(/[ \u00a0–-]/g, '')
  return paper.test(text) ? text : ''
}

/**
 * What to send for a scanned or typed text. The content of another system's code is nobody's business: only that one
 * was held up is sent, so that the server stores it as an unknown code.
 */
export function presented(text) {
  const code = ticketCode(text)
  if (code) return { code }
  const ref = reference(text)
  return ref ? { reference: ref } : { code: 'another-code' }
}
