// Whose turn it is: one presentation, its verdict on the screen, and what can be done about it.

import { Refused } from './api.js'
import { deliver, GaveUp, newNonce, tryOnce } from './deliver.js'
import { faceOf } from './face.js'

export class Turn {
  #parts
  #pending = null // the presentation that waits for its answer

  /** The scan whose verdict is on the screen, or null. */
  shown = null

  /** where(): the name of the door. onChange: something waits, or does no longer. forget: the code may be held up again. */
  constructor(parts) { this.#parts = parts }

  get busy() { return this.#pending !== null }

  giveUp() { this.#pending?.abort() }

  /** Presents a code, a reference or a picked person, and shows the answer when there is one. */
  present(what) {
    return this.#alone(async (signal) => {
      const { doorman, sync, view, where } = this.#parts
      if (sync.up) view.say('wait', view.text('checking'), '')
      const { answer, scan, local } = await doorman.present(what, { door: where(), signal, onWaiting: (tries) => this.#waiting(tries) })
      this.show(answer, scan, local)
    })
  }

  /** Shows an answer on its screen. */
  show(answer, scan, local = false) {
    const { view, tones } = this.#parts, face = faceOf(answer)
    this.shown = scan
    this.#counted(answer)
    view.verdict(face, answer, this.#buttons(face, answer, local))
    tones.play(face)
  }

  /** What can be done about a verdict: two buttons at most, for one thumb. */
  #buttons(face, { reason, attendee }, local) {
    const { role, device } = this.#parts.station, desk = role === 'desk' || !device
    if (face === 'ok') return ['angra']
    if (local) return ['slapp', desk ? 'sok-igen' : 'skriv']
    if (desk) return attendee ? ['visa', 'sok-igen'] : ['sok-igen', 'skriv']
    if (role === 'room' && (reason === 'no_seat' || reason === 'wrong_session')) return ['plats-har', 'till-disken']
    return face === 'in' ? ['skriv'] : ['till-disken', 'skriv']
  }

  /** Lets in somebody whom the phone has refused by itself: the one tap of domain.md §5. */
  async letIn() {
    const { doorman, sync, view, tones, onChange } = this.#parts
    if (this.busy || !this.shown) return
    this.shown = await doorman.letInAnyway(this.shown)
    view.verdict('ok', { message: view.text('let_in_anyway') }, ['angra'])
    tones.play('ok')
    onChange()
    sync.nudge()
  }

  /** Takes back an admission, else the one on the screen. */
  undo(scan = this.shown) {
    return scan && this.#alone(async () => {
      const { doorman, view, forget } = this.#parts, answer = await doorman.undo(scan)
      this.shown = null
      forget()
      this.#counted(answer ?? {})
      const done = !answer || answer.status === 'ok'
      view.say('undone', view.text(done ? 'undone' : 'undo_failed'), answer?.message ?? view.text('undone_later'), ['skriv', 'pausa'])
    })
  }

  /** Sends the person on the screen to the help desk, which is told why. */
  passOn() {
    return this.#alone(async (signal) => {
      const { view, station, where } = this.#parts
      const message = { nonce: newNonce(), scan: this.shown.nonce, door: where(), edition: station.edition }
      const answer = await deliver('/api/v1/door/case', message, { signal, onWaiting: (tries) => this.#waiting(tries) })
      view.say('ready', answer.case ? view.text('case_title', { number: answer.case.number }) : view.text('refused'), answer.message, ['skriv', 'pausa'])
    })
  }

  /** Gives the person on the screen a free seat in this room. */
  giveSeat() {
    return this.#alone(async (signal) => {
      const { station, where } = this.#parts, { code, reference, registration_id, edition } = this.shown, nonce = newNonce()
      const message = { code, reference, registration_id, nonce, session: station.session?.id, door: where(), edition, occurred_at: new Date().toISOString() }
      this.show(await tryOnce('/api/v1/door/seat', message, { signal }), { ...this.shown, nonce })
    })
  }

  /** Does one thing at a time; what goes wrong is said on the screen. */
  async #alone(work) {
    if (this.busy) return
    this.#pending = new AbortController()
    try {
      await work(this.#pending.signal)
    } catch (error) {
      this.#failed(error)
    } finally {
      this.#pending = null
      this.#parts.onChange()
    }
  }

  #counted({ counter }) {
    if (counter) this.#parts.view.counter(counter)
  }

  #waiting(tries) {
    const { view, tones, sync } = this.#parts
    sync.lost()
    if (tries > 1) return
    view.say('wait', view.text('no_contact'), view.text('waiting'), ['avbryt'])
    tones.play('check')
  }

  #failed(error) {
    const { view, tones, sync } = this.#parts
    if (error instanceof GaveUp) return view.say('wait', view.text('no_contact'), view.text('gave_up'), ['skriv', 'pausa'])
    const text = error instanceof Refused ? (error.status === 401 ? view.text('log_in') : error.message) : ''
    view.say('wait', view.text('refused'), text || view.text('desk_offline'), ['skriv', 'pausa'])
    tones.play('check')
    sync.nudge()
  }
}
