// Reading a QR code out of a picture: the browser's own detector where it has one, else the bundled zxing.

/** There is nothing to read codes with. */
export class NoDecoder extends Error {}

/** Gives a function from a video to the texts of the codes in it. bundled: address of the bundled reader, or "". */
export async function openDecoder(bundled) {
  const own = await native()
  if (own) return own
  if (!bundled) throw new NoDecoder()
  try {
    return await zxing(bundled)
  } catch (cause) {
    throw new NoDecoder('the bundled decoder did not load', { cause })
  }
}

/** Says whether this browser reads QR codes by itself. Some have the name and not the service behind it. */
export async function hasOwnDecoder() {
  try {
    return Boolean((await globalThis.BarcodeDetector?.getSupportedFormats())?.includes('qr_code'))
  } catch {
    return false
  }
}

async function native() {
  if (!await hasOwnDecoder()) return null
  try {
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video)).map((code) => code.rawValue)
  } catch {
    return null
  }
}

// 960 pixels are enough for a code at arm's length, and a third of the work of a full frame.
const widest = 960

async function zxing(bundled) {
  const { prepareZXingModule, readBarcodes } = await import(bundled)
  const wasm = new URL('../zxing_reader.wasm', new URL(bundled, location.href)).href
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const scale = Math.min(1, widest / video.videoWidth)
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    pen.drawImage(video, 0, 0, canvas.width, canvas.height)
    const picture = pen.getImageData(0, 0, canvas.width, canvas.height)
    const codes = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 2 })
    return codes.filter((code) => code.isValid).map((code) => code.text)
  }
}
