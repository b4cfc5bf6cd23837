// <div data-place>: cards (`data-card`) are dragged onto zones (`data-zone`: values of the hidden form's fields),
// by mouse, pen or a long press; the form goes to the server, which draws everything anew.
// A card on a grid is moved by Alt and the arrows too, from where `data-at` says it is.
const START = 6
const LONG_PRESS = 350
const MINUTE = 60000
let focused = null

export function place(root) {
  const form = root.querySelector('[data-place-form]')
  if (!form) return
  let held = null

  root.addEventListener('pointerdown', (event) => {
    const card = event.target.closest('[data-card]')
    if (!card || event.button || event.target.closest('button')) return
    held = { card, x: event.clientX, y: event.clientY, grip: grip(event, card), since: event.timeStamp }
    if (event.pointerType === 'touch') held.timer = setTimeout(() => lift(held), LONG_PRESS)
  })
  root.addEventListener('pointermove', (event) => {
    if (!held) return
    const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) > START
    if (!held.ghost && far) {
      if (event.pointerType === 'touch') return drop()
      lift(held)
    }
    if (held.ghost) follow(event)
  })
  root.addEventListener('pointerup', (event) => {
    const told = held?.ghost && wanted(event)
    if (held?.ghost) root.addEventListener('click', stop, { capture: true, once: true })
    const card = held?.card
    drop()
    if (told) send(card, told)
    setTimeout(() => root.removeEventListener('click', stop, true), 0)
  })
  root.addEventListener('pointercancel', drop)
  root.addEventListener('touchmove', (event) => held?.ghost && event.preventDefault(), { passive: false })
  document.addEventListener('keydown', (event) => event.key === 'Escape' && drop())
  root.addEventListener('keydown', (event) => {
    const card = event.target.closest('[data-at]')
    const told = card && event.altKey && moved(root, JSON.parse(card.dataset.at), event.key)
    if (!told) return
    event.preventDefault()
    send(card, told)
  })

  function lift(one) {
    if (!one.card.isConnected) return
    one.ghost = one.card.cloneNode(true)
    one.ghost.removeAttribute('href')
    one.ghost.classList.add('is-ghost')
    one.ghost.style.width = `${one.card.offsetWidth}px`
    document.body.append(one.ghost)
    one.card.classList.add('is-held')
    follow({ clientX: one.x, clientY: one.y })
  }
  function follow(event) {
    held.ghost.style.translate = `${event.clientX + 8}px ${event.clientY - held.grip}px`
    root.querySelector('.is-over')?.classList.remove('is-over')
    zoneAt(event)?.classList.add('is-over')
  }
  function zoneAt(event) {
    const zone = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-zone]')
    return root.contains(zone) ? zone : null
  }
  function wanted(event) {
    const zone = zoneAt(event)
    if (!zone) return null
    const told = JSON.parse(zone.dataset.zone)
    if (zone.dataset.rows) {
      const box = zone.getBoundingClientRect()
      const row = Math.floor(((event.clientY - held.grip - box.top) / box.height) * zone.dataset.rows + 0.5)
      const within = Math.min(Math.max(0, row), zone.dataset.rows - 1)
      told.starts = Number(told.starts) + within * root.dataset.slot * MINUTE
    }
    return told
  }
  function drop() {
    clearTimeout(held?.timer)
    held?.ghost?.remove()
    held?.card.classList.remove('is-held')
    root.querySelector('.is-over')?.classList.remove('is-over')
    held = null
  }
  function send(card, told) {
    focused = card.dataset.card
    form.elements[form.dataset.cardField ?? 'session'].value = card.dataset.card
    for (const [name, value] of Object.entries(told)) form.elements[name].value = value
    form.requestSubmit()
  }
  if (focused) root.querySelector(`a[data-card="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
  focused = null
}

// How far below the card's top it was taken: its top is what is put down.
function grip(event, card) {
  return event.clientY - card.getBoundingClientRect().top
}

function moved(root, at, key) {
  const halls = root.dataset.halls?.trim().split(' ') ?? []
  const place = halls.indexOf(at.hall)
  const step = { ArrowUp: -1, ArrowDown: 1 }[key]
  const aside = { ArrowLeft: -1, ArrowRight: 1 }[key]
  if (!at.starts) return null
  if (step) return { ...at, starts: Number(at.starts) + step * root.dataset.slot * MINUTE }
  return aside && halls[place + aside] ? { ...at, hall: halls[place + aside] } : null
}

function stop(event) {
  event.preventDefault()
  event.stopPropagation()
}
