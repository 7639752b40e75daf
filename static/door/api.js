// Asking the server, once. Nothing else is ever taken for its answer: not a wifi's login page, not an error of something
// in between.

/** There is no answer: no network, or a server that has too much to do. It is worth asking again. */
export class Unreachable extends Error {}

/** The server has answered, and the answer is that it will not take this. reason is a word to act on. */
export class Refused extends Error {
  constructor(status, { reason, message } = {}) {
    super(typeof message === 'string' ? message : '')
    this.status = status
    this.reason = typeof reason === 'string' ? reason : ''
  }
}

const patience = 8000 // milliseconds

/**
 * Gets a path, or posts body to it, and gives the JSON of the answer. signal ends the waiting.
 * Errors: Unreachable, Refused.
 */
export async function ask(path, { body, patience: wait = patience, signal, fetch = globalThis.fetch } = {}) {
  const { response, answer } = await exchange(path, body, wait, signal, fetch)
  if (response.status >= 500 || response.status === 429) throw new Unreachable(`status ${response.status}`)
  if (!response.ok) throw new Refused(response.status, answer ?? {})
  if (answer === null || typeof answer !== 'object') throw new Unreachable('not our answer')
  return answer
}

async function exchange(path, body, wait, signal, fetch) {
  const tired = new AbortController() // AbortSignal.any would do it, but not on phones of 2023
  const stop = () => tired.abort()
  const timer = setTimeout(stop, wait)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const response = await fetch(path, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      redirect: 'error', cache: 'no-store', signal: tired.signal,
    })
    return { response, answer: await response.json() }
  } catch (cause) {
    throw new Unreachable('no answer', { cause })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
