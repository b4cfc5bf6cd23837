// The door on a phone: scans are answered here at once, kept, sent when there is a line, and set right by the server.
import { watch } from './camera.js'
import { judge, passing } from './judging.js'
import { Keeping } from './keeping.js'
import { openLine } from './line.js'
import { openShelf } from './shelf.js'
import { makeFace } from './showing.js'
import { Tickets } from './tickets.js'

const EVERY = 5000
const root = document.getElementById('door')
const told = (id) => JSON.parse(document.getElementById(id).textContent)
const { event, zone } = told('door-settings')
const home = root.dataset.home
const face = makeFace(root, told('door-texts'), zone)
const tickets = new Tickets()
const shown = new Map()
let latest = ''

const token = document.querySelector('#door-form [name=csrfmiddlewaretoken]')?.value ?? ''
const keeping = new Keeping(await openShelf(`veche-door-${home}`), openLine(home, token), tickets)
await keeping.wake()

function refresh() {
  const { online, trouble, waiting, facts } = keeping
  const listAt = facts.fresh ?? facts.at
  face.state({ online, trouble, waiting: waiting.length, listAt, count: tickets.bySeat.size, ...tickets.counts() })
}

async function step() {
  await keeping.step(hear)
  refresh()
}

// The server's word on what was scanned here: where it differs, it is shown.
function hear(answers) {
  for (const one of answers) {
    const mine = shown.get(one.key)
    const ticket = tickets.bySeat.get(one.seat)
    if (ticket && one.first_at && ['in', 'double'].includes(one.outcome)) {
      Object.assign(ticket, { came: one.first_at, inside: 1, door: one.first_door })
    }
    if (mine && !mine.name && one.name && one.key === latest && mine.outcome === one.outcome) {
      show({ ...mine, name: one.name, seat: one.seat })
    }
    if (!mine || mine.outcome === one.outcome || ['void', 'undo'].includes(one.outcome)) continue
    const right = { ...mine, ...one, note: '' }
    shown.set(one.key, right)
    if (one.key === latest) show(right)
    face.log(right)
  }
}

function show(answer) {
  const acts = []
  if (answer.outcome === 'in' && answer.key) acts.push(['take_back', () => undo(answer)])
  if (answer.outcome === 'cancelled' && answer.seat) acts.push(['let_in_anyway', () => pass({ ticket: answer.ticket, anyway: true })])
  face.answer(answer, acts)
}

// Lets somebody in or out by what this device knows, keeps it, and tells the server.
async function pass({ ticket, code = '', name = '', note = '', outcome = '', anyway = false }) {
  const isOut = face.at('out').checked
  const at = Date.now()
  const key = crypto.randomUUID()
  const judged = ticket ? passing(ticket, isOut).outcome : outcome
  const result = anyway && judged === 'cancelled' ? 'in' : judged
  const answer = {
    key, at, ticket, outcome: result, seat: ticket?.seat, name: ticket?.name ?? name, kind: ticket?.kind,
    note: note && face.say(note, { time: face.time(keeping.facts.fresh ?? keeping.facts.at ?? at) }),
    first_at: ticket?.came, first_door: ticket?.door,
  }
  latest = key
  shown.set(key, answer)
  show(answer)
  if (ticket && result === 'in') Object.assign(ticket, { came: ticket.came || at, inside: 1, door: doorName() })
  if (ticket && result === 'out') ticket.inside = 0
  await keeping.add({
    key, at, kind: isOut ? 'out' : 'in', code: ticket ? '' : code, name: code || ticket ? '' : name,
    seat: ticket?.seat ?? null, door: Number(face.at('door')?.value) || null, let_in: anyway, decided: result,
  })
  face.log(answer, result === 'in' && (ticket || name) ? () => undo(answer) : null)
  refresh()
  step()
}

async function undo({ key, ticket, name }) {
  const scan = { key: crypto.randomUUID(), at: Date.now(), kind: 'undo', seat: ticket?.seat ?? null, undoes: key, decided: 'undo' }
  if (ticket) Object.assign(ticket, { came: 0, inside: 0, door: '' })
  face.answer({ outcome: 'undo', name: ticket?.name ?? name })
  await keeping.add(scan)
  refresh()
  step()
}

async function check(words) {
  if (!words.trim()) return
  face.found([], null)
  const judged = await judge(words, tickets, { event, key: keeping.facts.key })
  if (judged.outcome) return pass(judged)
  const choose = (ticket) => {
    face.found([], null)
    pass({ ticket, anyway: true })
  }
  face.found(judged.found, choose)
  if (!judged.found.length) face.answer({ outcome: 'unknown', note: face.say('nobody') })
}

function doorName() {
  return face.at('door')?.selectedOptions[0]?.textContent ?? ''
}

face.at('form').addEventListener('submit', (sent) => {
  sent.preventDefault()
  const field = face.at('words')
  check(field.value)
  field.value = ''
})
face.at('walk-in').addEventListener('submit', (sent) => {
  sent.preventDefault()
  const name = face.at('name').value.trim()
  face.at('walk-in').reset()
  face.at('new').open = false
  if (name) pass({ name, outcome: 'in' })
})

let stop = null
const button = face.at('camera')
button.hidden = !navigator.mediaDevices?.getUserMedia
button.addEventListener('click', async () => {
  const label = button.querySelector('span')
  if (stop) {
    stop()
    stop = null
  } else {
    stop = await watch(face.at('video'), (text) => check(text)).catch(() => null)
    if (!stop) face.answer({ outcome: 'unknown', note: face.say('no_camera') })
  }
  face.at('video').hidden = !stop
  label.textContent = face.say(stop ? 'camera_off' : 'camera_on')
})

addEventListener('online', step)
addEventListener('offline', () => {
  keeping.online = false
  refresh()
})
setInterval(step, EVERY)
refresh()
step()

if ('serviceWorker' in navigator) {
  await navigator.serviceWorker.register(`${home}worker.js`, { scope: home })
  const { active } = await navigator.serviceWorker.ready
  // What this page was made of, the decoder too, is kept for when there is no line.
  await import('jsqr')
  const made = performance.getEntriesByType('resource').map((one) => one.name).filter((one) => one.includes('/static/'))
  const channel = new MessageChannel()
  channel.port1.onmessage = () => (root.dataset.ready = 'yes')
  active.postMessage({ keep: [...new Set([location.origin + home, ...made])] }, [channel.port2])
}
