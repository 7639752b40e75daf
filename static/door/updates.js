// Installing the app on the phone, and changing it for a newer one: never while somebody is served or something waits to
// be sent.

const settings = 'samling-dorr-val' // the same as in sw.js
const patience = 20_000 // milliseconds that a worker may take to fetch the app

export class Updates {
  #registration = null
  #idle
  #taking = false

  /** idle says whether the app may be changed right now. */
  constructor(idle) { this.#idle = idle }

  /** Installs the app. Where the browser has no service workers (or the page is not over https), it lives without. */
  async start() {
    const workers = navigator.serviceWorker
    if (!workers) return
    workers.addEventListener('controllerchange', () => { if (this.#taking) location.reload() })
    try {
      this.#registration = await workers.register('/dorr/sw.js', { scope: '/dorr', updateViaCache: 'none' })
      await keepLanguage(document.documentElement.lang)
    } catch { /* no network, or no room: the next start tries again */ }
    this.take()
  }

  /**
   * Ends when the app's worker answers this page, so that what is fetched is kept; the first start has to wait for it.
   * Where there is none, or it does not come, it ends as well.
   */
  async controlled() {
    const workers = navigator.serviceWorker
    if (!this.#registration || workers.controller) return
    await new Promise((done) => {
      workers.addEventListener('controllerchange', done, { once: true })
      setTimeout(done, patience)
    })
  }

  /** Asks the server for a newer app; it is told of one by the heartbeat. */
  look() { this.#registration?.update().catch(() => {}) }

  /** Lets a newer app that is ready take over, if this is the moment. */
  take() {
    const newer = this.#registration?.waiting
    if (!newer || this.#taking || !navigator.serviceWorker.controller || !this.#idle()) return
    this.#taking = true
    newer.postMessage('ta over')
  }
}

/** Says in which language the app starts, also without a network. */
export async function keepLanguage(lang) {
  const cache = await globalThis.caches?.open(settings)
  await cache?.put('/dorr/sprak', new Response(lang))
}
