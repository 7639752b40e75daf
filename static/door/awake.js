// Keeps the screen lit while scanning. A phone that goes to sleep between two guests costs seconds each time.

export class Awake {
  #lock = null
  #wanted = false

  constructor() {
    document.addEventListener('visibilitychange', () => {
      if (this.#wanted && document.visibilityState === 'visible') this.#take() // the system lets go of it in the background
    })
  }

  keep() { this.#wanted = true; this.#take() }

  release() {
    this.#wanted = false
    this.#lock?.release?.()
    this.#lock = null
  }

  async #take() {
    try { this.#lock = await navigator.wakeLock?.request('screen') } catch { /* low battery: the phone decides */ }
  }
}
