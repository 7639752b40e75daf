// The page that an organiser's QR picture leads to: it turns this phone into a door. The code stands behind the # of the
// address, which browsers send to nobody.

import { ask, Refused, Unreachable } from './api.js'
import { newNonce } from './deliver.js'

const $ = (id) => document.getElementById(id)
const { app, texts } = JSON.parse($('skript').textContent)
const pause = 2000 // milliseconds until the next try

/** Takes the code out of the address: it must not stand there for the next one who picks the phone up. */
function takeCode() {
  const code = location.hash.slice(1)
  history.replaceState(null, '', location.pathname)
  return code
}

/** Shows the code until a phone is a door. The same nonce makes it safe to ask again when an answer was lost. */
async function pair(code) {
  const nonce = newNonce()
  for (;;) {
    try {
      return await ask('/api/v1/door/pair', { body: { code, nonce, app } })
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      say('no_contact')
      await new Promise((done) => { setTimeout(done, pause) })
    }
  }
}

function say(name, values = {}) {
  $('besked').textContent = (texts[name] ?? texts.refused).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all)
}

async function run() {
  const code = takeCode()
  if (!code) return say('no_code')
  say('working')
  try {
    const { device } = await pair(code)
    say('done', { name: device.name })
    $('oppna').hidden = false
    location.replace('/dorr')
  } catch (error) {
    say(error instanceof Refused ? error.reason : 'refused')
  }
}

addEventListener('hashchange', () => { if (location.hash) run() }) // another picture was read while this page stood open
await run()
