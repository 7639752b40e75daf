// Keeps the page about check-in new without reloading it: the server pushes its parts, and those that differ are put in
// place. Without this script the page shows the same figures and a link that loads it again.

const root = document.querySelector('[data-stream]')
const pause = document.querySelector('[data-pause]')
const state = document.querySelector('[data-state]')
const quiet = 4000 // milliseconds: each stream ends within a minute and comes again at once, which nobody needs to hear of
const again = 5000
let source = null
let silence = 0
let next = 0

function show(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html')
  for (const part of fresh.querySelectorAll('[data-live]')) {
    const old = root.querySelector(`[data-live="${part.dataset.live}"]`)
    if (old && old.innerHTML !== part.innerHTML && !old.contains(document.activeElement)) {
      old.replaceChildren(...document.importNode(part, true).childNodes)
    }
  }
}

const says = { on: 'saysOn', off: 'saysOff', paused: 'saysPaused' }

function tell(word) {
  clearTimeout(silence)
  silence = 0
  const text = state?.dataset[says[word]]
  if (state && state.textContent !== text) state.textContent = text // else a screen reader would say it again and again
}

function listen() {
  source = new EventSource(root.dataset.stream)
  source.addEventListener('open', () => tell('on'))
  source.addEventListener('live', event => show(event.data))
  source.addEventListener('error', () => {
    silence ||= setTimeout(() => tell('off'), quiet)
    if (source.readyState === EventSource.CLOSED) next = setTimeout(ask, again)
  })
}

/**
 * The browser asks again by itself, except after an answer that is no stream: whatever stands in front of a server that
 * starts anew says 502. Then this page waits, too; a screen on a wall has nobody who would load it again.
 */
async function ask() {
  const asked = source
  const status = await fetch(root.dataset.stream, { redirect: 'manual' }).then(answer => answer.status, () => 503)
  if (source !== asked) return // paused meanwhile
  if (status === 200) listen()
  else if (status >= 500 || status === 429) next = setTimeout(ask, again)
  else location.reload() // logged out: the page says so
}

function stop() {
  clearTimeout(next)
  clearTimeout(silence)
  silence = 0
  source?.close()
  source = null
}

if (root && window.EventSource) {
  listen()
  if (pause) {
    pause.hidden = false
    pause.addEventListener('click', () => {
      const paused = source !== null
      if (paused) { stop(); tell('paused') } else { listen() }
      pause.setAttribute('aria-pressed', String(paused))
    })
  }
  addEventListener('pagehide', stop)
  addEventListener('pageshow', event => { if (event.persisted && !source) { pause?.setAttribute('aria-pressed', 'false'); listen() } })
}
