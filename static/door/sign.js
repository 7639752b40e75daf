// The sign over the door: which day it is, which door, and what for. It shows only what the phone's role has a use for.

const $ = (id) => document.getElementById(id)

export class Sign {
  #station
  #view
  #shown = false

  constructor(station, view) {
    this.#station = station
    this.#view = view
  }

  /** The name of the door: a paired phone has the organiser's, somebody who is logged in chooses. */
  get door() { return this.#station.device?.name ?? $('dorr').value }

  get desk() { return this.#station.role === 'desk' }

  show() {
    const { device, session, known, role, title, counter } = this.#station
    if (known || this.#shown) this.#view.roles(device ? [role] : known ? ['desk', 'account'] : [])
    if (!known) return // the page stands as it came: nothing moves under a finger
    this.#shown = true
    const place = session ? `${session.room} · ${session.title}` : this.door
    $('dagtitel').textContent = title
    $('dagen').textContent = written(this.#station.day)
    $('stalle').textContent = device ? place : ''
    $('dorrval').hidden = Boolean(device)
    $('dorrnamn').textContent = place
    if (counter) this.#view.counter(counter)
  }

  /** Chooses the door that was chosen last. */
  remember() {
    try {
      const kept = localStorage.getItem('dorr')
      if (kept && [...$('dorr').options].some((option) => option.value === kept)) $('dorr').value = kept
    } catch { /* not allowed to remember */ }
  }

  keep() {
    try { localStorage.setItem('dorr', $('dorr').value) } catch { /* a private window forgets; the choice is one tap */ }
  }
}

/** A day as the page's language writes it: Torsdag 4 mars 2027. */
function written(day) {
  const noon = new Date(day + 'T12:00') // no zone turns noon into another day
  if (Number.isNaN(noon.getTime())) return ''
  const lang = document.documentElement.lang === 'en' ? 'en-GB' : 'sv-SE'
  const text = noon.toLocaleDateString(lang, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  return text.charAt(0).toUpperCase() + text.slice(1)
}
