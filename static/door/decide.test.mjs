import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { decide, seatOf } from './decide.js'

const { vectors } = JSON.parse(readFileSync(new URL('../../models/door/testdata/decide.json', import.meta.url)))

test('judges as the server does', () => {
  assert.ok(vectors.length > 20)
  for (const { name, status, reason, ...facts } of vectors) assert.deepEqual(decide(facts), { status, reason }, name)
})

test('knows which room somebody belongs in', () => {
  const session = { id: 's1', slot: 1 }, place = (session, slot) => ({ session, slot })
  assert.equal(seatOf([place('s1', 1), place('s9', 2)], session), 'here')
  assert.equal(seatOf([place('s2', 1)], session), 'elsewhere')
  assert.equal(seatOf([place('s2', 2)], session), 'none')
  assert.equal(seatOf(undefined, session), 'none')
  assert.equal(seatOf([place('s1', 1)], null), '')
})
