// What the help desk does besides scanning: shows somebody, passes a seat on, gives one, lets in a walk-in. All of it
// needs the server. What was typed stays until it has arrived, and is sent with the same nonce: twice is once.

import { ask, Refused } from './api.js'
import { ticketCode } from './code.js'
import { newNonce, tryOnce } from './deliver.js'
import { placeList } from './view.js'

const $ = (id) => document.getElementById(id)

export class Desk {
  #parts
  #person = null
  #case = null // that the person came with
  #nonces = new Map() // form: the nonce of what it says; another text gets another one

  /**
   * station: which day; panels, text(name, values); onVerdict(answer, scan): somebody was let in here; onPresent(what):
   * somebody is to be let in as if they had shown their ticket; where(): the name of the door.
   */
  constructor(parts) {
    this.#parts = parts
    $('person-in').addEventListener('click', () => this.#admit())
    $('person-angra').addEventListener('click', () => parts.onUndo({ nonce: this.#person.nonce, edition: parts.station.edition }))
    $('person-plats').addEventListener('click', () => this.#send('person', 'promote', { registration_id: this.#person.registration_id }))
    $('ersattare').addEventListener('submit', (event) => { event.preventDefault(); this.#substitute(event.target) })
    $('oanmald').addEventListener('submit', (event) => { event.preventDefault(); this.#walkIn(event.target) })
    $('till-oanmald').addEventListener('click', () => this.openWalkIn())
    $('arende-slut').addEventListener('click', (event) => this.#close(event.target.closest('button')?.value))
  }

  /** Shows somebody whom a search or a case has named, with what can be done. */
  async open(what) {
    const answer = await this.#ask('person', { ...what })
    if (answer?.status === 'ok') this.show(answer)
    return answer
  }

  /** Shows a person as the server gives them; of: the case they came with, or null. */
  show(person, of = null) {
    this.#person = person
    this.#case = of
    const may = (what) => person?.may.includes(what) ?? false
    $('person-namn').textContent = person?.attendee.name ?? this.#parts.text('case_title', { number: of?.number })
    $('person-organisation').textContent = person?.attendee.organisation ?? ''
    $('person-lage').textContent = this.#standing(person)
    $('person-salar').replaceChildren(...placeList(person?.attendee.places))
    $('person-not').textContent = of?.note ?? ''
    $('person-in').parentElement.hidden = !may('admit')
    $('person-plats').parentElement.hidden = !may('promote')
    $('person-angra').parentElement.hidden = !may('undo')
    $('person-skylt').parentElement.hidden = person?.attendee.status !== 'confirmed'
    if (person) $('person-skylt').href = person.badge
    $('ersattare').hidden = !may('substitute')
    $('arende-slut').hidden = !of
    this.#parts.panels.show('person')
  }

  #standing(person) {
    const { text } = this.#parts
    if (!person) return ''
    if (person.inside_since) return text('inside_since', { time: person.inside_since })
    if (person.attendee.status === 'waitlisted') return text('on_waitlist', { number: person.waitlist_number, left: person.seats_left })
    return person.attendee.status === 'cancelled' ? text('cancelled') : ''
  }

  #admit() { this.#done(); this.#parts.onPresent({ registration_id: this.#person.registration_id }) }

  /** A hand scanner types where the cursor stands: a ticket is nobody's name, but somebody's turn. */
  #scanned(form) {
    const code = ticketCode(fields(form).name)
    if (!code) return false
    form.elements.name.value = ''
    this.#parts.onPresent({ code })
    return true
  }

  async #substitute(form) {
    if (this.#scanned(form)) return
    const { registration_id, version } = this.#person
    if (await this.#send('person', 'substitute', { ...fields(form), registration_id, version })) form.reset()
  }

  /** Opens the form for somebody who is not registered, with what can be given now. */
  async openWalkIn() {
    this.#parts.panels.show('oanmald')
    const answer = await this.#ask('desk?edition=' + encodeURIComponent(this.#parts.station.edition))
    if (!answer) return this.#parts.panels.say('oanmald', this.#parts.text('desk_offline'))
    $('oanmald-platser').textContent = this.#parts.text('seats_left', { left: answer.seats_left })
    const chosen = $('oanmald-organisation').value
    $('oanmald-organisation').replaceChildren($('oanmald-organisation').options[0], ...answer.organisations.map(({ key, name }) => new Option(name, key)))
    $('oanmald-organisation').value = chosen
    $('oanmald-pass').replaceChildren(...answer.slots.map((slot) => this.#slot(slot)))
    $('oanmald-namn').focus()
  }

  /** A choice for a slot; the session with the most room is chosen already. */
  #slot({ slot, time, sessions }) {
    const { none, left } = $('oanmald-pass').dataset
    const field = Object.assign(document.createElement('div'), { className: 'field' })
    const label = Object.assign(document.createElement('label'), { htmlFor: 'pass-' + slot, textContent: this.#parts.text('slot', { time }) })
    const choice = Object.assign(document.createElement('select'), { id: 'pass-' + slot, name: 'session' })
    choice.append(new Option(none, ''), ...sessions.map((one) => {
      const option = new Option(`${one.title}, ${one.room} · ${left.replace('{left}', one.left)}`, one.session, one.proposed, one.proposed)
      option.disabled = one.left < 1
      return option
    }))
    field.append(label, choice)
    return field
  }

  async #walkIn(form) {
    if (this.#scanned(form)) return
    const { session, ...typed } = fields(form)
    const sessions = [...form.querySelectorAll('[name=session]')].map((choice) => choice.value).filter(Boolean)
    if (await this.#send('oanmald', 'walk-in', { ...typed, sessions })) form.reset()
  }

  /** Sends what a panel says; gives true when somebody was let in. */
  async #send(panel, path, message) {
    const nonce = this.#nonce(path, JSON.stringify(message)), { station, panels, where, onVerdict, text } = this.#parts
    try {
      const answer = await tryOnce('/api/v1/door/' + path, { ...message, nonce, door: where(), edition: station.edition })
      this.#nonces.delete(path)
      if (answer.status !== 'ok') return void panels.say(panel, answer.message, answer.problems)
      await this.#done()
      onVerdict(answer, { nonce, edition: station.edition })
      return true
    } catch (error) {
      panels.say(panel, error instanceof Refused ? error.message : text('desk_offline'))
    }
  }

  #nonce(path, said) {
    const last = this.#nonces.get(path)
    if (last?.said !== said) this.#nonces.set(path, { said, nonce: newNonce() })
    return this.#nonces.get(path).nonce
  }

  /** The person is in: so is the case over. */
  async #done() {
    this.#parts.panels.home()
    if (this.#case) await this.#ask('case/close', { id: this.#case.id, outcome: 'helped' })
    this.#case = null
  }

  async #close(outcome) {
    if (!outcome || !this.#case) return
    const answer = await this.#ask('case/close', { id: this.#case.id, outcome })
    if (!answer) return this.#parts.panels.say('person', this.#parts.text('desk_offline'))
    this.#case = null
    this.#parts.panels.home()
  }

  /** Asks the server; null when it does not answer, or will not. */
  async #ask(path, body) {
    const edition = this.#parts.station.edition
    return ask('/api/v1/door/' + path, body && { body: { ...body, edition } }).catch(() => null)
  }
}

function fields(form) { return Object.fromEntries(new FormData(form)) }
