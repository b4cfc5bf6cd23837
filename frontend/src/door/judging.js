// What this device says of a ticket by itself, before anybody else is asked.
import { digestOf, isSigned, readCode, readNumber } from './codes.js'

// Answers {outcome, ticket, note, code} of something scanned or typed; `found` are people of that name.
export async function judge(words, tickets, facts) {
  const code = readCode(words)
  if (!code) {
    const number = readNumber(words)
    const ticket = number && tickets.numbered(number)
    if (ticket) return passing(ticket)
    const found = tickets.named(words)
    return { outcome: '', found }
  }
  if (code.event !== facts.event) return { outcome: 'foreign', code: words }
  const ticket = tickets.byDigest.get(await digestOf(code))
  if (ticket) return { ...passing(ticket), code: words }
  const signed = facts.key ? await isSigned(code, facts.key) : null
  // Our own signature over a ticket that was sold after the list came: they are let in.
  if (signed) return { outcome: 'in', note: 'not_listed', code: words }
  return { outcome: 'unknown', note: signed === null ? 'cannot_tell' : 'forged', code: words }
}

export function passing(ticket, isOut = false) {
  if (isOut) return { outcome: 'out', ticket }
  if (ticket.inside) return { outcome: 'double', ticket }
  return { outcome: ticket.expected ? 'in' : 'cancelled', ticket }
}
