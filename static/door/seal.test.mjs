import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { ticketCode } from './code.js'
import { fromCode, open, rawKey } from './seal.js'

const file = JSON.parse(readFileSync(new URL('../../models/door/testdata/roster.json', import.meta.url)))

test('opens the records that the server seals', async () => {
  assert.ok(file.vectors.length > 0)
  for (const { scanned, code, k, d, record } of file.vectors) {
    assert.equal(ticketCode(scanned), code)
    const { index, key } = await fromCode(code, file.edition_id)
    assert.equal(index, k)
    assert.deepEqual(await open(d, key), record)
  }
})

test('a code opens its own record only, and only in its own edition', async () => {
  const [one, other] = file.vectors
  const { key } = await fromCode(other.code, file.edition_id)
  await assert.rejects(open(one.d, key))
  const elsewhere = await fromCode(one.code, 'another-edition')
  assert.notEqual(elsewhere.index, one.k)
  await assert.rejects(open(one.d, elsewhere.key))
})

test("opens the help desk's names with the key of the day", async () => {
  assert.deepEqual((await open(file.index.d, await rawKey(file.index.key))).people, file.index.people)
})

test('a record that somebody has changed does not open', async () => {
  const { code, d } = file.vectors[0]
  const { key } = await fromCode(code, file.edition_id)
  const changed = d.slice(0, 40) + (d[40] === 'A' ? 'B' : 'A') + d.slice(41)
  await assert.rejects(open(changed, key))
})
