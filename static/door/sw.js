// The door's service worker: the app starts from here, network or not. The server puts one line before this file:
//
//   const app = {version, shells: {sv, en}, files: [address, …], decoder: {hash, files: [address, …]}}
//
// so that a new release is a new worker. A new worker fills a cache of its own and then waits; the page lets it take over
// when nobody is being served and nothing waits to be sent (updates.js).

const shelf = 'samling-dorr-' + app.version
const decoder = 'samling-dorr-avkodare-' + app.decoder.hash // kept from release to release: it is most of the bytes
const settings = 'samling-dorr-val' // in which language the app starts; it outlives releases

addEventListener('install', (event) => event.waitUntil(fill()))

addEventListener('activate', (event) => event.waitUntil(tidy().then(() => clients.claim())))

addEventListener('message', (event) => { if (event.data === 'ta over') skipWaiting() })

addEventListener('fetch', (event) => {
  const { request } = event, url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (request.mode === 'navigate' && isApp(url)) event.respondWith(shell(request))
  else if (decoderName(url.pathname)) event.respondWith(decoderFile(request, decoderName(url.pathname)))
  else if (app.files.includes(url.pathname)) event.respondWith(kept(request))
})

/** The addresses that the app answers to: the door, and the door of one day. The choice of days comes from the server. */
function isApp({ pathname, searchParams }) {
  return /^\/dorr(\/[^/.]*)?$/.test(pathname) && pathname !== '/dorr/para' && !searchParams.has('dagar')
}

async function fill() {
  const cache = await caches.open(shelf)
  await cache.addAll([...Object.values(app.shells), ...app.files].map((path) => new Request(path, { cache: 'no-cache' })))
  const names = await caches.keys()
  const used = names.some((name) => name.startsWith('samling-dorr-avkodare-')) && !names.includes(decoder)
  if (used) await (await caches.open(decoder)).addAll(app.decoder.files.map(underOneName))
}

async function tidy() {
  const mine = [shelf, decoder, settings]
  for (const name of await caches.keys()) if (name.startsWith('samling-dorr-') && !mine.includes(name)) await caches.delete(name)
}

async function shell(request) {
  const cache = await caches.open(shelf)
  return await cache.match(app.shells[await language()] ?? app.shells.sv) ?? fetch(request)
}

async function language() {
  const kept = await (await caches.open(settings)).match('/dorr/sprak')
  return kept ? kept.text() : navigator.language.startsWith('sv') ? 'sv' : 'en'
}

async function kept(request) { return await (await caches.open(shelf)).match(request.url) ?? fetch(request) }

/** A release changes the addresses of all files, the decoder's too, but hardly ever the decoder. */
function decoderName(path) { return app.decoder.files.length ? /^\/static\/[^/]+(\/door\/vendor\/.+)$/.exec(path)?.[1] : undefined }

function underOneName(path) { return new Request('/static/avkodare' + decoderName(path)) }

async function decoderFile(request, name) {
  const cache = await caches.open(decoder), address = '/static/avkodare' + name
  const have = await cache.match(address)
  if (have) return have
  const response = await fetch(request)
  if (response.ok) await cache.put(address, response.clone()).catch(() => {}) // a full phone reads codes while it has a network
  return response
}
