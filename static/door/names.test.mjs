import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { Names } from './names.js'
import { MemoryShelf } from './shelf.js'

const { index: sealed } = JSON.parse(readFileSync(new URL('../../models/door/testdata/roster.json', import.meta.url)))
const now = Date.parse('2027-03-04T08:00:00Z'), index = { id: 'today', key: sealed.key, until: '2027-03-04T20:00:00Z', version: 'e.1' }
const told = { index, edition: 'day' }

function tab() {
  const kept = new Map()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key), kept }
}

async function desk({ shelf = new MemoryShelf(), session = tab() } = {}) {
  let asked = 0
  const names = new Names(shelf, { session, ask: async () => { asked++; return { status: 'ok', id: 'today', roster: 'e.1', d: sealed.d } } })
  await names.load(now)
  return { names, shelf, session, asked: () => asked }
}

test('finds by any part of a name or organisation, with or without marks', async () => {
  const { names, asked } = await desk()
  await names.heard(told)
  await names.heard(told)
  assert.equal(asked(), 1)
  for (const text of ['oberg', 'Åsa', 'ÖB', 'ne nacka', 'åsa öberg-né']) assert.equal(names.search(text, now)[0]?.ref, 'ACD34F', text)
  assert.deepEqual(names.search('s', now), [])
  assert.deepEqual(names.search('nobody', now), [])
  assert.equal(names.byReference('ACD34F', now).n, 'Åsa Öberg-Né')
})

test('the next page of the tab has the list, another tab has not', async () => {
  const { names, shelf, session } = await desk()
  await names.heard(told)
  assert.equal((await desk({ shelf, session })).names.ready, true)
  assert.equal((await desk({ shelf })).names.ready, false)
})

test('the list dies with the day', async () => {
  const { names, shelf, session } = await desk()
  await names.heard(told)
  const evening = Date.parse(index.until)
  assert.deepEqual([names.search('oberg', evening), names.byReference('ACD34F', evening)], [[], undefined])
  const later = new Names(shelf, { session })
  await later.load(evening)
  assert.equal(later.ready, false)
})

test('a desk that is one no longer forgets the names', async () => {
  const { names, shelf, session } = await desk()
  await names.heard(told)
  await names.heard({ ...told, index: null })
  assert.deepEqual([names.ready, session.kept.size, await shelf.get('state', 'names')], [false, 0, undefined])
})
