import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { GaveUp } from './deliver.js'
import { Doorman } from './doorman.js'
import { Names } from './names.js'
import { Queue } from './queue.js'
import { Roster } from './roster.js'
import { MemoryShelf } from './shelf.js'
import { Station } from './station.js'

const file = JSON.parse(readFileSync(new URL('../../models/door/testdata/roster.json', import.meta.url)))
const edition = file.edition_id
const vector = (status) => file.vectors.find(({ record }) => record.s === status)
const confirmed = vector('confirmed'), waitlisted = vector('waitlisted'), revoked = file.vectors.find(({ record }) => record.rev)
const unknown = 'ZZZZZZZZZZZZZZZZZZZZZZZZZZ'

/** A phone at a door with the list of the vectors on it. fetch answers for the server. */
async function phone({ up = true, fetch, session = null, roster: filled = true } = {}) {
  const shelf = new MemoryShelf(), roster = new Roster(shelf), queue = new Queue(shelf), names = new Names(shelf, { session: undefined })
  const station = new Station(shelf)
  const now = new Date()
  await station.heard({ edition: 'day', edition_id: edition, role: 'steward', device: session ? { id: 'd', session } : null, now: now.toISOString(),
    hours: { opens_at: new Date(now - 3600e3).toISOString(), closes_at: new Date(+now + 3600e3).toISOString() } })
  if (filled) await roster.apply(edition, { epoch: 'e', version: 1, full: true, records: file.vectors.map(({ k, d }) => ({ k, d })) }, 1)
  const link = { up, lost() { this.up = false }, found() {} }
  const seen = []
  const net = { pause: async () => {}, fetch: async (path, options) => { seen.push({ path, ...JSON.parse(options.body) }); return fetch(path, seen.at(-1)) } }
  const doorman = new Doorman({ roster, names, queue, station, link, say: ({ reason }) => reason, net })
  return { doorman, queue, roster, station, link, seen }
}

const answers = (more) => async (path, { nonce }) => ({ status: 200, ok: true, json: async () => ({ status: 'ok', reason: '', nonce, ...more }) })
const silence = async () => { throw new TypeError('no network') }

test('with contact the server judges', async () => {
  const { doorman, queue, seen } = await phone({ fetch: answers({ status: 'error', reason: 'canceled' }) })
  const { answer, local } = await doorman.present({ code: confirmed.code })
  assert.deepEqual([answer.reason, local, queue.waiting, seen.length], ['canceled', false, 0, 1])
})

test('without contact the phone judges, and puts what happened into the queue', async () => {
  const { doorman, queue, seen } = await phone({ up: false, fetch: silence })
  const { answer, local } = await doorman.present({ code: confirmed.scanned }, { door: 'Dörr 2' })
  assert.deepEqual([answer.status, answer.reason, local, seen.length], ['ok', '', true, 0])
  assert.equal(answer.attendee.name, confirmed.record.n)
  assert.deepEqual(answer.attendee.places.map((place) => place.room), confirmed.record.p.map((place) => place.r))
  const [scan] = queue.batch('day')
  assert.deepEqual([scan.let_in, scan.nonce, scan.door], [true, answer.nonce, 'Dörr 2'])
})

test('a server that does not answer is not waited for, and the same nonce is queued', async () => {
  const { doorman, queue, link, seen } = await phone({ fetch: silence })
  const { answer, local } = await doorman.present({ code: confirmed.code })
  assert.deepEqual([answer.status, local, link.up], ['ok', true, false])
  assert.equal(queue.batch('day')[0].nonce, seen[0].nonce)
})

test('the same code twice without contact is already in', async () => {
  const { doorman, queue } = await phone({ up: false, fetch: silence })
  await doorman.present({ code: confirmed.code }, { door: 'Dörr 2' })
  const { answer } = await doorman.present({ code: confirmed.code }, { door: 'Dörr 2' })
  assert.deepEqual([answer.reason, answer.earlier.door], ['already_redeemed', 'Dörr 2'])
  assert.deepEqual(queue.batch('day').map((scan) => scan.let_in), [true, false])
})

