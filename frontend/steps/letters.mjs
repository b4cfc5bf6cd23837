// The faces of scripts that DejaVu has not, for paper (kit/lettering): one file of deflated TrueType faces, and a
// list of where each stands in it and which letters it has. npm brings them as WOFF 1.0, of which each table is
// deflated by itself (W3C, WOFF File Format 1.0, 5).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'

const PACKAGE = /^@fontsource\/noto-(?:sans-|serif-)?(.+)$/
// Large faces have one weight, which is drawn thicker: a second would be eight megabytes more.
const SINGLE = { kr: 'korean', emoji: 'emoji', tibetan: 'tibetan' }
// Han comes in slices, which together have more than the one file of a language.
const SLICED = new Set(['sc', 'jp'])

export function letters(here) {
  const parts = []
  const faces = []
  const plain = ['DejaVuSans', 'DejaVuSans-Bold'].map((face) => join(here, `node_modules/dejavu-fonts-ttf/ttf/${face}.ttf`))
  const known = ranges(shared(plain.map((path) => readFileSync(path))))
  faces.push(...[400, 700].map((weight) => ({ family: 'plain', weight, at: 0, size: 0, letters: known })))
  let at = 0
  for (const name of packagesIn(here)) {
    for (const files of filesOf(join(here, 'node_modules', name, 'files'), PACKAGE.exec(name)[1])) {
      const whole = files.map(([weight, path]) => [weight, unpacked(readFileSync(path))])
      const known = ranges(shared(whole.map(([, face]) => face)))
      for (const [weight, face] of whole) {
        const packed = deflateSync(face, { level: 9 })
        faces.push({ family: PACKAGE.exec(name)[1], weight, at, size: packed.length, letters: known })
        parts.push(packed)
        at += packed.length
      }
    }
  }
  return { bytes: Buffer.concat(parts), list: JSON.stringify(faces) }
}

// All are under the SIL Open Font License: whose they are, a line each, then its text once.
export function lettersLicence(here) {
  const texts = packagesIn(here).map((name) => readFileSync(join(here, 'node_modules', name, 'LICENSE'), 'utf8').trim())
  const owners = new Set(texts.map((text) => text.slice(0, text.indexOf('\n'))))
  const rest = new Set(texts.map((text) => text.slice(text.indexOf('\n')).trim()))
  return [...owners].join('\n') + '\n\n' + [...rest].join('\n\n') + '\n'
}

function packagesIn(here) {
  const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
  return Object.keys(dependencies).filter((name) => PACKAGE.test(name))
}

// Sets of files that have the same letters in the weights there are: [[weight, path], …].
function filesOf(folder, family) {
  const names = readdirSync(folder).filter((name) => name.endsWith('-normal.woff'))
  const found = (subset, weight) => names.find((name) => name.endsWith(`-${family}-${subset}-${weight}-normal.woff`))
  if (SLICED.has(family)) {
    const slices = names.map((name) => /-(\d+)-400-normal\.woff$/.exec(name)?.[1]).filter(Boolean).map(Number)
    return slices.sort((one, other) => one - other).map((slice) => [[400, join(folder, found(slice, 400))]])
  }
  const weights = SINGLE[family] ? [400] : [400, 700]
  const files = weights.map((weight) => [weight, found(SINGLE[family] ?? family, weight)]).filter(([, name]) => name)
  if (!files.length) throw new Error(`No face of ${family} in ${folder}`)
  return [files.map(([weight, name]) => [weight, join(folder, name)])]
}

// WOFF 1.0 to TrueType: the same tables, inflated, behind a directory without the packed lengths.
function unpacked(woff) {
  const count = woff.readUInt16BE(12)
  const tables = []
  for (let place = 0; place < count; place++) {
    const entry = 44 + place * 20
    const [offset, packed, length] = [4, 8, 12].map((skip) => woff.readUInt32BE(entry + skip))
    const data = woff.subarray(offset, offset + packed)
    tables.push({ tag: woff.subarray(entry, entry + 4), sum: woff.subarray(entry + 16, entry + 20), data: packed < length ? inflateSync(data) : data })
  }
  const head = Buffer.alloc(12 + 16 * count)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  const power = 2 ** Math.floor(Math.log2(count))
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  const parts = [head]
  let at = head.length
  tables.forEach(({ tag, sum, data }, place) => {
    const entry = 12 + 16 * place
    tag.copy(head, entry)
    sum.copy(head, entry + 4)
    head.writeUInt32BE(at, entry + 8)
    head.writeUInt32BE(data.length, entry + 12)
    const rest = (4 - (data.length % 4)) % 4
    parts.push(data, Buffer.alloc(rest))
    at += data.length + rest
  })
  return Buffer.concat(parts)
}

function shared(faces) {
  const [first, ...others] = faces.map(lettersOf)
  return [...first].filter((letter) => others.every((one) => one.has(letter))).sort((one, other) => one - other)
}

// Sorted numbers as ends of ranges: [1, 2, 3, 7] → [1, 3, 7, 7].
function ranges(numbers) {
  const ends = []
  for (const number of numbers) {
    if (ends.length && number === ends[ends.length - 1] + 1) ends[ends.length - 1] = number
    else ends.push(number, number)
  }
  return ends
}

// Which letters a face has: its cmap in format 12 where there is one, else in format 4 (OpenType, cmap).
function lettersOf(face) {
  const count = face.readUInt16BE(4)
  for (let place = 0; place < count; place++) {
    const entry = 12 + 16 * place
    if (face.toString('latin1', entry, entry + 4) === 'cmap') {
      const table = face.subarray(face.readUInt32BE(entry + 8))
      const subtables = Array.from({ length: table.readUInt16BE(2) }, (_, one) => table.subarray(table.readUInt32BE(8 + 8 * one)))
      const long = subtables.find((subtable) => subtable.readUInt16BE(0) === 12)
      return long ? ofLong(long) : ofShort(subtables.find((subtable) => subtable.readUInt16BE(0) === 4))
    }
  }
  throw new Error('A face without a table of letters')
}

function ofLong(table) {
  const found = new Set()
  for (let group = 0; group < table.readUInt32BE(12); group++) {
    const [first, last, glyph] = [0, 4, 8].map((skip) => table.readUInt32BE(16 + 12 * group + skip))
    for (let letter = first; letter <= last; letter++) if (glyph + letter - first) found.add(letter)
  }
  return found
}

function ofShort(table) {
  const found = new Set()
  const doubled = table.readUInt16BE(6)
  for (let at = 0; at < doubled; at += 2) {
    const last = table.readUInt16BE(14 + at)
    const first = table.readUInt16BE(16 + doubled + at)
    const delta = table.readUInt16BE(16 + 2 * doubled + at)
    const range = 16 + 3 * doubled + at
    const skip = table.readUInt16BE(range)
    for (let letter = first; letter <= last && letter !== 0xffff; letter++) {
      const glyph = skip ? table.readUInt16BE(range + skip + 2 * (letter - first)) : letter + delta
      if (skip ? glyph : glyph & 0xffff) found.add(letter)
    }
  }
  return found
}
