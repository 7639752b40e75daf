// Keeping in step with the server: tell how this phone is, send what waits, fetch what has changed. One round after the
// other, for as long as the page lives.

import { ask, Refused, Unreachable } from './api.js'
import { canSeal } from './seal.js'

const again = 3000, seldom = 15_000 // milliseconds until the next try without contact, and when nobody is logged in
const slow = 60_000 // milliseconds that a part of a long list may take

/** What there is: contact, none, nobody logged in, or a device that may no longer take part. */
export const up = 'up', down = 'down', out = 'out', gone = 'gone'

export class Sync {
  #ask
  #station
  #roster
  #names
  #queue
  #tell
  #on
  #state
  #round = null
  #fetching = null
  #timer = 0
  #limit = 200
  edition = '' // of a page that is about one day, whatever day the phone was at before

  /**
   * tell() gives what the heartbeat says of this phone. on: {state, status, sent} are told what happens; all optional.
   * ask is given by tests.
   */
  constructor({ station, roster, names, queue, tell, on = {}, ask: how = ask, online = globalThis.navigator?.onLine ?? true }) {
    this.#station = station
    this.#roster = roster
    this.#names = names
    this.#queue = queue
    this.#tell = tell
    this.#on = on
    this.#ask = how
    this.#state = online ? up : down
  }

  get state() { return this.#state }

  get up() { return this.#state === up }

  /** Somebody else has found that there is no contact. */
  lost() { this.#be(down); this.#again(again) }

  /** Somebody else has had an answer. */
  found() { if (this.#state === down) this.nudge() }

  /** Starts over at once: something waits, or the network is back. */
  nudge() { return this.#again(0) }

  #again(after) {
    clearTimeout(this.#timer)
    if (this.#state === gone) return
    this.#timer = setTimeout(() => this.run(), after)
  }

  /** Does a round, and the next one in its time. Rounds do not overlap; the list comes in its own time beside them. */
  run() {
    clearTimeout(this.#timer)
    this.#round ??= this.#exchange().then((status) => void this.#fetchOnce(status)).finally(() => {
      this.#round = null
      this.#again({ [up]: this.#station.poll, [down]: again }[this.#state] ?? seldom)
    })
    return this.#round
  }

  /** A round and its list, to their end. */
  async round() { await this.#fetchOnce(await this.#exchange()) }

  /** Tells how this phone is and sends what waits. Gives the server's status, or null when there is no contact. */
  #exchange() {
    return this.#alive(async () => {
      const status = await this.#beat()
      this.#be(up)
      await this.#send()
      return status
    })
  }

  #fetchOnce(status) {
    if (status) this.#fetching ??= this.#alive(() => this.#fetch(status)).finally(() => { this.#fetching = null })
    return this.#fetching
  }

  /** Does some work with the server; what goes wrong changes the state, and gives null. */
  async #alive(work) {
    try {
      return await work()
    } catch (error) {
      await this.#failed(error)
      return null
    }
  }

  async #beat() {
    const edition = this.edition || (this.#station.device ? '' : this.#station.edition)
    const status = await this.#ask('/api/v1/door/status', { body: { ...this.#tell(), ...(edition ? { edition } : {}), waiting: this.#queue.waiting, clock: new Date().toISOString() } })
    if (status.status !== 'ok' || !status.edition_id) throw new Unreachable('not a status')
    await this.#station.heard(status)
    this.#on.status?.(status)
    return status
  }

  /** Sends what waits, oldest first, until nothing does. */
  async #send() {
    const editions = this.#station.device ? [this.#station.edition] : this.#queue.editions()
    for (const edition of editions) {
      for (let batch = this.#queue.batch(edition, this.#limit); batch.length; batch = this.#queue.batch(edition, this.#limit)) {
        if (!await this.#sendBatch(edition, batch)) break
      }
    }
  }

  /** Sends some scans. Gives false when the day does not take them: they wait. */
  async #sendBatch(edition, batch) {
    try {
      const scans = batch.map((scan) => this.#wire(scan))
      const answer = await this.#ask('/api/v1/door/scans', { body: { edition, clock: new Date().toISOString(), scans } })
      const stored = new Set((answer.scans ?? []).filter((one) => one.stored).map((one) => one.nonce))
      const settled = batch.filter((scan) => stored.has(scan.nonce))
      if (!settled.length) throw new Unreachable('nothing was stored')
      await this.#queue.settle(settled)
      for (const scan of settled) if (scan.mark) await this.#roster.told(scan.mark, Date.now())
      this.#on.sent?.(answer)
      return true
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) throw error
      if (![400, 413, 415, 422].includes(error.status)) return false
      if (batch.length === 1) this.#queue.putAside(batch[0].nonce)
      this.#limit = Math.max(1, batch.length >> 1)
      return true
    }
  }

  #wire({ mark, turn, edition, device, ...scan }) {
    return device && device !== this.#station.device?.id ? { ...scan, device } : scan
  }

  /** Fetches the list when the server has a newer one, one page of this phone at a time. */
  async #fetch(status) {
    if (canSeal() && status.roster && status.roster !== this.#roster.since(status.edition_id)) {
      await exclusively(async () => {
        await this.#roster.load()
        const asked = Date.now(), since = this.#roster.since(status.edition_id)
        if (since !== status.roster) await this.#roster.apply(status.edition_id, await this.#changes(status.edition, since), asked)
      })
      this.#on.roster?.()
    }
    await this.#names.heard(status)
  }

  /** All that has changed since a version. A long list comes in parts; a part of a list is worse than an old one. */
  async #changes(edition, since) {
    const all = new Map()
    let full = false, part
    do {
      const query = new URLSearchParams({ edition, since })
      part = await this.#ask('/api/v1/door/roster?' + query, { patience: slow })
      if (!part.epoch || !Array.isArray(part.records)) throw new Unreachable('not a roster')
      if (part.full) { full = true; all.clear() }
      for (const record of part.records) all.set(record.k, record)
      for (const index of part.removed ?? []) all.set(index, null)
      since = `${part.epoch}.${part.version}`
    } while (part.more)
    const records = [...all.values()].filter(Boolean), removed = [...all].filter(([, record]) => !record).map(([index]) => index)
    return { epoch: part.epoch, version: part.version, full, records, removed }
  }

  async #failed(error) {
    if (error instanceof Unreachable) return this.#be(down)
    if (!(error instanceof Refused)) return console.error(error) // the phone's own trouble: the next round tries again
    if (error.reason === 'device_revoked' || error.reason === 'device_expired') {
      await Promise.all([this.#roster.wipe(), this.#names.wipe(), this.#station.wipe()])
      return this.#be(gone, error)
    }
    this.#be(error.status === 401 || error.status === 403 || error.status === 404 ? out : down, error)
  }

  #be(state, error) {
    const before = this.#state
    this.#state = state
    this.#on.state?.(state, error, before)
  }
}

/** Two pages of one phone must not fill one list at the same time. */
function exclusively(work) {
  const locks = globalThis.navigator?.locks
  return locks ? locks.request('samling-dorr', work) : work()
}
