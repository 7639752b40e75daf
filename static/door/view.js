// What the page shows: the verdict, the counter, the state of the connection. It holds no rules.

import { down, gone, out, up } from './sync.js'

const hideAfter = 5000 // a name on a phone in a queue is everybody's to read

const $ = (id) => document.getElementById(id)

export class View {
  #script
  #hiding = 0

  constructor(script) { this.#script = script }

  /** A text with its {places} filled in. */
  text(name, values = {}) { return fill(this.#script.texts[name] ?? name, values) }

  /** The sentence on a verdict that the phone itself has given. */
  says(reason, values = {}) { return fill(this.#script.says[reason] ?? '', values) }

  /** A reason in a word or two. */
  short(reason) { return this.#script.short[reason] ?? '' }

  /** Shows an answer on one of the four screens with some of the buttons; the name goes away after five seconds. */
  verdict(face, answer, acts) {
    const person = answer.attendee
    this.#paint(face, face, this.#script.words[face], answer.message)
    $('vem').textContent = person?.name ?? ''
    $('organisation').textContent = person?.organisation ?? ''
    $('salar').replaceChildren(...placeList(person?.places))
    this.#acts(acts)
    if (person) this.#hiding = setTimeout(() => this.hideName(), hideAfter)
  }

  /** Takes whatever tells who it was off the screen. The verdict and its undo stay. */
  hideName() {
    clearTimeout(this.#hiding)
    for (const id of ['vem', 'organisation']) $(id).textContent = ''
    $('salar').replaceChildren()
  }

  /** Shows something that is no verdict: ready, waiting, undone, refused. */
  say(icon, word, message, acts = []) {
    this.#paint('', icon, word, message)
    this.#acts(acts)
  }

  ready() {
    const idle = $('redo')
    this.say('ready', idle.dataset.word, idle.dataset.text, ['skriv', 'pausa'])
  }

  #paint(face, icon, word, message) {
    this.hideName()
    const box = $('besked')
    if (face) box.dataset.verdict = face
    else delete box.dataset.verdict
    $('tecken').replaceChildren($('ikon-' + icon).content.cloneNode(true))
    $('ord').textContent = word
    $('skal').textContent = message
  }

  #acts(shown) {
    for (const button of $('atgarder').children) button.hidden = !shown.includes(button.id)
  }

  counter({ in: inside, expected }) {
    for (const place of document.querySelectorAll('[data-counter]')) {
      place.textContent = this.text('counter', { in: inside, expected })
    }
  }

  /** Says in the chip whether there is contact, and how many scans wait; crammed: they would be lost with the page. */
  network(state, waiting, crammed) {
    const chip = $('natet'), name = { [up]: 'connected', [down]: 'offline', [out]: 'logged_out', [gone]: 'shut_out' }[state]
    chip.dataset.tone = state === up ? 'ok' : 'warn'
    const text = this.text(name) + (waiting ? ' · ' + this.text('waits', { n: waiting }) : '')
    if (chip.textContent !== text) chip.textContent = text // else a screen reader would say it again and again
    $('trangt').hidden = !crammed
  }

  /** Shows what must be known before anybody can scan: nobody logged in, a device that was shut out. */
  state(state) {
    for (const part of document.querySelectorAll('[data-state]')) part.hidden = part.dataset.state !== state
  }

  /** What stands where the picture would be; "" shows the picture. */
  camera(name) {
    $('kameratext').textContent = name && this.text(name)
    $('kameratext').hidden = !name
    $('sikte').toggleAttribute('hidden', Boolean(name))
  }

  /** Shows only what somebody with these roles has a use for. */
  roles(mine) {
    for (const part of document.querySelectorAll('[data-for]')) part.hidden = !part.dataset.for.split(' ').some((role) => mine.includes(role))
  }
}

function fill(text, values) { return text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all) }

/** Seminars to go to, as lines of a list. */
export function placeList(places = []) { return places.map(line) }

function line({ time, title, room }) {
  const item = document.createElement('li')
  for (const [tag, text] of [['span', time], ['span', title], ['b', room]]) {
    item.append(Object.assign(document.createElement(tag), { textContent: text }))
  }
  return item
}
