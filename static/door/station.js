// Which door this is: what the server last said of the day, of this phone and of what it is for. It outlives the page, so
// that the door opens without a network too.

const kept = ['edition', 'edition_id', 'title', 'day', 'role', 'device', 'hours', 'counter', 'poll', 'box']

export class Station {
  #shelf
  #said = null
  #off = 0 // milliseconds that the server's clock is ahead of this phone's

  constructor(shelf) { this.#shelf = shelf }

  async load() {
    const { said = null, off = 0 } = await this.#shelf.get('state', 'station') ?? {}
    this.#said = said
    this.#off = off
  }

  get known() { return this.#said !== null }

  get edition() { return this.#said?.edition ?? '' }

  get editionID() { return this.#said?.edition_id ?? '' }

  get title() { return this.#said?.title ?? '' }

  /** The day as YYYY-MM-DD. */
  get day() { return this.#said?.day ?? '' }

  /** steward, desk or room; somebody who is logged in stands at a desk. */
  get role() { return this.#said?.role ?? '' }

  /** The paired device, or null for somebody who is logged in. */
  get device() { return this.#said?.device ?? null }

  get session() { return this.#said?.device?.session ?? null }

  get counter() { return this.#said?.counter ?? null }

  get poll() { return (this.#said?.poll || 5) * 1000 }

  /** The key of the box that codes wait in. */
  get box() { return this.#said?.box ?? '' }

  /** Takes over a status answer. now: when it came, in milliseconds since 1970. */
  async heard(answer, now = Date.now()) {
    this.#said = Object.fromEntries(kept.map((name) => [name, answer[name]]))
    const server = Date.parse(answer.now)
    if (Number.isFinite(server)) this.#off = server - now
    await this.#shelf.write([{ store: 'state', key: 'station', value: { said: this.#said, off: this.#off } }]).catch(() => {})
  }

  /** Whether the door is open: before, after or "". The phone's clock is corrected by the server's. */
  hour(now = Date.now()) {
    const hours = this.#said?.hours
    if (!hours) return ''
    if (now + this.#off < Date.parse(hours.opens_at)) return 'before'
    return now + this.#off >= Date.parse(hours.closes_at) ? 'after' : ''
  }

  /** When the door opens and closes, as the phone shows it: 2027-03-04 08.00. */
  get opens() { return this.#stamp(this.#said?.hours?.opens_at) }

  get closes() { return this.#stamp(this.#said?.hours?.closes_at) }

  #stamp(at) { return at ? `${new Date(at).toLocaleDateString('sv-SE')} ${this.clock(at)}` : '' }

  /** An instant as a time of day in the page's language: 08.42, or 08:42 in English. */
  clock(at) {
    const time = new Date(at).toLocaleTimeString('sv-SE', { hour: '2-digit', minute: '2-digit' })
    return globalThis.document?.documentElement.lang === 'en' ? time : time.replace(':', '.')
  }

  async wipe() {
    this.#said = null
    await this.#shelf.write([{ store: 'state', key: 'station' }])
  }
}
