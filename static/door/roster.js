// The guest list on the phone: sealed records, and in clear only where each lies and whether its person has come.

import { canSeal, fromCode, open } from './seal.js'
import { MemoryShelf } from './shelf.js'

export class Roster {
  #shelf
  #meta = null // {edition, epoch, version, at, size}
  #own = new Map() // whom this phone has let in, by index: {index, at, door, told}

  constructor(shelf) { this.#shelf = shelf }

  async load() {
    this.#meta = await this.#shelf.get('state', 'roster') ?? null
    for (const one of await this.#shelf.all('inside')) this.#own.set(one.index, one)
  }

  /** Says whether there is a list that can judge without the server. */
  ready(edition) { return canSeal() && this.#meta?.edition === edition }

  /** When the list was last the server's, in milliseconds since 1970. */
  get at() { return this.#meta?.at ?? 0 }

  /** What the phone has, as the server wants to hear it; "" asks for everything. */
  since(edition) { return this.#meta?.edition === edition ? `${this.#meta.epoch}.${this.#meta.version}` : '' }

  /** Takes a list or what has changed in it. asked: when it was asked for, in milliseconds since 1970. */
  async apply(edition, answer, asked) {
    const full = answer.full || this.#meta?.edition !== edition
    const drawers = await this.#sorted(answer, full)
    const meta = { edition, epoch: answer.epoch, version: answer.version, at: asked }
    const settled = this.#settled(answer, asked)
    const otherDay = Boolean(this.#meta) && this.#meta.edition !== edition
    const steps = [...(full ? [{ store: 'roster' }] : []), ...(otherDay ? [{ store: 'inside' }] : []), ...[...drawers].map(([key, value]) => ({ store: 'roster', key, value })),
      ...settled.map((key) => ({ store: 'inside', key })), { store: 'state', key: 'roster', value: meta }]
    try {
      await this.#shelf.write(steps)
    } catch (error) {
      if (error.name !== 'QuotaExceededError') throw error
      await this.#aside(steps, full)
    }
    this.#meta = meta
    if (otherDay) this.#own.clear()
    for (const index of settled) this.#own.delete(index)
  }

  /** Puts records into their drawers: into empty ones, or into what lies there. */
  async #sorted({ records = [], removed = [] }, full) {
    const drawers = new Map()
    const drawer = async (index) => {
      const key = drawerOf(index)
      if (!drawers.has(key)) drawers.set(key, full ? {} : { ...await this.#shelf.get('roster', key) })
      return drawers.get(key)
    }
    for (const record of records) (await drawer(record.k))[record.k] = record
    for (const index of removed) delete (await drawer(index))[index]
    return drawers
  }

  /**
   * Once the server knows of an arrival here, its list is the truth about it: somebody may have undone it elsewhere. Only
   * a list that was asked for after the server had stored the scan can know.
   */
  #settled({ records = [] }, asked) {
    return records.filter(({ k }) => this.#own.get(k)?.told < asked).map(({ k }) => k)
  }

  /** The phone is full: the list lives in this page, and what the phone has kept of it is given up for the queue. */
  async #aside(steps, full) {
    const memory = new MemoryShelf()
    if (!full) {
      for (const key of drawerKeys) {
        const value = await this.#shelf.get('roster', key)
        if (value) await memory.write([{ store: 'roster', key, value }])
      }
    }
    await memory.write(steps)
    await this.#shelf.write([{ store: 'roster' }, { store: 'state', key: 'roster' }]).catch(() => {})
    this.#shelf = memory
  }

  /** What a ticket's code opens: {index, person, inside}; person is null when the code is not on the list. */
  async find(code, edition) {
    const { index, key } = await fromCode(code, edition)
    const record = (await this.#shelf.get('roster', drawerOf(index)))?.[index]
    return { index, inside: this.inside(record, index), person: record ? await open(record.d, key) : null }
  }

  /** Whether the person of an index has come, for whoever knows the index without the code. */
  async came(index) { return this.inside((await this.#shelf.get('roster', drawerOf(index)))?.[index], index) }

  /** When and where somebody came in: as the server says, or as this phone has seen. null for nobody. */
  inside(record, index) {
    const own = this.#own.get(index)
    if (own) return { at: own.at, door: own.door }
    return record?.in ? { at: Date.parse(record.in), door: record.door ?? '' } : null
  }

  /** Notes that this phone has let somebody in. told: since when the server knows, in milliseconds since 1970. */
  async letIn(index, { at, door, told = Infinity }) { await this.#note(index, { index, at, door, told }) }

  /** Notes that the server has stored an arrival. */
  async told(index, when) {
    const own = this.#own.get(index)
    if (own) await this.#note(index, { ...own, told: when })
  }

  /** Takes an arrival back. */
  async letOut(index) { await this.#note(index, undefined) }

  async #note(index, value) {
    if (value) this.#own.set(index, value)
    else this.#own.delete(index)
    await this.#shelf.write([{ store: 'inside', key: index, value }]).catch(() => {}) // full: this page knows it
  }

  /** Forgets everybody. */
  async wipe() {
    this.#meta = null
    this.#own.clear()
    await this.#shelf.write([{ store: 'roster' }, { store: 'inside' }, { store: 'state', key: 'roster' }])
  }
}

const drawerOf = (index) => index.slice(0, 2)
const drawerKeys = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
