// Hand scanners pretend to be keyboards: a burst of keys, much faster than fingers, and Enter.

export class Wedge {
  #text = ''
  #last = 0
  #gap
  #shortest

  /** gap: the longest pause within a burst, in milliseconds. shortest: the fewest characters that make one. */
  constructor({ gap = 60, shortest = 6 } = {}) { this.#gap = gap; this.#shortest = shortest }

  /** Takes a key as KeyboardEvent names it; gives the scanned text when a burst ends with Enter, else "". */
  key(name, now) {
    if (now - this.#last > this.#gap) this.#text = ''
    this.#last = now
    if (name === 'Enter') {
      const text = this.#text
      this.#text = ''
      return text.length >= this.#shortest ? text : ''
    }
    if (name.length === 1) this.#text += name // Shift and its like have longer names
    return ''
  }
}

/** Listens to a page for bursts outside of text fields, which take what is typed into them themselves. */
export function listen(page, onScan, now = () => performance.now()) {
  const wedge = new Wedge()
  page.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.('input, select, textarea')) return
    const text = wedge.key(event.key, now())
    // Enter at the end of a burst must not press whatever button has the focus; "/" opens a search in Firefox.
    if (text || event.key === '/' || event.key === "'") event.preventDefault()
    if (text) onScan(text)
  })
}
