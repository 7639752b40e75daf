// Bringing a presentation to the server. The worst case: the server has let somebody in and its answer is lost. So
// the same nonce is sent until an answer to that very nonce is here, and nothing else is ever taken for one: not a
// wifi's login page, not an answer to another question.

const pauses = [500, 1000, 2000, 3000, 5000]
const patience = 8000

/** The server has answered, and the answer is that this message cannot be taken. */
export class Refused extends Error {
  constructor(status, message) { super(message); this.status = status }
}

/** The person at the door has given up waiting. */
export class GaveUp extends Error {}

/** A fresh nonce: 128 random bits. */
export function newNonce(random = crypto) {
  return Array.from(random.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
}

/**
 * Posts a message until it is answered. onWaiting(tries) is told after each try that failed.
 * signal ends the waiting (GaveUp). fetch and pause are given by tests.
 */
export async function deliver(path, message, { onWaiting = () => {}, signal, fetch = globalThis.fetch, pause = wait } = {}) {
  const body = JSON.stringify(message)
  for (let tries = 1; ; tries++) {
    if (signal?.aborted) throw new GaveUp()
    const answer = await attempt(path, body, message.nonce, fetch, signal)
    if (answer) return answer
    if (signal?.aborted) throw new GaveUp()
    onWaiting(tries)
    await pause(pauses[Math.min(tries, pauses.length) - 1], signal)
  }
}

/** One try: the answer, or null when there is none and it is worth trying again. */
async function attempt(path, body, nonce, fetch, signal) {
  let response, answer
  const tired = new AbortController() // AbortSignal.any would do it, but not on phones of 2023
  const stop = () => tired.abort()
  const timer = setTimeout(stop, patience)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    response = await fetch(path, {
      method: 'POST', body, headers: { 'Content-Type': 'application/json' }, redirect: 'error', cache: 'no-store',
      signal: tired.signal,
    })
    answer = await response.json()
  } catch {
    return null
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
  if (response.status >= 500 || response.status === 429) return null
  if (!response.ok) throw new Refused(response.status, typeof answer?.message === 'string' ? answer.message : '')
  const known = answer && (answer.status === 'ok' || answer.status === 'error')
  return known && (nonce === undefined || answer.nonce === nonce) ? answer : null
}

function wait(ms, signal) {
  return new Promise((done) => {
    const finish = () => { clearTimeout(timer); removeEventListener('online', finish); done() }
    const timer = setTimeout(finish, ms)
    addEventListener('online', finish) // the network is back: do not sit out the pause
    signal?.addEventListener('abort', finish, { once: true })
  })
}
