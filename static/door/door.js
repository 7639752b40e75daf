// The door: ties the camera, the hand scanner, the sheet and the server together. One presentation at a time.

import { Awake } from './awake.js'
import { Camera, NoCamera } from './camera.js'
import { presented } from './code.js'
import { NoDecoder, openDecoder } from './decoder.js'
import { deliver, GaveUp, newNonce, Refused } from './deliver.js'
import { faceOf } from './face.js'
import { Repeats } from './repeats.js'
import { Sheet } from './sheet.js'
import { Tones } from './tones.js'
import { View } from './view.js'
import { listen } from './wedge.js'

const $ = (id) => document.getElementById(id)
const script = JSON.parse($('skript').textContent)
const view = new View(script), tones = new Tones(), awake = new Awake(), repeats = new Repeats()
const camera = new Camera($('bild'))
const sheet = new Sheet(script.edition, (what) => { close(); present(what.text ? presented(what.text) : what) })

let started = false // since the start button: the sheet is then over the camera and no longer the page itself
let pending = null // the presentation that waits for its answer
let admitted = '' // nonce of the last one that was let in

/** Presents a code, a reference or a picked person, and shows the answer when there is one. */
async function present(what) {
  if (pending) return
  const nonce = newNonce(), door = $('dorr').value
  pending = new AbortController()
  view.say('wait', view.text('checking'), '')
  try {
    const message = { ...what, nonce, door, edition: script.edition, occurred_at: new Date().toISOString() }
    const answer = await deliver('/api/v1/door/redeem', message, { signal: pending.signal, onWaiting: waiting })
    reached(answer)
    const face = faceOf(answer)
    if (face === 'ok') admitted = nonce
    view.verdict(face, answer)
    tones.play(face)
  } catch (error) {
    failed(error)
  } finally {
    pending = null
  }
}

/** Takes back the last admission. Saying it twice is the same as once, so it is sent until it is answered. */
async function undo() {
  if (pending || !admitted) return
  pending = new AbortController()
  try {
    const answer = await deliver('/api/v1/door/annul', { nonce: admitted, edition: script.edition },
      { signal: pending.signal, onWaiting: waiting })
    reached(answer)
    admitted = ''
    repeats.forget()
    view.say('undone', view.text(answer.status === 'ok' ? 'undone' : 'undo_failed'), answer.message, ['skriv', 'pausa'])
  } catch (error) {
    failed(error)
  } finally {
    pending = null
  }
}

function reached(answer) {
  view.connected(true)
  if (answer.counter) view.counter(answer.counter)
}

function waiting(tries) {
  view.connected(false)
  if (tries === 1) {
    view.say('wait', view.text('no_contact'), view.text('waiting'), ['avbryt'])
    tones.play('check')
  }
}

function failed(error) {
  if (error instanceof GaveUp) return view.say('wait', view.text('no_contact'), view.text('gave_up'), ['skriv', 'pausa'])
  const text = error instanceof Refused && error.status === 401 ? view.text('log_in') : error.message || view.text('refused')
  view.say('wait', view.text('refused'), text, ['skriv', 'pausa'])
  tones.play('check')
}

async function start() {
  started = true
  tones.unlock()
  try { localStorage.setItem('dorr', $('dorr').value) } catch { /* a private window forgets; the choice is one tap */ }
  $('dorrnamn').textContent = $('dorr').value
  $('kamera').hidden = $('besked').hidden = false
  $('blad').classList.add('over-all')
  $('start').hidden = $('fot').hidden = true
  $('stang').hidden = false
  close()
  view.ready()
  await run()
}

async function run() {
  view.camera(view.text('starting'))
  try {
    const decode = await openDecoder(script.decoder)
    await camera.start(decode, (text) => {
      if (!pending && $('blad').hidden && repeats.isNew(text, performance.now())) present(presented(text))
    })
    view.camera('')
    awake.keep()
    $('lampa').hidden = !camera.hasTorch
  } catch (error) {
    view.camera(why(error))
  }
}

function why(error) {
  if (error instanceof NoDecoder) return view.text('no_decoder')
  return view.text('camera_' + (error instanceof NoCamera ? error.why : 'failed'))
}

function pause() {
  camera.stop()
  awake.release()
  $('lampa').hidden = true
  $('start').hidden = $('fot').hidden = false
  view.camera(view.text('paused'))
  open('borja')
}

function open(field, back = $('sok')) {
  view.hideName()
  sheet.open(field, back)
  behind(true)
}

/** While the sheet is over them, the camera and the verdict cannot be reached by keyboard or screen reader. */
function behind(yes) {
  for (const id of ['kamera', 'besked']) $(id).inert = yes
}

function close() {
  if (!started) return start()
  behind(false)
  sheet.close()
}

async function torch() {
  const on = $('lampa').getAttribute('aria-pressed') !== 'true'
  await camera.torch(on)
  $('lampa').setAttribute('aria-pressed', String(on))
}

/** Asks now and then how many have come at the other doors, and whether the server is there at all. */
async function watch() {
  if (document.visibilityState !== 'visible' || pending) return
  try {
    const response = await fetch(`/api/v1/door/status?edition=${encodeURIComponent(script.edition)}`, { cache: 'no-store', redirect: 'error' })
    if (!response.ok) throw new Error('status ' + response.status)
    reached(await response.json())
  } catch {
    view.connected(false)
  }
}

function remember() {
  try {
    const kept = localStorage.getItem('dorr')
    if (kept && [...$('dorr').options].some((option) => option.value === kept)) $('dorr').value = kept
  } catch { /* not allowed to remember */ }
}

function wire() {
  const taps = {
    borja: start, angra: undo, pausa: pause, lampa: torch, stang: close, avbryt: () => pending?.abort(),
    sok: () => open('q'), 'sok-igen': () => open('q', $('sok-igen')), skriv: () => open('reference', $('skriv')),
  }
  for (const [id, act] of Object.entries(taps)) $(id).addEventListener('click', act)
  listen(document, (text) => { if (!$('blad').hidden) close(); present(presented(text)) })
  addEventListener('pagehide', () => camera.stop())
  addEventListener('pageshow', (event) => { if (event.persisted && started) run() })
  document.addEventListener('visibilitychange', () => { // a phone that slept may have taken the camera away
    if (document.visibilityState === 'visible' && started && camera.lost) { camera.stop(); run() }
  })
  setInterval(watch, 15000)
  remember()
  for (const part of document.querySelectorAll('[data-with-script]')) part.hidden = false
  for (const part of document.querySelectorAll('[data-without-script]')) part.hidden = true
}

wire()