test('whom the server let in is already in when contact is lost', async () => {
  const { doorman, link } = await phone({ fetch: answers() })
  await doorman.present({ code: confirmed.code })
  link.up = false
  assert.equal((await doorman.present({ code: confirmed.code })).answer.reason, 'already_redeemed')
})

for (const [what, code, reason] of [
  ['a ticket on the waitlist', waitlisted?.code, 'waitlisted'],
  ['a seat that was passed on', revoked?.code, 'revoked'],
  ['an unknown code', unknown, 'invalid'],
  ["another system's code", 'https://example.com/menu', 'invalid'],
]) {
  test(`without contact ${what} is refused, and one tap lets in anyway under the same nonce`, async () => {
    const { doorman, queue } = await phone({ up: false, fetch: silence })
    const { answer, scan } = await doorman.present({ code })
    assert.deepEqual([answer.status, answer.reason, queue.batch('day')[0].let_in], ['error', reason, false])
    if (reason === 'revoked') assert.equal(answer.attendee, null)
    await doorman.letInAnyway(scan)
    assert.deepEqual(queue.batch('day').map((one) => [one.nonce, one.let_in]), [[answer.nonce, true]])
  })
}

test('a reference code cannot be checked without contact', async () => {
  const { doorman, queue } = await phone({ up: false, fetch: silence })
  assert.equal((await doorman.present({ reference: 'ACD34F' })).answer.reason, 'unverified')
  assert.equal(queue.batch('day')[0].reference, 'ACD34F')
})

test('without a list the server is asked until it answers or somebody gives up', async () => {
  const stop = new AbortController()
  const { doorman, queue } = await phone({ up: false, fetch: silence, roster: false })
  const waiting = doorman.present({ code: confirmed.code }, { signal: stop.signal, onWaiting: (tries) => { if (tries === 3) stop.abort() } })
  await assert.rejects(waiting, GaveUp)
  assert.equal(queue.waiting, 0)
})

test('an admission that has not been sent is undone on its way', async () => {
  const { doorman, queue } = await phone({ up: false, fetch: silence })
  const { scan } = await doorman.present({ code: confirmed.code })
  assert.equal(await doorman.undo(scan), null)
  assert.deepEqual(queue.batch('day').map((one) => [one.let_in, typeof one.annulled_at]), [[true, 'string']])
  assert.equal((await doorman.present({ code: confirmed.code })).answer.status, 'ok')
})

test('an admission that the server knows is undone there, and later when it does not answer', async () => {
  const { doorman, queue, link, seen } = await phone({ fetch: answers() })
  const { scan } = await doorman.present({ code: confirmed.code })
  assert.equal((await doorman.undo(scan)).status, 'ok')
  assert.equal(seen.at(-1).path, '/api/v1/door/annul')
  link.up = false
  await doorman.undo(scan)
  assert.deepEqual(queue.batch('day').map((one) => [one.nonce, typeof one.annulled_at, one.code]), [[scan.nonce, 'string', confirmed.code]])
})

test('a room knows its own people, and where the others belong', async () => {
  const [place] = confirmed.record.p
  const here = await phone({ up: false, fetch: silence, session: { id: place.session, slot: place.slot } })
  await here.roster.letIn(confirmed.k, { at: 1, door: '' }) // in the house
  assert.equal((await here.doorman.present({ code: confirmed.code })).answer.status, 'ok')
  assert.equal((await here.doorman.present({ code: confirmed.code })).answer.reason, 'already_redeemed')
  assert.equal(here.queue.batch('day')[0].session, place.session)
  const next = await phone({ up: false, fetch: silence, session: { id: 'another', slot: place.slot } })
  assert.equal((await next.doorman.present({ code: confirmed.code })).answer.reason, 'wrong_session')
})

test('the door has its hours by the corrected clock', async () => {
  const { doorman, station } = await phone({ up: false, fetch: silence })
  const server = Date.now() + 10 * 3600e3 // this phone's clock is ten hours slow
  await station.heard({ edition: 'day', edition_id: edition, now: new Date(server).toISOString(),
    hours: { opens_at: new Date(server - 7200e3).toISOString(), closes_at: new Date(server - 3600e3).toISOString() } })
  assert.equal((await doorman.present({ code: confirmed.code })).answer.reason, 'too_late')
})
