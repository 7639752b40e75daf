// The sheet over the camera: choose the door, write a reference code, search for a name.

const $ = (id) => document.getElementById(id)

export class Sheet {
  #edition
  #back = null

  /** onPick(what): a code was written or a person picked. */
  constructor(edition, onPick) {
    this.#edition = edition
    $('kodblad').addEventListener('submit', (event) => {
      event.preventDefault()
      const field = $('reference'), text = field.value
      if (!text.trim()) return field.focus()
      field.value = ''
      onPick({ text })
    })
    $('sokblad').addEventListener('submit', (event) => { event.preventDefault(); this.#search() })
    $('traffar').addEventListener('submit', (event) => {
      event.preventDefault()
      onPick({ registration_id: new FormData(event.target).get('registration_id') })
    })
  }

  /** Opens the sheet with the cursor in a field; focus returns to back when it closes. */
  open(field, back) {
    this.#back = back
    $('blad').hidden = false
    $(field).focus()
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
    const said = $('funna')
    $('traffar').replaceChildren()
    said.textContent = ''
    try {
      const response = await fetch('/api/v1/door/search', {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, cache: 'no-store', redirect: 'error',
        body: JSON.stringify({ q: $('q').value, edition: this.#edition }),
      })
      const answer = await response.json()
      said.textContent = answer.message ?? ''
      if (response.ok) $('traffar').replaceChildren(...answer.hits.map(line))
    } catch {
      said.textContent = said.dataset.failed
    }
  }
}

function line(hit) {
  const item = $('traff').content.firstElementChild.cloneNode(true)
  const part = (name) => item.querySelector(`[data-part="${name}"]`)
  part('name').textContent = hit.name
  part('organisation').textContent = hit.organisation
  part('note').textContent = hit.note ? ` · ${hit.note}` : ''
  part('again').textContent = ` ${hit.name}`
  item.querySelector('input').value = hit.registration_id
  if (hit.note) {
    item.querySelector('button').classList.add('quiet')
    part('do').textContent = $('traffar').dataset.show
  }
  return item
}
