// The door: ties the scanner, the sheet, the doorman and the server together. One presentation at a time.

import { conceal } from './box.js'
import { Cases } from './cases.js'
import { presented } from './code.js'
import { Desk } from './desk.js'
import { Doorman } from './doorman.js'
import { Names } from './names.js'
import { Panels } from './panels.js'
import { Queue } from './queue.js'
import { Room } from './room.js'
import { Roster } from './roster.js'
import { keepDecoder, Scanner } from './scanner.js'
import { Sheet } from './sheet.js'
import { openShelf } from './shelf.js'
import { Sign } from './sign.js'
import { Station } from './station.js'
import { gone, out, Sync } from './sync.js'
import { Tones } from './tones.js'
import { Turn } from './turn.js'
import { keepLanguage, Updates } from './updates.js'
import { View } from './view.js'
import { listen } from './wedge.js'

const $ = (id) => document.getElementById(id)
const script = JSON.parse($('skript').textContent)
const shelf = await openShelf()
const station = new Station(shelf), roster = new Roster(shelf), names = new Names(shelf)
const queue = new Queue(shelf, (scan) => conceal(scan, station.box))
const view = new View(script), tones = new Tones(), sign = new Sign(station, view), panels = new Panels()

let scanning = false // since the start button, but for pauses
let started = false // since the start button: the sheet is then over the camera and no longer the page itself

const sync = new Sync({ station, roster, names, queue, tell, on: { state: networkChanged, status: heard, sent, roster: prepared } })
const doorman = new Doorman({ roster, names, queue, station, link: sync, say: sentence })
const scanner = new Scanner({
  video: $('bild'), lamp: $('lampa'), bundled: script.decoder, say: (name) => view.camera(name),
  onText: (text) => !turn.busy && !sheet.open && void turn.present(presented(text)),
})
const turn = new Turn({ doorman, sync, station, view, tones, where: () => sign.door, onChange: network, forget: () => scanner.forget() })
const updates = new Updates(() => !scanning && !turn.busy && !queue.waiting && !document.activeElement?.matches('input, select'))
const sheet = new Sheet({
  station, names, link: sync, onMore: (what) => desk.open(what),
  onPick: (what) => { close(); turn.present(what.text ? presented(what.text) : what) },
})
const desk = new Desk({
  station, panels, text: (name, values) => view.text(name, values), where: () => sign.door,
  onVerdict: (answer, scan) => { close(); turn.show(answer, scan) },
  onPresent: (what) => { close(); turn.present(what) },
  onUndo: (scan) => { close(); turn.undo(scan) },
})
const cases = new Cases({ station, panels, desk, text: (name, values) => view.text(name, values), short: (reason) => view.short(reason) })
const room = new Room({ station, text: (name, values) => view.text(name, values) })

/** The sentence under a verdict that the phone has given. */
function sentence({ reason, earlier, attendee }, person) {
  const elsewhere = attendee?.places.find((place) => place.slot === station.session?.slot)
  const time = { already_redeemed: earlier?.time, not_yet: station.opens, too_late: station.closes }[reason] ?? station.clock(roster.at)
  const name = reason === 'already_redeemed' && earlier?.door ? 'already_redeemed_at' : reason
  return view.says(name, { time, door: earlier?.door, number: person.w, room: elsewhere?.room, title: elsewhere?.title })
}

// What the server says, and what becomes of the contact with it.

let battery = null
navigator.getBattery?.().then((one) => { battery = one }, () => {})

function tell() { return { app: script.app, ...(battery ? { battery: Math.round(battery.level * 100) } : {}) } }

function counted(answer) {
  if (answer.counter) view.counter(answer.counter)
}

function heard(status) {
  counted(status)
  sign.show()
  cases.heard(status)
  if (sheet.open) room.refresh()
  if (status.app && status.app !== script.app) updates.look()
  updates.take()
}

function sent(answer) {
  counted(answer)
  network()
  updates.take()
}

function networkChanged(state) {
  if (state === gone) { sign.show(); if (scanning) pause() }
  network()
  view.state(state === out && !station.known ? 'unknown' : state)
}

/** Shows whether there is contact, and how many scans wait. */
function network() {
  view.network(sync.state, queue.waiting, queue.crammed)
  if (station.counter && !sync.up) view.counter({ ...station.counter, in: station.counter.in + queue.arrived })
}

function prepared() {
  if (roster.ready(station.editionID)) $('beredd').textContent = view.text('prepared', { time: station.clock(roster.at) })
}

// The page.

async function start() {
  started = scanning = true
  tones.unlock()
  sign.keep()
  sign.show()
  $('kamera').hidden = $('besked').hidden = false
  $('blad').classList.add('over-all')
  $('start').hidden = $('fot').hidden = true
  $('stang').hidden = false
  close()
  view.ready()
  await scanner.run()
}

function pause() {
  scanning = false
  scanner.pause()
  $('start').hidden = $('fot').hidden = false
  open('borja', $('borja'))
  updates.take()
}

function open(field, back = $('sok')) {
  view.hideName()
  panels.home()
  sheet.show(field, back)
  behind(true)
  room.refresh()
}

/** While the sheet is over them, the camera and the verdict cannot be reached by keyboard or screen reader. */
function behind(yes) {
  for (const id of ['kamera', 'besked']) $(id).inert = yes
}

function close() {
  if (!started) return start()
  behind(false)
  panels.home()
  sheet.close()
}

/** Opens what the desk can do for whoever stands on the screen. */
function help() {
  const { code, reference, registration_id } = turn.shown ?? {}
  open('q', $('visa'))
  desk.open({ code, reference, registration_id })
}

/** Says in which language the next start is, network or not. */
async function speak(event) {
  event.preventDefault()
  const { href, lang } = event.currentTarget
  await keepLanguage(lang).catch(() => {})
  await fetch(href, { redirect: 'manual' }).catch(() => {})
  location.reload()
}

function wire() {
  const find = () => open(sign.desk ? 'q' : 'reference')
  const taps = {
    borja: start, angra: () => turn.undo(), slapp: () => turn.letIn(), 'plats-har': () => turn.giveSeat(), 'till-disken': () => turn.passOn(),
    visa: help, pausa: pause, stang: close, avbryt: () => turn.giveUp(), sok: find, 'sok-igen': () => open('q', $('sok-igen')),
    skriv: () => open('reference', $('skriv')), spraket: speak,
  }
  for (const [id, act] of Object.entries(taps)) $(id).addEventListener('click', act)
  $('loggaut').addEventListener('submit', () => { names.wipe() })
  listen(document, (text) => { if (sheet.open) close(); turn.present(presented(text)) })
  addEventListener('online', () => sync.nudge())
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') sync.nudge() })
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault() // it asks when somebody wants it, and not in the queue
    $('installera').hidden = false
    $('installera').addEventListener('click', () => event.prompt(), { once: true })
  })
  for (const part of document.querySelectorAll('[data-with-script]')) part.hidden = false
  for (const part of document.querySelectorAll('[data-without-script]')) part.hidden = true
}

async function boot() {
  await Promise.all([station.load(), roster.load(), queue.load(), names.load()])
  sync.edition = script.edition || decodeURIComponent(/^\/dorr\/([^/]+)$/.exec(location.pathname)?.[1] ?? '')
  sign.remember()
  wire()
  sign.show()
  network()
  prepared()
  sync.run()
  await updates.start()
  await updates.controlled()
  await keepDecoder(script.decoder_files)
}

await boot()
