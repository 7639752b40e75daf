// The camera: started by a tap, read a few times a second, stopped when nobody looks.

const every = 120 // milliseconds between two looks: people hold a code for a second or more

/** Why there is no camera, as the name of a text: denied, missing, insecure, failed. */
export class NoCamera extends Error {
  constructor(why, cause) { super(why, { cause }); this.why = why }
}

function reason(error) {
  if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'denied'
  if (error.name === 'NotFoundError' || error.name === 'OverconstrainedError') return 'missing'
  return 'failed'
}

export class Camera {
  #video
  #stream = null
  #timer = 0

  constructor(video) { this.#video = video }

  get running() { return this.#stream !== null }

  /** Says whether the system has taken a running camera away. */
  get lost() { return this.#track?.readyState === 'ended' }

  /** Starts the camera and gives every text it reads to onText. Errors: NoCamera. */
  async start(decode, onText) {
    if (this.running) return
    if (!navigator.mediaDevices?.getUserMedia) throw new NoCamera('insecure')
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({
        audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
      })
      this.#video.srcObject = this.#stream
      await this.#video.play()
    } catch (error) {
      this.stop()
      throw new NoCamera(reason(error), error)
    }
    this.#look(decode, onText)
  }

  #look(decode, onText) {
    const stream = this.#stream
    this.#timer = setTimeout(async () => {
      if (this.#stream !== stream) return
      try {
        if (this.#video.readyState >= 2 && this.#video.videoWidth) (await decode(this.#video)).forEach(onText)
      } catch { /* a frame that cannot be read: the next one comes */ }
      if (this.#stream === stream) this.#look(decode, onText)
    }, every)
  }

  stop() {
    clearTimeout(this.#timer)
    this.#stream?.getTracks().forEach((track) => track.stop())
    this.#stream = null
    this.#video.srcObject = null
  }

  get #track() { return this.#stream?.getVideoTracks()[0] }

  /** Says whether this camera has a lamp. */
  get hasTorch() { return Boolean(this.#track?.getCapabilities?.().torch) }

  async torch(on) { await this.#track?.applyConstraints({ advanced: [{ torch: on }] }) }
}
