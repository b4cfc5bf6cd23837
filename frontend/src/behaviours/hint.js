// <div popover data-hint>: opens beside the button that calls it, inside the window.
const GAP = 6
const EDGE = 8

export function hint(box) {
  const caller = document.querySelector(`[popovertarget="${box.id}"]`)
  box.addEventListener('toggle', (event) => {
    if (event.newState === 'open' && caller) place(box, caller.getBoundingClientRect())
  })
}

function place(box, beside) {
  const { offsetWidth: width, offsetHeight: height } = box
  const left = Math.min(Math.max(EDGE, beside.left), innerWidth - width - EDGE)
  const below = beside.bottom + GAP
  const top = below + height > innerHeight - EDGE ? Math.max(EDGE, beside.top - GAP - height) : below
  Object.assign(box.style, { position: 'fixed', inset: 'auto', margin: '0', left: `${left}px`, top: `${top}px` })
}
