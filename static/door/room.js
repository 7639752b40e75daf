// What stands at a session's door besides scanning: how many belong here and have come, and a count by hand.

import { ask, Refused } from './api.js'

const $ = (id) => document.getElementById(id)

export class Room {
  #parts

  constructor(parts) {
    this.#parts = parts
    $('rakna').addEventListener('submit', (event) => { event.preventDefault(); this.#count() })
  }

  /** Fetches how the room stands; without contact it says what it last knew. */
  async refresh() {
    const { station } = this.#parts
    if (!station.session) return
    const query = new URLSearchParams({ edition: station.edition, session: station.session.id })
    await ask('/api/v1/door/room?' + query).then(({ room }) => this.#show(room), () => {})
  }

  #show({ placed, came, left, counted, counted_at: at }) {
    const { text } = this.#parts
    const counts = counted === null ? '' : ' ' + text('counted', { counted, time: at })
    $('rum-lage').textContent = text('room_state', { came, placed, left }) + counts
  }

  async #count() {
    const { station, text } = this.#parts, typed = $('antal').value.trim()
    $('rum-fel').textContent = ''
    try {
      const people = /^\d{1,5}$/.test(typed) ? Number(typed) : -1
      const { room } = await ask('/api/v1/door/head-count', { body: { session: station.session.id, people, edition: station.edition } })
      $('antal').value = ''
      this.#show(room)
    } catch (error) {
      $('rum-fel').textContent = error instanceof Refused ? error.message : text('desk_offline')
    }
  }
}
