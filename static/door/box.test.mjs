import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { conceal } from './box.js'
import { fromBase64 } from './seal.js'

const file = JSON.parse(readFileSync(new URL('../../models/door/testdata/box.json', import.meta.url)))
const curve = { name: 'ECDH', namedCurve: 'P-256' }

/** What the server does. */
async function open(sealed) {
  const raw = fromBase64(sealed), point = raw.subarray(0, 65)
  const [x, y] = [1, 33].map((from) => Buffer.from(fromBase64(file.public).subarray(from, from + 32)).toString('base64url'))
  const ours = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', d: file.private, x, y }, curve, false, ['deriveBits'])
  const theirs = await crypto.subtle.importKey('raw', point, curve, false, [])
  const shared = await crypto.subtle.importKey('raw', await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, ours, 256), 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode('samling door box v1')
  const key = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: point, info }, shared, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
  const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: raw.subarray(65, 77) }, key, raw.subarray(77))
  return JSON.parse(new TextDecoder().decode(clear))
}

test('what is put in is what the server takes out', async () => {
  for (const { inside, sealed } of file.vectors) {
    assert.deepEqual(await open(sealed), inside)
    const scan = await conceal({ nonce: 'n', let_in: true, ...inside }, file.public)
    assert.deepEqual(Object.keys(scan), ['nonce', 'let_in', 'sealed'])
    assert.deepEqual(await open(scan.sealed), inside)
  }
})

test('the same code never looks the same', async () => {
  const [one, other] = await Promise.all([1, 2].map(() => conceal({ code: 'X' }, file.public)))
  assert.notEqual(one.sealed, other.sealed)
})

test('without a key the code is sent as it is, and a sealed one is sealed once', async () => {
  assert.equal((await conceal({ code: 'X' }, '')).code, 'X')
  const once = await conceal({ code: 'X' }, file.public)
  assert.equal((await conceal(once, file.public)).sealed, once.sealed)
})
