// People whom the doors have sent to the help desk. The list names nobody; whoever opens a case sees who it is.

import { ask } from './api.js'

const $ = (id) => document.getElementById(id)

export class Cases {
  #parts
  #all = []

  /** desk shows the person of a case. short(reason): a word or two on a verdict. */
  constructor(parts) {
    this.#parts = parts
    $('till-arenden').addEventListener('click', () => { this.refresh(); parts.panels.show('arenden') })
    $('arenden').addEventListener('click', (event) => {
      const button = event.target.closest('button')
      if (button) this.#open(this.#all[[...$('arenden').querySelectorAll('button')].indexOf(button)])
    })
  }

  /** Takes how many cases wait from a status answer, and fetches them while somebody looks. */
  heard({ cases }) {
    if (cases === undefined) return
    const chip = $('arenden-antal')
    chip.hidden = !cases
    if (chip.textContent !== String(cases)) chip.textContent = cases
    if (this.#parts.panels.shows('arenden')) this.refresh()
  }

  async refresh() {
    const { station, panels, text } = this.#parts
    try {
      const answer = await ask('/api/v1/door/cases?edition=' + encodeURIComponent(station.edition))
      panels.say('arenden', '')
      if (JSON.stringify(answer.cases) === JSON.stringify(this.#all)) return
      this.#all = answer.cases
      $('arenden').replaceChildren(...this.#all.map((one) => this.#line(one)))
      $('arenden-inga').hidden = this.#all.length > 0
    } catch {
      panels.say('arenden', text('desk_offline'))
    }
  }

  #line(one) {
    const item = $('arende-mall').content.firstElementChild.cloneNode(true), { text, short } = this.#parts
    const part = (name, text) => { item.querySelector(`[data-part="${name}"]`).textContent = text }
    part('number', text('case_title', { number: one.number }) + ' ·')
    part('why', one.note || short(one.reason))
    part('where', [one.door, one.time, one.state === 'taken' ? text('case_taken') : ''].filter(Boolean).join(' · '))
    return item
  }

  async #open(one) {
    const { station, panels, desk, text } = this.#parts
    try {
      const answer = await ask('/api/v1/door/case/open', { body: { id: one.id, edition: station.edition } })
      if (answer.status !== 'ok') return panels.say('arenden', answer.message)
      desk.show(answer.person, answer.case)
    } catch {
      panels.say('arenden', text('desk_offline'))
    }
  }
}
