// A record of the roster opens only with the code on the ticket: the code gives both where the record lies and the key
// to it, so a phone that is lost in the queue holds no name that anybody can read. The server's side is models/door; the
// two are kept equal by models/door/testdata/roster.json.

const indexInfo = 'samling door index v1', recordInfo = 'samling door record v1'
const nonceLength = 12

const utf8 = new TextEncoder(), text = new TextDecoder()

/** Says whether this page may encrypt at all: browsers let only pages over https (or on this machine) do it. */
export const canSeal = (crypto = globalThis.crypto) => Boolean(crypto?.subtle)

/** What a ticket's code opens in an edition: the record's index in hexadecimal, and the key to it. */
export async function fromCode(code, edition) {
  const secret = await crypto.subtle.importKey('raw', utf8.encode(code.toUpperCase()), 'HKDF', false, ['deriveBits', 'deriveKey'])
  const derive = (info) => ({ name: 'HKDF', hash: 'SHA-256', salt: utf8.encode(edition), info: utf8.encode(info) })
  const [index, key] = await Promise.all([
    crypto.subtle.deriveBits(derive(indexInfo), secret, 128),
    crypto.subtle.deriveKey(derive(recordInfo), secret, { name: 'AES-GCM', length: 256 }, false, ['decrypt']),
  ])
  return { index: hex(new Uint8Array(index)), key }
}

/** A key of 32 bytes that the server gave as base64. */
export const rawKey = (base64) => crypto.subtle.importKey('raw', fromBase64(base64), 'AES-GCM', false, ['decrypt'])

/** Opens nonce and ciphertext in base64 and gives the JSON in it. Errors: the browser's, when the key is another. */
export async function open(sealed, key) {
  const all = fromBase64(sealed)
  const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: all.subarray(0, nonceLength) }, key, all.subarray(nonceLength))
  return JSON.parse(text.decode(clear))
}

function hex(bytes) { return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('') }

export function fromBase64(base64) { return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)) }

export function toBase64(bytes) { return btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')) }
