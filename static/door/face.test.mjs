import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { faceOf } from './face.js'

const { vectors, faces } = JSON.parse(readFileSync(new URL('../../models/door/testdata/decide.json', import.meta.url)))

test('shows each answer as the server would', () => {
  assert.ok(vectors.length > 0)
  for (const v of [...vectors, ...faces]) assert.equal(faceOf(v), v.face, v.name)
})

test('never welcomes on a scan that has been undone', () => {
  assert.equal(faceOf({ status: 'ok', reason: '', annulled: true }), 'check')
})

test('never welcomes on an answer that lacks something', () => {
  for (const odd of [{}, { status: 'ok' }, { status: 'OK', reason: '' }, { reason: '' }]) assert.equal(faceOf(odd), 'check')
})
