// The help desk's list of names for when the network is gone. It is sealed under a key of the day that the server gives
// to a desk and to nobody else; the key is kept in this tab only and goes when the day does.

import { ask } from './api.js'
import { canSeal, open, rawKey } from './seal.js'

const place = 'samling-dorr-nyckel' // in sessionStorage
const most = 20, shortest = 2

export class Names {
  #shelf
  #session
  #ask
  #people = []
  #have = '' // id of the key, and version of the list
  #key = null // {id, key, until}

  constructor(shelf, { session = globalThis.sessionStorage, ask: how = ask } = {}) {
    this.#shelf = shelf
    this.#session = session
    this.#ask = how
  }

  /** Opens what an earlier page in this tab has left. */
  async load(now = Date.now()) {
    try { this.#key = JSON.parse(this.#session?.getItem(place) ?? 'null') } catch { this.#key = null }
    const sealed = await this.#shelf.get('state', 'names')
    if (this.#outdated(now) || !sealed || sealed.id !== this.#key?.id) return
    await this.#open(sealed).catch(() => {})
  }

  get ready() { return this.#people.length > 0 }

  /** Takes the key that a status answer brought, and the list when it has changed. Errors: Unreachable, Refused. */
  async heard({ index, edition }) {
    if (!index || !canSeal()) return this.#key ? this.wipe() : undefined
    this.#key = index
    try { this.#session?.setItem(place, JSON.stringify(index)) } catch { /* not allowed to remember: this page knows it */ }
    if (this.#have === index.id + index.version) return
    const answer = await this.#ask(`/api/v1/door/index?edition=${encodeURIComponent(edition)}`)
    if (answer.id !== index.id) return // the day has just changed: the next status brings the new key
    const sealed = { id: answer.id, version: answer.roster, d: answer.d }
    await this.#open(sealed)
    await this.#shelf.write([{ store: 'state', key: 'names', value: sealed }]).catch(() => {})
  }

  async #open(sealed) {
    const { people } = await open(sealed.d, await rawKey(this.#key.key))
    this.#people = people.map((one) => ({ ...one, folded: fold(`${one.n} ${one.o}`) }))
    this.#have = sealed.id + sealed.version
  }

  #outdated(now) { return !this.#key || !(now < Date.parse(this.#key.until)) }

  /** Who has a reference code, or undefined. */
  byReference(reference, now = Date.now()) {
    return this.#outdated(now) ? undefined : this.#people.find((one) => one.ref === reference)
  }

  /** The people whose name or organisation has all words of a text in it; who can come in stands first. */
  search(text, now = Date.now()) {
    const words = fold(text).split(' ').filter(Boolean)
    if (this.#outdated(now) || words.join('').length < shortest) return []
    const found = this.#people.filter((one) => words.every((word) => one.folded.includes(word)))
    const collator = new Intl.Collator('sv')
    return found.sort((a, b) => (a.s !== 'confirmed') - (b.s !== 'confirmed') || collator.compare(a.n, b.n)).slice(0, most)
  }

  async wipe() {
    this.#people = []
    this.#key = null
    this.#have = ''
    try { this.#session?.removeItem(place) } catch { /* nothing was kept */ }
    await this.#shelf.write([{ store: 'state', key: 'names' }]).catch(() => {})
  }
}

/** A text as it is compared: without capitals and without the marks of å ä ö é. */
export function fold(text) { return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[-–,.]+/g, ' ').trim() }
