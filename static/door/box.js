// Codes that wait to be sent are kept in a box that only the server opens: a code is the key to its person's record in
// the roster, and a phone may be lost with a full queue. The server's side is models/door/box.go; the two are kept equal
// by models/door/testdata/box.json.

import { canSeal, fromBase64, toBase64 } from './seal.js'

const info = new TextEncoder().encode('samling door box v1'), curve = { name: 'ECDH', namedCurve: 'P-256' }

/** A scan without what was presented, which lies in its sealed member; key is the box's, in base64, or "". */
export async function conceal({ code, reference, registration_id, ...scan }, key) {
  const content = { code, reference, registration_id }
  if (!key || !canSeal() || scan.sealed) return { ...content, ...scan }
  return { ...scan, sealed: await put(JSON.stringify(content), fromBase64(key)) }
}

async function put(text, key) {
  const [theirs, ours] = await Promise.all([crypto.subtle.importKey('raw', key, curve, false, []), crypto.subtle.generateKey(curve, false, ['deriveBits'])])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', ours.publicKey))
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256)
  const secret = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const aes = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: point, info }, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aes, new TextEncoder().encode(text)))
  return toBase64(new Uint8Array([...point, ...iv, ...sealed]))
}
