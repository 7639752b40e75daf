// Judging a presentation: by the server when there is contact, else by the list on the phone. What the phone decides is
// put into the queue as something that has happened.

import { reference, ticketCode } from './code.js'
import { Unreachable } from './api.js'
import { decide, seatOf } from './decide.js'
import { deliver, newNonce, tryOnce } from './deliver.js'

const patience = 2500 // milliseconds that somebody at the door waits for a server when the phone could judge by itself

export class Doorman {
  #roster
  #names
  #queue
  #station
  #link
  #say
  #net

  /**
   * link: {up, lost(), found()}, whether there is contact. say(answer, person): the sentence for a person. net: {fetch, pause} for
   * tests.
   */
  constructor({ roster, names, queue, station, link, say, net = {} }) {
    this.#roster = roster
    this.#names = names
    this.#queue = queue
    this.#station = station
    this.#link = link
    this.#say = say
    this.#net = net
  }

  /**
   * Presents {code}, {reference} or {registration_id}, at a door. Gives {answer, scan, local}; local: the phone has
   * judged. Errors: Refused; GaveUp when only the server can judge and somebody ends the waiting by signal.
   */
  async present(what, { door = '', signal, onWaiting } = {}) {
    const { session, edition } = this.#station
    const scan = { ...what, nonce: newNonce(), occurred_at: new Date().toISOString(), edition, door, ...(session ? { session: session.id } : {}) }
    const known = await this.#lookUp(what)
    if (this.#link.up || !known) {
      try {
        const answer = await this.#askServer(scan, Boolean(known), { signal, onWaiting })
        this.#link.found()
        return { answer, scan: await this.#note(scan, known, answer), local: false }
      } catch (error) {
        if (!known || !(error instanceof Unreachable)) throw error
        this.#link.lost()
      }
    }
    return this.#judge(scan, known, door)
  }

  #askServer(scan, hasty, { signal, onWaiting }) {
    const path = '/api/v1/door/redeem'
    return hasty ? tryOnce(path, scan, { ...this.#net, patience, signal }) : deliver(path, scan, { ...this.#net, signal, onWaiting })
  }

  /** What the phone itself knows of whom was presented; null when it cannot judge. */
  async #lookUp(what) {
    const { editionID } = this.#station
    if (what.registration_id || !this.#roster.ready(editionID)) return null
    const code = ticketCode(what.code ?? '')
    if (code) return this.#roster.find(code, editionID)
    const ref = reference(what.reference ?? what.code ?? '')
    if (!ref) return { person: null }
    const named = this.#names.byReference(ref)
    return named ? { index: named.k, person: named, inside: await this.#roster.came(named.k) } : { person: null, unverified: true }
  }

  /** Remembers whom the server has let in, for when the next code is held up without contact. */
  async #note(scan, known, answer) {
    const mark = this.#mark(known?.index)
    if (mark && answer.status === 'ok') await this.#roster.letIn(mark, { at: Date.now(), door: scan.door, told: Date.now() })
    return { ...scan, mark }
  }

  async #judge(scan, known, door) {
    const verdict = known.unverified ? { status: 'error', reason: 'unverified' } : decide(this.#facts(known))
    const let_in = verdict.status === 'ok', mark = this.#mark(known.index)
    const answer = { ...verdict, nonce: scan.nonce, annulled: false, attendee: attendee(known.person), earlier: this.#earlier(known, verdict) }
    if (let_in) await this.#roster.letIn(mark, { at: Date.now(), door })
    const kept = await this.#queue.add({ ...scan, ...this.#maker(), mark, let_in })
    return { answer: { ...answer, message: this.#say(answer, known.person ?? {}) }, scan: kept, local: true }
  }

  /** The device that a scan happens at: another one, or somebody who is logged in, may send it. */
  #maker() { return this.#station.device ? { device: this.#station.device.id } : {} }

  /** Under what the phone notes that it has let somebody in: a room is not the house. */
  #mark(index) { return index && this.#station.session ? `${index}/${this.#station.session.id}` : index }

  /** Since when somebody is in. At a room's door the phone knows only whom it has let in itself. */
  #inside({ inside, index }) { return this.#station.session ? this.#roster.inside(undefined, this.#mark(index)) : inside }

  #facts(known) {
    const { person } = known
    return {
      found: Boolean(person) && !person.rev, revoked: Boolean(person?.rev), same_edition: true, registration: person?.s,
      seat: seatOf(person?.p, this.#station.session), inside: Boolean(this.#inside(known)), hour: this.#station.hour(),
    }
  }

  #earlier(known, { reason }) {
    const before = reason === 'already_redeemed' && this.#inside(known)
    return before ? { at: new Date(before.at).toISOString(), time: this.#station.clock(before.at), door: before.door } : null
  }

  /** Lets in somebody whom the phone could not judge, or has refused. The scan keeps its nonce. */
  async letInAnyway(scan) {
    if (scan.mark) await this.#roster.letIn(scan.mark, { at: Date.now(), door: scan.door })
    return this.#queue.change(scan, { let_in: true })
  }

  /** Takes an admission back. Gives the server's answer, or null when it will hear of it later. Errors: Refused. */
  async undo(scan) {
    if (scan.mark) await this.#roster.letOut(scan.mark)
    if (!this.#queue.get(scan.nonce) && this.#link.up) {
      try {
        return await tryOnce('/api/v1/door/annul', { nonce: scan.nonce, edition: scan.edition }, { ...this.#net, patience })
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error
        this.#link.lost()
      }
    }
    if (!(scan.sealed || scan.code || scan.reference || scan.registration_id)) throw new Unreachable('only the server knows whom')
    await this.#queue.change({ ...scan, ...this.#maker() }, { let_in: true, annulled_at: new Date().toISOString() })
    return null
  }
}

/** Who it is, as the server's answers say it. Of a seat that was passed on nobody is named. */
function attendee(person) {
  if (!person || person.rev) return null
  const places = (person.p ?? []).map(({ t, r, from, slot, session }) => ({ title: t, room: r, time: from, slot, session }))
  return { name: person.n ?? '', organisation: person.o ?? '', status: person.s, places }
}
