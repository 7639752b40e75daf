// What the page shows: the verdict, the counter, the state of the connection. It holds no rules.

const hideAfter = 5000 // a name on a phone in a queue is everybody's to read

const $ = (id) => document.getElementById(id)

export class View {
  #script
  #hiding = 0

  constructor(script) { this.#script = script }

  text(name, values = {}) {
    return (this.#script.texts[name] ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all)
  }

  /** Shows an answer on one of the four screens; the name goes away after five seconds. */
  verdict(face, answer) {
    const person = answer.attendee
    this.#paint(face, face, this.#script.words[face], answer.message)
    $('vem').textContent = person?.name ?? ''
    $('organisation').textContent = person?.organisation ?? ''
    $('salar').replaceChildren(...(person?.places ?? []).map(room))
    this.#acts(face === 'ok' ? ['angra'] : ['sok-igen'])
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

  connected(yes) {
    const chip = $('natet')
    chip.dataset.tone = yes ? 'ok' : 'warn'
    chip.textContent = this.text(yes ? 'connected' : 'disconnected')
  }

  /** What stands where the picture would be; "" shows the picture. */
  camera(message) {
    $('kameratext').textContent = message
    $('kameratext').hidden = !message
    $('sikte').toggleAttribute('hidden', Boolean(message))
  }
}

function room({ time, title, room }) {
  const line = document.createElement('li')
  for (const [tag, text] of [['span', time], ['span', title], ['b', room]]) {
    line.append(Object.assign(document.createElement(tag), { textContent: text }))
  }
  return line
}
