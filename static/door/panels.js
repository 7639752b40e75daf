// The sheet's panels: one is shown at a time, and the way back leads to where scanning goes on.

const $ = (id) => document.getElementById(id)

export class Panels {
  #search = $('hitta')
  #all = [...document.querySelectorAll('[data-panel]')]

  /** onBack is told when somebody goes back. */
  constructor(onBack = () => {}) {
    for (const button of document.querySelectorAll('[data-back]')) button.addEventListener('click', () => { this.home(); onBack() })
  }

  /** Shows a panel alone, with the focus on its heading. */
  show(name) {
    this.#search.hidden = true
    for (const panel of this.#all) panel.hidden = panel.dataset.panel !== name
    this.say(name, '')
    const panel = this.#panel(name)
    panel.querySelector('h2').focus()
  }

  /** Shows what the sheet shows otherwise. */
  home() {
    for (const panel of this.#all) panel.hidden = true
    this.#search.hidden = false
  }

  shows(name) { return !this.#panel(name).hidden }

  /** Says in a panel what stands in the way; problems are put at their fields. */
  say(name, message, problems = []) {
    const panel = this.#panel(name)
    panel.querySelector('[data-said]').textContent = problems.length ? '' : message
    for (const place of panel.querySelectorAll('[data-error]')) {
      const problem = problems.find((one) => one.field === place.dataset.error)
      const field = place.parentElement.querySelector('input, select')
      place.textContent = problem?.message ?? ''
      place.className = problem ? 'error' : ''
      field.toggleAttribute('aria-invalid', Boolean(problem))
    }
    panel.querySelector('[aria-invalid]')?.focus()
  }

  #panel(name) { return this.#all.find((panel) => panel.dataset.panel === name) }
}
