// <details data-menu>: a menu that closes by Escape, by a click outside and when another opens.
export function menu(details) {
  const summary = details.querySelector('summary')
  details.addEventListener('toggle', () => {
    if (!details.open) return
    for (const other of document.querySelectorAll('details[data-menu][open]')) {
      if (other !== details && !other.contains(details)) other.open = false
    }
  })
  details.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && details.open) {
      details.open = false
      summary.focus()
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(details, event)
  })
  document.addEventListener('click', (event) => {
    if (!details.contains(event.target)) details.open = false
  })
}

function step(details, event) {
  const items = [...details.querySelectorAll('a[href], button:not([disabled])')]
  if (!details.open || !items.length) return
  event.preventDefault()
  const now = items.indexOf(document.activeElement)
  const next = event.key === 'ArrowDown' ? now + 1 : now - 1
  items.at(next % items.length).focus()
}
