import assert from 'node:assert/strict'
import test from 'node:test'
import { Refused } from './api.js'
import { deliver, GaveUp, newNonce } from './deliver.js'

const message = { code: 'X', nonce: 'the-nonce' }
const reply = (status, body) => async () => ({ status, ok: status < 400, json: async () => body })
const ok = reply(200, { status: 'ok', reason: '', nonce: 'the-nonce' })
const down = async () => { throw new TypeError('network') }
const notJSON = async () => ({ status: 200, ok: true, json: async () => { throw new SyntaxError('<html>') } })

/** A server that answers one way after another; the last way stays. */
function server(...ways) {
  const seen = []
  const fetch = async (path, options) => {
    seen.push(JSON.parse(options.body))
    return ways[Math.min(seen.length, ways.length) - 1](path, options)
  }
  return { fetch, seen }
}

const pause = async () => {}

test('gives the answer', async () => {
  const { fetch } = server(ok)
  assert.equal((await deliver('/p', message, { fetch, pause })).status, 'ok')
})

test('sends the same message until it is answered, and says that it waits', async () => {
  const { fetch, seen } = server(down, reply(503, {}), reply(429, {}), reply(500, null), ok)
  const waits = []
  await deliver('/p', message, { fetch, pause, onWaiting: (n) => waits.push(n) })
  assert.deepEqual(seen, Array(5).fill(message))
  assert.deepEqual(waits, [1, 2, 3, 4])
})

for (const [what, way] of [
  ['the login page of a wifi', notJSON],
  ['JSON that is no answer', reply(200, { hello: 'world' })],
  ['null', reply(200, null)],
  ['an answer to another question', reply(200, { status: 'ok', reason: '', nonce: 'another' })],
  ['an answer that does not say to what', reply(200, { status: 'ok', reason: '' })],
]) {
  test(`takes ${what} for no answer`, async () => {
    const stop = new AbortController()
    const { fetch } = server(way)
    const onWaiting = (tries) => { if (tries === 3) stop.abort() }
    await assert.rejects(deliver('/p', message, { fetch, pause, onWaiting, signal: stop.signal }), GaveUp)
  })
}

test('a refused message is not sent again', async () => {
  const { fetch, seen } = server(reply(401, { message: 'Logga in' }))
  await assert.rejects(deliver('/p', message, { fetch, pause }), (error) => error instanceof Refused && error.status === 401 && error.message === 'Logga in')
  assert.equal(seen.length, 1)
})

test('waits no longer than somebody wants', async () => {
  const stop = new AbortController()
  const { fetch } = server((path, { signal }) => new Promise((_, fail) => signal.addEventListener('abort', () => fail(new Error('aborted')))))
  const waiting = deliver('/p', message, { fetch, pause, signal: stop.signal })
  stop.abort()
  await assert.rejects(waiting, GaveUp)
})

test('nonces are long and differ', () => {
  const nonces = new Set(Array.from({ length: 1000 }, () => newNonce()))
  assert.equal(nonces.size, 1000)
  for (const nonce of nonces) assert.match(nonce, /^[0-9a-f]{32}$/)
})
