import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { Refused, Unreachable } from './api.js'
import { Names } from './names.js'
import { Queue } from './queue.js'
import { Roster } from './roster.js'
import { MemoryShelf } from './shelf.js'
import { Station } from './station.js'
import { Sync } from './sync.js'

const file = JSON.parse(readFileSync(new URL('../../models/door/testdata/roster.json', import.meta.url)))

/** A server of a day: it stores each nonce once. ways answers in its place, by path. */
class Server {
  stored = new Map()
  asked = []
  ways = {}
  device = { id: 'd1', name: 'Dörr 2', role: 'steward' }

  ask = async (path, { body } = {}) => {
    const name = path.split('?')[0].split('/').pop()
    this.asked.push({ name, path, body })
    const way = this.ways[name]?.(body)
    if (way instanceof Error) throw way
    return way ?? this[name](body)
  }

  status() {
    return { status: 'ok', edition: 'day', edition_id: file.edition_id, role: 'steward', device: this.device, roster: 'e.1',
      now: new Date().toISOString(), counter: { in: 1, expected: 2 } }
  }

  roster() { return { status: 'ok', epoch: 'e', version: 1, full: true, records: file.vectors.map(({ k, d }) => ({ k, d })), removed: [] } }

  scans({ scans }) {
    for (const scan of scans) this.stored.set(scan.nonce, scan)
    return { status: 'ok', scans: scans.map(({ nonce }) => ({ nonce, status: 'ok', reason: '', stored: true })) }
  }

  count(name) { return this.asked.filter((one) => one.name === name).length }
}

async function phone(server = new Server(), shelf = new MemoryShelf()) {
  const parts = { station: new Station(shelf), roster: new Roster(shelf), queue: new Queue(shelf), names: new Names(shelf, { session: undefined, ask: server.ask }) }
  for (const name of ['station', 'roster', 'queue']) await parts[name].load()
  const states = []
  const sync = new Sync({ ...parts, tell: () => ({ app: 'v1' }), ask: server.ask, online: true, on: { state: (state) => states.push(state) } })
  return { ...parts, sync, server, shelf, states }
}

const scan = (nonce, more = {}) => ({ nonce, code: 'X', edition: 'day', occurred_at: '2027-03-04T07:42:00Z', let_in: true, device: 'd1', turn: 3, mark: 'k', ...more })

test('a round tells, sends, and fetches the list once', async () => {
  const { sync, queue, roster, server } = await phone()
  await queue.add(scan('a'))
  await sync.round()
  await sync.round()
  assert.deepEqual([sync.state, queue.waiting, roster.since(file.edition_id)], ['up', 0, 'e.1'])
  assert.deepEqual(server.asked.map((one) => one.name), ['status', 'scans', 'roster', 'status'])
  assert.deepEqual([server.asked[0].body.waiting, server.asked[3].body.waiting], [1, 0])
  const { mark, turn, edition, device, ...wire } = scan('a', { seq: 1 })
  assert.deepEqual(server.stored.get('a'), wire, 'the phone keeps its own notes to itself')
})

test('everything arrives exactly once while the network comes and goes', async () => {
  const { sync, queue, server } = await phone()
  for (let n = 0; n < 450; n++) await queue.add(scan('n' + n))
  let turn = 0
  server.ways.scans = (body) => {
    turn++
    if (turn % 3 === 1) return new Unreachable('not sent')
    if (turn % 3 === 2) { server.scans(body); return new Unreachable('the answer is lost') }
  }
  for (let n = 0; n < 20 && queue.waiting; n++) await sync.round()
  assert.deepEqual([queue.waiting, server.stored.size], [0, 450])
})

test('what the server has not stored stays', async () => {
  const { sync, queue, server } = await phone()
  for (const nonce of ['a', 'b']) await queue.add(scan(nonce))
  let first = true
  server.ways.scans = ({ scans }) => first && !(first = false) ? { scans: [{ nonce: scans[1].nonce, stored: true }] } : undefined
  await sync.round()
  assert.equal(queue.waiting, 0)
  assert.deepEqual(server.asked.filter((one) => one.name === 'scans').map((one) => one.body.scans.map((s) => s.nonce)), [['a', 'b'], ['a']])
})

