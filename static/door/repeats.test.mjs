import assert from 'node:assert/strict'
import test from 'node:test'
import { Repeats } from './repeats.js'

test('a code that is held up counts once', () => {
  const repeats = new Repeats(3000)
  assert.equal(repeats.isNew('a', 0), true)
  for (let now = 120; now < 20_000; now += 120) assert.equal(repeats.isNew('a', now), false)
})

test('a code that was away counts again', () => {
  const repeats = new Repeats(3000)
  repeats.isNew('a', 0)
  assert.equal(repeats.isNew('a', 2999), false)
  assert.equal(repeats.isNew('a', 5998), false)
  assert.equal(repeats.isNew('a', 8998), true)
})

test('the next code counts at once, and two in one picture do not take turns', () => {
  const repeats = new Repeats(3000)
  assert.equal(repeats.isNew('a', 0), true)
  assert.equal(repeats.isNew('b', 1), true)
  assert.equal(repeats.isNew('a', 120), false)
  assert.equal(repeats.isNew('b', 121), false)
})

test('after an undo the same code counts at once', () => {
  const repeats = new Repeats(3000)
  repeats.isNew('a', 0)
  repeats.forget()
  assert.equal(repeats.isNew('a', 1), true)
})
