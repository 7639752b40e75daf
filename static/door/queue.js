// Scans on their way to the server. A scan leaves the queue when the server says that it is stored, and in no other way:
// not when the page is killed, nor when somebody is logged out, nor when the phone is full.

const most = 200, longest = 200_000 // of one message: scans, and characters of them; the server takes 256 kB

export class Queue {
  #shelf
  #conceal
  #scans = new Map() // by nonce, in the order in which they happened
  #unsaved = new Set() // nonces that the phone had no room for
  #aside = new Set() // nonces that the server will not even store; the next start tries them again

  /** conceal(scan) gives the scan as it may lie on a phone that is lost. */
  constructor(shelf, conceal = async (scan) => scan) {
    this.#shelf = shelf
    this.#conceal = conceal
  }

  /** Takes over what an earlier page has left. */
  async load() {
    const kept = await this.#shelf.all('queue')
    for (const scan of kept.sort((a, b) => a.seq - b.seq)) this.#scans.set(scan.nonce, scan)
  }

  get waiting() { return this.#scans.size }

  /** How many people have come in of whom the server does not know. */
  get arrived() { return [...this.#scans.values()].filter((scan) => scan.let_in && !scan.annulled_at && !scan.session).length }

  /** Says whether something is in this page only and would be lost with it. */
  get crammed() { return this.#unsaved.size > 0 }

  get(nonce) { return this.#scans.get(nonce) }

  /** Puts a scan last. It counts as waiting at once; the promise ends when the phone has kept it or could not. */
  async add(scan) {
    this.#scans.set(scan.nonce, scan)
    const kept = { ...await this.#conceal(scan), seq: await this.#number() }
    this.#scans.set(scan.nonce, kept)
    await this.#save([scan.nonce])
    return kept
  }

  /** Changes a scan, whether it is still here or has been sent: then it is sent once more with the same nonce. */
  async change(scan, changes) {
    const before = this.#scans.get(scan.nonce) ?? { ...await this.#conceal(scan), seq: await this.#number() }
    const changed = { ...before, ...changes, turn: (before.turn ?? 0) + 1 }
    this.#scans.set(changed.nonce, changed)
    await this.#save([changed.nonce])
    return changed
  }

  /** The days that something waits for. */
  editions() { return [...new Set([...this.#scans.values()].map((scan) => scan.edition))] }

  /** Lets one that cannot be sent stand back, so that it does not hold up the others. It still waits. */
  putAside(nonce) { this.#aside.add(nonce) }

  /** The next scans to send for an edition, oldest first. */
  batch(edition, limit = most) {
    const out = []
    let length = 0
    for (const scan of this.#scans.values()) {
      if (scan.edition !== edition || !scan.seq || this.#aside.has(scan.nonce)) continue
      length += JSON.stringify(scan).length
      if (out.length === limit || (out.length && length > longest)) break
      out.push(scan)
    }
    return out
  }

  /** Takes away what the server has stored, unless it was changed while it was on its way. */
  async settle(sent) {
    const gone = sent.filter((scan) => this.#scans.get(scan.nonce)?.turn === scan.turn).map((scan) => scan.nonce)
    for (const nonce of gone) { this.#scans.delete(nonce); this.#unsaved.delete(nonce) }
    try {
      await this.#shelf.write(gone.map((key) => ({ store: 'queue', key })))
    } catch { /* it is sent once more after the next start, and the server knows its nonce */ }
    if (this.crammed) await this.#save([...this.#unsaved])
  }

  async #save(nonces) {
    try {
      await this.#shelf.write(nonces.map((key) => ({ store: 'queue', key, value: this.#scans.get(key) })))
      for (const nonce of nonces) this.#unsaved.delete(nonce)
    } catch {
      for (const nonce of nonces) this.#unsaved.add(nonce)
    }
  }

  /** Numbers scans through all pages of this phone, so that the server sees gaps and order. */
  async #number() {
    try {
      return await this.#shelf.change('state', 'seq', (last = 0) => last + 1)
    } catch {
      return Math.max(0, ...[...this.#scans.values()].map((scan) => scan.seq ?? 0)) + 1
    }
  }
}
