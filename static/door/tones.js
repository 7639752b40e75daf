// One sound for each screen, told apart without looking: rising, twice the same, up and down, one low growl.

const tunes = {
  ok: { wave: 'sine', notes: [[880, 0, .11], [1320, .12, .2]] },
  in: { wave: 'triangle', notes: [[660, 0, .12], [660, .18, .12]] },
  check: { wave: 'triangle', notes: [[440, 0, .16], [587, .18, .16], [440, .36, .22]] },
  no: { wave: 'square', notes: [[165, 0, .55]] },
}
const shakes = { ok: [90], in: [70, 60, 70], check: [160, 80, 160], no: [500] }
const loudness = .35

export class Tones {
  #audio = null

  /** Must be called while a tap is handled: phones allow sound only after one. */
  unlock() {
    const Audio = globalThis.AudioContext ?? globalThis.webkitAudioContext
    if (!this.#audio && Audio) this.#audio = new Audio()
    this.#audio?.resume?.()
  }

  /** Plays a screen's sound, and shakes the phone where it can be shaken (not on iOS or Firefox). */
  play(face) {
    try { navigator.vibrate?.(shakes[face]) } catch { /* a bonus only */ }
    const audio = this.#audio
    if (!audio || !tunes[face]) return
    if (audio.state === 'suspended') audio.resume()
    for (const [pitch, start, length] of tunes[face].notes) this.#note(audio, tunes[face].wave, pitch, start, length)
  }

  #note(audio, wave, pitch, start, length) {
    const tone = audio.createOscillator(), gain = audio.createGain(), at = audio.currentTime + start
    tone.type = wave
    tone.frequency.value = pitch
    gain.gain.setValueAtTime(0, at)
    gain.gain.linearRampToValueAtTime(loudness, at + .01) // without the ramps it clicks
    gain.gain.setValueAtTime(loudness, at + length - .02)
    gain.gain.linearRampToValueAtTime(0, at + length)
    tone.connect(gain).connect(audio.destination)
    tone.start(at)
    tone.stop(at + length)
  }
}