test('an answer that stores nothing is no reason to send for ever', async () => {
  const { sync, queue, server } = await phone()
  await queue.add(scan('a'))
  server.ways.scans = () => ({ status: 'ok', scans: [] })
  await sync.round()
  assert.deepEqual([server.count('scans'), queue.waiting, sync.state], [1, 1, 'down'])
})

test('one scan that the server will not take does not hold up the others', async () => {
  const { sync, queue, server } = await phone()
  for (let n = 0; n < 9; n++) await queue.add(scan('n' + n))
  server.ways.scans = ({ scans }) => scans.some((one) => one.nonce === 'n4') ? new Refused(422) : undefined
  await sync.round()
  assert.deepEqual([queue.waiting, server.stored.size], [1, 8])
})

test('a device that was shut out forgets the list, and keeps what waits', async () => {
  const { sync, queue, roster, station, server, shelf } = await phone()
  await sync.round()
  await queue.add(scan('a'))
  server.ways.status = () => new Refused(401, { reason: 'device_revoked' })
  await sync.round()
  assert.deepEqual([sync.state, station.known, roster.ready(file.edition_id)], ['gone', false, false])
  const paired = await phone(new Server(), shelf) // the phone is paired anew, as another device
  paired.server.device = { id: 'd2', role: 'steward' }
  await paired.sync.round()
  assert.deepEqual([...paired.server.stored.values()].map((one) => [one.nonce, one.device]), [['a', 'd1']])
  assert.equal(queue.waiting, 1)
})

test('logged out in the middle: the list and what waits are kept, and sent after the next log-in', async () => {
  const { sync, queue, roster, server } = await phone()
  await sync.round()
  await queue.add(scan('a'))
  server.ways.status = () => new Refused(401, { reason: 'unauthorized' })
  await sync.round()
  assert.deepEqual([sync.state, queue.waiting, roster.ready(file.edition_id)], ['out', 1, true])
  delete server.ways.status
  await sync.round()
  assert.deepEqual([sync.state, queue.waiting], ['up', 0])
})

test("somebody who is logged in sends every day's scans; a device only its own day's", async () => {
  const account = await phone()
  account.server.device = null
  account.server.ways.scans = ({ edition }) => edition === 'archived' ? new Refused(409) : undefined
  for (const [nonce, edition] of [['a', 'archived'], ['b', 'other'], ['c', 'day']]) await account.queue.add(scan(nonce, { edition }))
  await account.sync.round()
  assert.deepEqual([[...account.server.stored.keys()], account.queue.waiting, account.sync.state], [['b', 'c'], 1, 'up'])
  const device = await phone()
  for (const [nonce, edition] of [['a', 'other'], ['b', 'day']]) await device.queue.add(scan(nonce, { edition }))
  await device.sync.round()
  assert.deepEqual([...device.server.stored.keys()], ['b'])
})

test('a long list comes in parts, and is taken whole or not at all', async () => {
  const { sync, roster, server } = await phone()
  const [one, two, three] = file.vectors, record = ({ k, d }) => ({ k, d })
  const parts = { '': { full: true, version: 1, more: true, records: [one, two].map(record) }, 'e.1': { version: 2, more: true, records: [record(three)], removed: [two.k] } }
  server.ways.status = () => ({ ...server.status(), roster: 'e.3' })
  server.roster = () => {
    const since = new URLSearchParams(server.asked.at(-1).path.split('?')[1]).get('since')
    return parts[since] ? { epoch: 'e', removed: [], ...parts[since] } : new Unreachable('gone')
  }
  server.ways.roster = () => server.roster()
  await sync.round()
  assert.deepEqual([sync.state, roster.ready(file.edition_id)], ['down', false])
  parts['e.2'] = { version: 3, more: false, records: [record(two)] }
  await sync.round()
  assert.deepEqual([sync.state, roster.since(file.edition_id)], ['up', 'e.3'])
  for (const { code, record } of [one, two, three]) assert.deepEqual((await roster.find(code, file.edition_id)).person, record)
})

test("a wifi's login page is no contact", async () => {
  const { sync, server } = await phone()
  server.ways.status = () => ({ hello: 'log in here' })
  await sync.round()
  assert.equal(sync.state, 'down')
})
