import assert from 'node:assert/strict'
import { mock, test } from 'node:test'

// What the script needs of a browser: a page with a stream, and streams that the test opens and breaks.
const streams = []
class Stream extends EventTarget {
  static CLOSED = 2
  readyState = 0
  constructor() { super(); streams.push(this) }
  close() { this.readyState = Stream.CLOSED }
  be(name, readyState) { this.readyState = readyState; this.dispatchEvent(new Event(name)) }
}
const state = { dataset: { saysOn: 'on', saysOff: 'off', saysPaused: 'paused' }, textContent: '' }
const parts = { '[data-stream]': { dataset: { stream: '/flode' } }, '[data-state]': state }
let status = 200, reloads = 0
Object.assign(globalThis, {
  document: { querySelector: (what) => parts[what] ?? null }, EventSource: Stream, window: { EventSource: Stream },
  location: { reload() { reloads++ } }, addEventListener() {},
  fetch: async () => { if (!status) throw new TypeError('no network'); return { status } },
})
mock.timers.enable({ apis: ['setTimeout'] })
await import('./live.js')

async function pass(ms) {
  mock.timers.tick(ms)
  for (let n = 0; n < 10; n++) await Promise.resolve()
}

test('a stream that ends and comes again at once is nobody\'s trouble', async () => {
  streams[0].be('open', 1)
  streams[0].be('error', 0)
  assert.equal(state.textContent, 'on')
  await pass(1000)
  streams[0].be('open', 1)
  await pass(10_000)
  assert.equal(state.textContent, 'on')
})

test('silence is told', async () => {
  streams[0].be('error', 0)
  await pass(5000)
  assert.equal(state.textContent, 'off')
  streams[0].be('open', 1)
  assert.equal(state.textContent, 'on')
})

test('a server that starts anew behind something that says 502 is waited for', async () => {
  status = 502
  streams[0].be('error', Stream.CLOSED)
  await pass(5000)
  assert.equal(state.textContent, 'off')
  status = 0
  await pass(5000)
  assert.deepEqual([streams.length, reloads], [1, 0])
  status = 200
  await pass(5000)
  assert.deepEqual([streams.length, reloads], [2, 0])
  streams[1].be('open', 1)
  assert.equal(state.textContent, 'on')
})

test('whoever is logged out gets the page that says so', async () => {
  status = 0
  globalThis.fetch = async () => ({ status: 0 }) // a redirect that is not followed
  streams[1].be('error', Stream.CLOSED)
  await pass(5000)
  assert.equal(reloads, 1)
})
