// Keeping in step: the list comes in parts, scans wait until they are sent, and news come every few seconds.
import { GONE, SIGNED_OUT } from './line.js'
import { ticketOf } from './tickets.js'

const WHOLE_EVERY = 15 * 60 * 1000
const LATE = 5000
const AT_ONCE = 100

export class Keeping {
  constructor(shelf, line, tickets) {
    Object.assign(this, { shelf, line, tickets, waiting: [], told: new Map(), facts: {}, trouble: '', online: navigator.onLine, busy: null })
  }

  // Brings back what this device kept.
  async wake() {
    this.facts = (await this.shelf.fact('list')) ?? {}
    this.tickets.take(await this.shelf.all('tickets'))
    this.waiting = await this.shelf.all('scans')
    this._remember()
  }

  // Keeps a scan before anything else happens to it: a phone may be switched off at any moment.
  async add(scan) {
    this.waiting.push(scan)
    await this.shelf.keep('scans', [scan])
  }

  // Sends, then asks for what is new; one at a time, whoever asks meanwhile waits for the same.
  step(heard) {
    this.busy ??= this._step(heard).finally(() => (this.busy = null))
    return this.busy
  }

  async _step(heard) {
    const sent = await this._send(heard)
    if (!sent) return
    const isOld = !this.facts.at || Date.now() - this.facts.at > WHOLE_EVERY
    await (isOld ? this._whole() : this._news(heard))
  }

  async _send(heard) {
    while (this.waiting.length) {
      const batch = this.waiting.slice(0, AT_ONCE)
      const told = await this.line.tell(batch.map(toldOf), this.waiting.length - batch.length)
      if (!this._heard(told)) return false
      const keys = batch.map((one) => one.key)
      await this.shelf.drop('scans', keys)
      this.waiting = this.waiting.filter((one) => !keys.includes(one.key))
      this._take(batch, told.answers, heard)
    }
    return true
  }

  // Keeps by seat what was told last and who is first by the server's word.
  _take(batch, answers, heard) {
    const scans = new Map(batch.map((one) => [one.key, one]))
    for (const { key, seat, outcome, first_at: first } of answers) {
      if (seat && ['in', 'double'].includes(outcome)) this.told.set(seat, { scan: scans.get(key), first })
    }
    heard(answers)
  }

  // A phone without a line may have been first: such a scan is told once more, and gets another answer.
  async _askAgain(tickets, heard) {
    const known = tickets.map(({ seat, came }) => ({ came, ...this.told.get(seat) }))
    const scans = known.filter(({ scan, came, first }) => scan && came && came !== first).map(({ scan }) => scan)
    for (let from = 0; from < scans.length; from += AT_ONCE) {
      const batch = scans.slice(from, from + AT_ONCE)
      const told = await this.line.tell(batch.map(toldOf), this.waiting.length)
      if (!this._heard(told)) return
      this._take(batch, told.answers, heard)
    }
  }

  async _whole() {
    let after = 0
    let first = null
    const tickets = []
    do {
      const told = await this.line.list(after)
      if (!this._heard(told)) return
      first ??= told
      tickets.push(...told.rows.map(ticketOf))
      after = told.next
    } while (after)
    await this.shelf.empty('tickets')
    await this.shelf.keep('tickets', tickets)
    this.tickets.clear()
    this.tickets.take(tickets)
    this._remember()
    await this._note({ at: Date.now(), cursor: first.cursor, key: first.key })
  }

  async _news(heard) {
    let more = true
    while (more) {
      const told = await this.line.changes(this.facts.cursor)
      if (!this._heard(told)) return
      const tickets = told.rows.map(ticketOf)
      this.tickets.take(tickets)
      this._remember()
      if (tickets.length) await this.shelf.keep('tickets', tickets)
      await this._note({ cursor: told.cursor, fresh: Date.now() })
      more = told.more
      await this._askAgain(tickets, heard)
    }
  }

  // What the server has not heard yet counts here all the same, in the order it was scanned.
  _remember() {
    for (const { seat, decided, at } of this.waiting) {
      const ticket = this.tickets.bySeat.get(seat)
      if (!ticket) continue
      if (decided === 'in') Object.assign(ticket, { came: ticket.came || at, inside: 1 })
      if (decided === 'out') ticket.inside = 0
      if (decided === 'undo') Object.assign(ticket, { came: 0, inside: 0 })
    }
  }

  async _note(more) {
    this.facts = { ...this.facts, ...more }
    await this.shelf.note('list', this.facts)
  }

  // Notes how the line is; who may see no names any more keeps none.
  _heard(told) {
    this.trouble = { [GONE]: 'ended', [SIGNED_OUT]: SIGNED_OUT }[told.trouble] ?? ''
    this.online = told.trouble !== 'offline'
    if (told.trouble === GONE) this._forget()
    return !told.trouble
  }

  _forget() {
    this.tickets.clear()
    this.facts = {}
    this.shelf.empty('tickets')
    this.shelf.note('list', {})
  }
}

// What was decided here while nobody could be asked is told as a fact.
function toldOf({ decided, ...scan }) {
  return { ...scan, let_in: scan.let_in || (decided === 'in' && Date.now() - scan.at > LATE) }
}
