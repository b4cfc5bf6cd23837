// The list of tickets in memory: found by digest, number or name within a blink, however long it is.
import { numberOf } from './codes.js'

const FIELDS = ['seat', 'digest', 'name', 'expected', 'came', 'inside', 'door', 'kind']

export function ticketOf(row) {
  return Object.fromEntries(FIELDS.map((field, at) => [field, row[at]]))
}

export class Tickets {
  constructor() {
    this.bySeat = new Map()
    this.byDigest = new Map()
  }

  // Takes tickets as the server or the shelf has them; a later word on a ticket counts.
  take(tickets) {
    for (const one of tickets) {
      const before = this.bySeat.get(one.seat)
      if (before) this.byDigest.delete(before.digest)
      this.bySeat.set(one.seat, one)
      this.byDigest.set(one.digest, one)
    }
  }

  clear() {
    this.bySeat.clear()
    this.byDigest.clear()
  }

  numbered(number) {
    for (const one of this.byDigest.values()) if (numberOf(one.digest) === number) return one
    return null
  }

  named(words, most = 20) {
    const wanted = fold(words).trim()
    if (wanted.length < 2) return []
    const found = []
    for (const one of this.bySeat.values()) {
      one.folded ??= fold(one.name)
      if (one.folded.includes(wanted) && found.push(one) === most) break
    }
    return found
  }

  counts() {
    let came = 0
    let expected = 0
    for (const one of this.bySeat.values()) {
      if (one.came) came++
      if (one.expected) expected++
    }
    return { came, expected }
  }
}

function fold(text) {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е')
}
