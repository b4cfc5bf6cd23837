// Codes of tickets as this device can tell them: the same as events/rules/door.py.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const CYRILLIC = 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ'
const LATIN = 'QWERTYUIOPASDFGHJKLZXCVBNM'
const SIGNATURE = 64

// Answers {event, signed, signature}, or nothing for what is none of our codes.
export function readCode(text) {
  const letters = plain(text)
  if (!letters.startsWith('V1')) return null
  const raw = fromBase32(letters.slice(2))
  if (!raw || raw.length <= 8 + SIGNATURE) return null
  const signed = raw.slice(0, -SIGNATURE)
  const event = Number(new DataView(signed.buffer).getBigUint64(0))
  return { event, signed, signature: raw.slice(-SIGNATURE) }
}

// Answers the number of a ticket that somebody typed, or nothing: «K7QM-2XPA».
export function readNumber(text) {
  const found = plain(text).match(/^([A-Z2-7]{4})-?([A-Z2-7]{4})$/)
  return found ? `${found[1]}-${found[2]}` : ''
}

export function numberOf(digest) {
  let bits = ''
  for (let at = 0; at < 10; at += 2) bits += parseInt(digest.slice(at, at + 2), 16).toString(2).padStart(8, '0')
  const letters = bits.match(/.{5}/g).map((five) => ALPHABET[parseInt(five, 2)])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

export async function digestOf(code) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', code.signed))
  return hex(bytes).slice(0, 24)
}

// Tells whether our signature is right: true, false, or nothing where the browser cannot say.
export async function isSigned(code, key) {
  try {
    const bytes = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16))
    const known = await crypto.subtle.importKey('raw', bytes, { name: 'Ed25519' }, false, ['verify'])
    return await crypto.subtle.verify({ name: 'Ed25519' }, known, code.signature, code.signed)
  } catch {
    return null
  }
}

function plain(text) {
  const letters = text.toUpperCase().replace(/\s/g, '')
  return letters.replace(/[А-Я]/g, (letter) => LATIN[CYRILLIC.indexOf(letter)] ?? letter)
}

function fromBase32(letters) {
  const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8))
  let bits = 0
  let held = 0
  let at = 0
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) return null
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 0xff
    }
  }
  return bytes
}

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
