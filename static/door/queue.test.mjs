import assert from 'node:assert/strict'
import test from 'node:test'
import { Queue } from './queue.js'
import { MemoryShelf } from './shelf.js'

const scan = (nonce, more = {}) => ({ nonce, code: 'X', edition: 'day', let_in: true, ...more })

/** A phone whose storage is full as long as full is true. */
function crowded() {
  const shelf = new MemoryShelf(), write = shelf.write.bind(shelf)
  shelf.full = true
  shelf.write = async (steps) => {
    if (shelf.full && steps.some((step) => step.value !== undefined)) throw new DOMException('', 'QuotaExceededError')
    return write(steps)
  }
  return shelf
}

async function loaded(shelf) {
  const queue = new Queue(shelf)
  await queue.load()
  return queue
}

test('what waits is still there after the page was killed, in its order', async () => {
  const shelf = new MemoryShelf(), before = await loaded(shelf)
  for (const nonce of ['c', 'a', 'b']) await before.add(scan(nonce))
  const after = await loaded(shelf)
  assert.deepEqual(after.batch('day').map((one) => [one.nonce, one.seq]), [['c', 1], ['a', 2], ['b', 3]])
})

test('numbers go on where the last page ended, even when all has been sent', async () => {
  const shelf = new MemoryShelf(), before = await loaded(shelf)
  await before.add(scan('a'))
  await before.settle(before.batch('day'))
  assert.equal(before.waiting, 0)
  assert.equal((await (await loaded(shelf)).add(scan('b'))).seq, 2)
})

test('a scan leaves only when it has been stored', async () => {
  const queue = await loaded(new MemoryShelf())
  for (const nonce of ['a', 'b', 'c']) await queue.add(scan(nonce))
  await queue.settle(queue.batch('day').slice(0, 1))
  assert.deepEqual(queue.batch('day').map((one) => one.nonce), ['b', 'c'])
})

test('what was changed on its way is sent once more', async () => {
  const queue = await loaded(new MemoryShelf())
  await queue.add(scan('a', { let_in: false }))
  const sent = queue.batch('day')
  await queue.change(sent[0], { let_in: true })
  await queue.settle(sent)
  assert.deepEqual(queue.batch('day').map((one) => one.let_in), [true])
  const again = queue.batch('day')
  await queue.settle(again)
  assert.equal(queue.waiting, 0)
  await queue.change(again[0], { undo: true }) // after it has left
  assert.deepEqual(queue.batch('day').map((one) => [one.nonce, one.undo]), [['a', true]])
})

test('a full phone goes on scanning, and keeps what waits when there is room again', async () => {
  const shelf = crowded(), queue = await loaded(shelf)
  await queue.add(scan('a'))
  await queue.add(scan('b'))
  assert.equal(queue.crammed, true)
  assert.deepEqual(queue.batch('day').map((one) => [one.nonce, one.seq]), [['a', 1], ['b', 2]])
  shelf.full = false
  await queue.settle(queue.batch('day', 1))
  assert.equal(queue.crammed, false)
  assert.deepEqual((await loaded(shelf)).batch('day').map((one) => one.nonce), ['b'])
})

test('a message holds no more than the server takes', async () => {
  const queue = await loaded(new MemoryShelf())
  for (let n = 0; n < 450; n++) await queue.add(scan('n' + n))
  assert.equal(queue.batch('day').length, 200)
  const long = await loaded(new MemoryShelf())
  for (let n = 0; n < 200; n++) await long.add(scan('n' + n, { code: 'x'.repeat(2048) }))
  assert.ok(JSON.stringify(long.batch('day')).length < 256_000)
  const longest = await loaded(new MemoryShelf())
  await longest.add(scan('n', { code: 'x'.repeat(300_000) }))
  assert.equal(longest.batch('day').length, 1, 'one too long for a message is still tried, and not stuck for ever')
})

test("another day's scans wait for their own day", async () => {
  const queue = await loaded(new MemoryShelf())
  await queue.add(scan('a', { edition: 'last year' }))
  await queue.add(scan('b'))
  assert.deepEqual(queue.batch('day').map((one) => one.nonce), ['b'])
  assert.equal(queue.waiting, 2)
})
