// A camera reads the same code many times a second. It counts once, until it has been out of sight for a while.

export class Repeats {
  #seen = new Map()
  #quiet

  /** quiet: for how many milliseconds a code must be out of sight before it counts again. */
  constructor(quiet = 3000) { this.#quiet = quiet }

  /** Says whether a text that is in sight now is a new presentation. Two codes in one picture do not take turns. */
  isNew(text, now) {
    for (const [old, at] of this.#seen) if (now - at >= this.#quiet) this.#seen.delete(old)
    const isNew = !this.#seen.has(text)
    this.#seen.set(text, now)
    return isNew
  }

  /** A code, or every code, may be held up again at once: after an undo, or when nobody had time for it. */
  forget(text) {
    if (text === undefined) this.#seen.clear()
    else this.#seen.delete(text)
  }
}
