// The camera reads codes: by the browser's own detector, or by jsQR where it has none.
const PAUSE = 120
const SAME_AGAIN = 4000
const WIDEST = 720

export async function watch(video, told) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
  video.srcObject = stream
  await video.play()
  const read = await reader()
  let running = true
  let last = { text: '', at: 0 }

  async function look() {
    if (!running) return
    const text = video.readyState >= 2 ? await read(video).catch(() => '') : ''
    const now = Date.now()
    // A code stays before the camera for a while: that is one scan.
    if (text && (text !== last.text || now - last.at > SAME_AGAIN)) told(text)
    if (text) last = { text, at: now }
    setTimeout(look, PAUSE)
  }

  look()
  return () => {
    running = false
    stream.getTracks().forEach((track) => track.stop())
    video.srcObject = null
  }
}

export async function reader() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => [])) ?? []
  if (formats.includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? ''
  }
  const { default: jsQR } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const share = Math.min(1, WIDEST / (video.videoWidth || WIDEST))
    canvas.width = video.videoWidth * share
    canvas.height = video.videoHeight * share
    drawing.drawImage(video, 0, 0, canvas.width, canvas.height)
    const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height)
    return jsQR(data, width, height, { inversionAttempts: 'dontInvert' })?.data ?? ''
  }
}
