import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { presented, reference, ticketCode } from './code.js'

const file = JSON.parse(readFileSync(new URL('../../models/door/testdata/codes.json', import.meta.url)))

test('reads the same codes as the server', () => {
  assert.ok(file.codes.length > 0)
  for (const { scanned, code } of file.codes) assert.equal(ticketCode(scanned), code, JSON.stringify(scanned))
})

test('reads the same reference codes as the server', () => {
  assert.ok(file.references.length > 0)
  for (const { typed, reference: want } of file.references) assert.equal(reference(typed), want, JSON.stringify(typed))
})

test('sends nothing of what another system wrote', () => {
  assert.deepEqual(presented('BEGIN:VCARD\nN:Öberg;Åsa'), { code: 'another-code' })
  assert.deepEqual(presented('x'.repeat(10_000)), { code: 'another-code' })
  assert.deepEqual(presented('acd 34f'), { reference: 'ACD34F' })
  assert.deepEqual(presented('HTTPS://X/T/0123456789ABCDEFGHJKMNPQRS'), { code: '0123456789ABCDEFGHJKMNPQRS' })
})
