// The camera at work: the picture, the reader of codes, the lamp, and a screen that stays lit.

import { Awake } from './awake.js'
import { Camera, NoCamera } from './camera.js'
import { hasOwnDecoder, NoDecoder, openDecoder } from './decoder.js'
import { Repeats } from './repeats.js'

export class Scanner {
  #camera
  #awake = new Awake()
  #repeats = new Repeats()
  #bundled
  #lamp
  #say
  #onText

  /**
   * bundled: address of the bundled decoder, or "". say(name) shows why there is no picture, "" when there is one.
   * onText takes a code that has come into sight; when it gives false it was not the moment, and the code counts again.
   */
  constructor({ video, lamp, bundled, say, onText }) {
    this.#camera = new Camera(video)
    this.#lamp = lamp
    this.#bundled = bundled
    this.#say = say
    this.#onText = onText
    lamp.addEventListener('click', () => this.#torch())
    addEventListener('pagehide', () => this.#camera.stop())
    document.addEventListener('visibilitychange', () => this.#back())
    addEventListener('pageshow', (event) => { if (event.persisted) this.#back() })
  }

  #wanted = false

  async run() {
    this.#wanted = true
    this.#say('starting')
    try {
      const decode = await openDecoder(this.#bundled)
      await this.#camera.start(decode, (text) => this.#read(text))
      this.#say('')
      this.#awake.keep()
      this.#lamp.hidden = !this.#camera.hasTorch
    } catch (error) {
      this.#say(error instanceof NoDecoder ? 'no_decoder' : 'camera_' + (error instanceof NoCamera ? error.why : 'failed'))
    }
  }

  pause() {
    this.#wanted = false
    this.#camera.stop()
    this.#awake.release()
    this.#lamp.hidden = true
    this.#say('paused')
  }

  /** After an undo the same code may be held up again at once. */
  forget() { this.#repeats.forget() }

  #read(text) {
    if (this.#repeats.isNew(text, performance.now()) && this.#onText(text) === false) this.#repeats.forget(text)
  }

  /** A phone that slept may have taken the camera away. */
  #back() {
    if (!this.#wanted || document.visibilityState !== 'visible' || (this.#camera.running && !this.#camera.lost)) return
    this.#camera.stop()
    this.run()
  }

  async #torch() {
    const on = this.#lamp.getAttribute('aria-pressed') !== 'true'
    await this.#camera.torch(on)
    this.#lamp.setAttribute('aria-pressed', String(on))
  }
}

/** Fetches the bundled decoder into the phone, where it will be needed when there is no network. */
export async function keepDecoder(files) {
  if (await hasOwnDecoder()) return
  for (const file of files) await fetch(file).catch(() => {})
}
