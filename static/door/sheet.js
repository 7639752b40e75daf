// The sheet over the camera: choose the door, write a reference code, search for a name.

import { ask, Refused } from './api.js'
import { ticketCode } from './code.js'

const $ = (id) => document.getElementById(id)

export class Sheet {
  #parts
  #back = null

  /**
   * station and names answer a search without contact; link: {up, lost()}. onPick(what): a code was written or a person
   * picked. onMore(what): somebody needs more than to be let in.
   */
  constructor({ station, names, link, onPick, onMore }) {
    this.#parts = { station, names, link }
    $('traffar').addEventListener('click', (event) => {
      if (event.target.closest('[data-more]')) onMore(picked(event.target.closest('form')))
    })
    $('kodblad').addEventListener('submit', (event) => {
      event.preventDefault()
      const field = $('reference'), text = field.value
      if (!text.trim()) return field.focus()
      field.value = ''
      onPick({ text })
    })
    $('sokblad').addEventListener('submit', (event) => {
      event.preventDefault()
      const text = $('q').value
      if (ticketCode(text)) onPick({ text }) // a hand scanner types where the cursor stands
      else this.#search()
    })
    $('traffar').addEventListener('submit', (event) => {
      event.preventDefault()
      onPick(picked(event.target))
    })
  }

  get open() { return !$('blad').hidden }

  /** Opens the sheet with the cursor in a field; focus returns to back when it closes. */
  show(field, back) {
    this.#back = back
    $('blad').hidden = false
    $(field).focus()
    $(field).scrollIntoView({ block: 'nearest' })
  }

  /** Closes the sheet and forgets what was searched: the next guest reads along. */
  close() {
    $('blad').hidden = true
    $('q').value = ''
    $('traffar').replaceChildren()
    $('funna').textContent = ''
    this.#back?.focus()
  }

  async #search() {
    const said = $('funna'), { station, names, link } = this.#parts
    $('traffar').replaceChildren()
    said.textContent = ''
    if (!link.up && names.ready) return this.#found(this.#offline($('q').value), said.dataset.offline)
    try {
      const answer = await ask('/api/v1/door/search', { body: { q: $('q').value, edition: station.edition } })
      this.#found(answer.hits, answer.message)
    } catch (error) {
      if (error instanceof Refused) said.textContent = error.message
      else if (names.ready) this.#found(this.#offline($('q').value), said.dataset.offline)
      else said.textContent = said.dataset.failed
    }
  }

  #found(hits, message) {
    $('funna').textContent = message ?? ''
    $('traffar').replaceChildren(...hits.map(line))
  }

  /** The hits of the list on the phone, as the server would give them. */
  #offline(text) {
    const notes = $('traffar').dataset
    return this.#parts.names.search(text).map((one) => ({
      reference: one.ref, name: one.n, organisation: one.o, note: { waitlisted: notes.waitlisted, cancelled: notes.cancelled }[one.s] ?? '',
    }))
  }
}

function picked(form) {
  const fields = new FormData(form), reference = fields.get('reference')
  return reference ? { reference } : { registration_id: fields.get('registration_id') }
}

function line(hit) {
  const item = $('traff').content.firstElementChild.cloneNode(true)
  const part = (name) => item.querySelector(`[data-part="${name}"]`)
  part('name').textContent = hit.name
  part('organisation').textContent = hit.organisation
  part('note').textContent = hit.note ? ` · ${hit.note}` : ''
  for (const again of item.querySelectorAll('[data-part="again"]')) again.textContent = ` ${hit.name}`
  item.querySelector('[data-more]').hidden = Boolean(hit.reference) // found without contact: there is no more
  const field = item.querySelector('input')
  field.name = hit.reference ? 'reference' : 'registration_id'
  field.value = hit.reference ?? hit.registration_id
  if (hit.note) {
    item.querySelector('button').classList.add('quiet')
    part('do').textContent = $('traffar').dataset.show
  }
  return item
}
