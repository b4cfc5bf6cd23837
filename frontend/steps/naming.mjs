// Names that carry a digest of their content, in esbuild's form: app-4EV7QMWG.css.
import { createHash } from 'node:crypto'
import { extname } from 'node:path'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function digested(name, content) {
  const bytes = createHash('sha256').update(content).digest().subarray(0, 8)
  const digest = [...bytes].map((byte) => ALPHABET[byte % 32]).join('')
  const end = extname(name)
  return `${name.slice(0, -end.length)}-${digest}${end}`
}
