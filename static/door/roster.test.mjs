import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { Roster } from './roster.js'
import { MemoryShelf } from './shelf.js'

const file = JSON.parse(readFileSync(new URL('../../models/door/testdata/roster.json', import.meta.url)))
const edition = file.edition_id
const [first, second] = file.vectors
const record = ({ k, d }, more) => ({ k, d, ...more })
const full = (records, version = 1) => ({ epoch: 'e', version, full: true, records, removed: [] })
const delta = (records, removed, version = 2) => ({ epoch: 'e', version, full: false, records, removed })

async function filled(shelf = new MemoryShelf()) {
  const roster = new Roster(shelf)
  await roster.load()
  await roster.apply(edition, full([record(first), record(second)]), 1000)
  return roster
}

test('finds whom a code belongs to, also after a restart', async () => {
  const shelf = new MemoryShelf()
  await filled(shelf)
  const roster = new Roster(shelf)
  await roster.load()
  assert.equal(roster.ready(edition), true)
  assert.equal(roster.since(edition), 'e.1')
  const found = await roster.find(first.code, edition)
  assert.deepEqual([found.index, found.person, found.inside], [first.k, first.record, null])
  assert.equal((await roster.find('ZZZZZZZZZZZZZZZZZZZZZZZZZZ', edition)).person, null)
})

test('knows nothing of another edition', async () => {
  const roster = await filled()
  assert.equal(roster.ready('another'), false)
  assert.equal(roster.since('another'), '')
})

test('takes what has changed, and leaves the rest', async () => {
  const roster = await filled()
  await roster.apply(edition, delta([record(first, { in: '2027-03-04T07:42:00Z' })], [second.k]), 2000)
  assert.equal(roster.since(edition), 'e.2')
  assert.deepEqual((await roster.find(first.code, edition)).inside, { at: Date.parse('2027-03-04T07:42:00Z'), door: '' })
  assert.equal((await roster.find(second.code, edition)).person, null)
})

test('a whole list replaces what was there', async () => {
  const roster = await filled()
  await roster.apply(edition, full([record(second)], 9), 2000)
  assert.equal((await roster.find(first.code, edition)).person, null)
  assert.deepEqual((await roster.find(second.code, edition)).person, second.record)
})

test('whom this phone has let in is in, whatever an older list says', async () => {
  const shelf = new MemoryShelf(), roster = await filled(shelf)
  await roster.letIn(first.k, { at: 1500, door: 'Dörr 2' })
  await roster.apply(edition, full([record(first)], 3), 2000)
  assert.deepEqual((await roster.find(first.code, edition)).inside, { at: 1500, door: 'Dörr 2' })
  const restarted = new Roster(shelf)
  await restarted.load()
  assert.deepEqual(await restarted.came(first.k), { at: 1500, door: 'Dörr 2' })
})

test('once the server knows of an arrival, only its word counts: it may have been undone elsewhere', async () => {
  const roster = await filled()
  await roster.letIn(first.k, { at: 1500, door: 'Dörr 2' })
  await roster.told(first.k, 3000)
  await roster.apply(edition, delta([record(first)], []), 2900) // asked for before the server had stored it
  assert.notEqual(await roster.came(first.k), null)
  await roster.apply(edition, delta([record(first)], [], 3), 3100)
  assert.equal(await roster.came(first.k), null)
})

test('an arrival that was taken back has not happened', async () => {
  const roster = await filled()
  await roster.letIn(first.k, { at: 1500, door: 'Dörr 2' })
  await roster.letOut(first.k)
  assert.equal(await roster.came(first.k), null)
})

test('a full phone keeps the list in the page', async () => {
  const shelf = new MemoryShelf(), roster = await filled(shelf), write = shelf.write.bind(shelf)
  shelf.write = async (steps) => {
    if (steps.some(({ store, value }) => store === 'roster' && value)) throw new DOMException('', 'QuotaExceededError')
    return write(steps)
  }
  await roster.apply(edition, delta([record(first, { in: '2027-03-04T07:42:00Z' })], []), 2000)
  assert.notEqual(await roster.came(first.k), null)
  assert.deepEqual((await roster.find(second.code, edition)).person, second.record)
  assert.equal(await shelf.get('state', 'roster'), undefined, 'the next start asks for the whole list')
})

test('forgets everybody', async () => {
  const shelf = new MemoryShelf(), roster = await filled(shelf)
  await roster.letIn(first.k, { at: 1, door: '' })
  await roster.wipe()
  assert.equal(roster.ready(edition), false)
  assert.deepEqual([await shelf.all('roster'), await shelf.all('inside')], [[], []])
})
