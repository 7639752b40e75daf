// Where the phone keeps what must survive the page: IndexedDB, or memory where the browser has none (a private window).
//
//   state   who this phone is, what it last heard from the server
//   roster  sealed records in 256 drawers by the first byte of their index: 50 000 single rows take a phone a minute
//   inside  whom this phone has let in itself, by index
//   queue   scans that the server has not stored yet, by nonce

const stores = ['state', 'roster', 'inside', 'queue']

/**
 * A step of a write: {store, key, value} puts, {store, key} without a value takes away, {store} alone empties the store.
 * All steps of a write happen or none does.
 */
export class MemoryShelf {
  #stores = new Map(stores.map((name) => [name, new Map()]))

  async get(store, key) { return this.#stores.get(store).get(key) }

  async all(store) { return [...this.#stores.get(store).values()] }

  async write(steps) {
    for (const { store, key, value } of steps) {
      const kept = this.#stores.get(store)
      if (key === undefined) kept.clear()
      else if (value === undefined) kept.delete(key)
      else kept.set(key, structuredClone(value))
    }
  }

  /** Reads, changes and writes one value with nothing in between, and gives the new one. */
  async change(store, key, how) {
    const value = how(this.#stores.get(store).get(key))
    await this.write([{ store, key, value }])
    return value
  }
}

/** The same on IndexedDB. Errors are the browser's: QuotaExceededError when the phone is full. */
export class IndexedShelf {
  #name
  #database = null

  constructor(name) { this.#name = name }

  async get(store, key) { return this.#run([store], 'readonly', (at) => at(store).get(key)) }

  async all(store) { return this.#run([store], 'readonly', (at) => at(store).getAll()) }

  async write(steps) {
    const touched = [...new Set(steps.map(({ store }) => store))]
    if (touched.length) await this.#run(touched, 'readwrite', (at) => { for (const step of steps) apply(at(step.store), step) })
  }

  async change(store, key, how) {
    let value
    await this.#run([store], 'readwrite', (at) => {
      const asked = at(store).get(key)
      asked.onsuccess = () => { value = how(asked.result); apply(at(store), { key, value }) }
    })
    return value
  }

  async #run(touched, mode, work) {
    const transaction = await this.#begin(touched, mode)
    return new Promise((done, fail) => {
      transaction.oncomplete = () => done(last?.result)
      transaction.onabort = () => fail(transaction.error ?? new Error('the phone has given up storing'))
      const last = work((store) => transaction.objectStore(store))
    })
  }

  /** A phone that slept may have closed the database: it is opened once more. strict: a scan outlives an empty battery. */
  async #begin(touched, mode) {
    const options = { durability: touched.includes('queue') ? 'strict' : 'relaxed' }
    try {
      return (await this.#open()).transaction(touched, mode, options)
    } catch (error) {
      if (error.name !== 'InvalidStateError') throw error
      this.#database = null
      return (await this.#open()).transaction(touched, mode, options)
    }
  }

  #open() {
    this.#database ??= new Promise((done, fail) => {
      const opening = indexedDB.open(this.#name, 1)
      opening.onupgradeneeded = () => { for (const name of stores) opening.result.createObjectStore(name) }
      opening.onerror = () => { this.#database = null; fail(opening.error) }
      opening.onsuccess = () => {
        const close = () => { this.#database = null }
        opening.result.onclose = close
        opening.result.onversionchange = () => { close(); opening.result.close() }
        done(opening.result)
      }
    })
    return this.#database
  }
}

function apply(store, { key, value }) {
  if (key === undefined) store.clear()
  else if (value === undefined) store.delete(key)
  else store.put(value, key)
}

/** Opens the phone's own store, or memory when the browser will not have it. */
export async function openShelf(name = 'samling-dorr') {
  try {
    const shelf = new IndexedShelf(name)
    await shelf.get('state', 'station')
    return shelf
  } catch {
    return new MemoryShelf()
  }
}
