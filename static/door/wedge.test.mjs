import assert from 'node:assert/strict'
import test from 'node:test'
import { Wedge } from './wedge.js'

function type(wedge, keys, pause, start = 0) {
  let now = start, out = ''
  for (const key of keys) { out = wedge.key(key, now); now += pause }
  return out
}

test('a burst that ends with Enter is a scan', () => {
  assert.equal(type(new Wedge(), [...'HTTPS://X/T/AB', 'Enter'], 8), 'HTTPS://X/T/AB')
})

test('Shift within a burst is no character', () => {
  assert.equal(type(new Wedge(), ['Shift', 'A', 'B', 'Shift', 'C', 'D', 'E', 'F', 'Enter'], 8), 'ABCDEF')
})

test('fingers are too slow', () => {
  assert.equal(type(new Wedge(), [...'ACD34F', 'Enter'], 120), '')
})

test('what was typed slowly before a scan is no part of it', () => {
  const wedge = new Wedge()
  type(wedge, [...'hej'], 200)
  assert.equal(type(wedge, [...'ACD34F', 'Enter'], 8, 10_000), 'ACD34F')
})

test('Enter alone, and a burst too short for a code, are no scans', () => {
  assert.equal(type(new Wedge(), ['Enter'], 8), '')
  assert.equal(type(new Wedge(), [...'AB', 'Enter'], 8), '')
})
