// Bringing a presentation to the server. The worst case: the server has let somebody in and its answer is lost. So the
// same nonce is sent until an answer to that very nonce is here, and an answer to another question is none.

import { ask, Unreachable } from './api.js'

const pauses = [500, 1000, 2000, 3000, 5000]

/** The person at the door has given up waiting. */
export class GaveUp extends Error {}

/** A fresh nonce: 128 random bits. */
export function newNonce(random = crypto) {
  return Array.from(random.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
}

/** One try. Errors: Unreachable, Refused. */
export async function tryOnce(path, message, options) {
  const answer = await ask(path, { ...options, body: message })
  const known = answer.status === 'ok' || answer.status === 'error'
  if (!known || (message.nonce !== undefined && answer.nonce !== message.nonce)) throw new Unreachable('an answer to another question')
  return answer
}

/**
 * Posts a message until it is answered. onWaiting(tries) is told after each try that failed.
 * signal ends the waiting (GaveUp). fetch and pause are given by tests. Errors: Refused, GaveUp.
 */
export async function deliver(path, message, { onWaiting = () => {}, signal, fetch, pause = wait } = {}) {
  for (let tries = 1; ; tries++) {
    if (signal?.aborted) throw new GaveUp()
    try {
      return await tryOnce(path, message, { signal, fetch })
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
    }
    if (signal?.aborted) throw new GaveUp()
    onWaiting(tries)
    await pause(pauses[Math.min(tries, pauses.length) - 1], signal)
  }
}

function wait(ms, signal) {
  return new Promise((done) => {
    const finish = () => { clearTimeout(timer); removeEventListener('online', finish); done() }
    const timer = setTimeout(finish, ms)
    addEventListener('online', finish) // the network is back: do not sit out the pause
    signal?.addEventListener('abort', finish, { once: true })
  })
}
