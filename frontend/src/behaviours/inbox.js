// <div data-inbox>: keys over the list and the open conversation. A key presses the element that
// names it (`data-key`), or, while several are chosen, that of the bar below the list
// (`data-bulk-key`). What is typed is left alone, and a list that comes anew keeps its ticks.
import { isTyping } from './person-list.js'

const ROWS = '#inbox-rows'

export function inbox(root) {
  let at = -1
  const rows = () => [...root.querySelectorAll('.inbox-row')]
  const ticked = () => [...root.querySelectorAll('.inbox-row [name=conversation]:checked')]

  function walk(step) {
    const all = rows()
    const focused = all.findIndex((row) => row.contains(document.activeElement))
    const here = all.findIndex((row) => row.classList.contains('is-here'))
    const from = focused >= 0 ? focused : at >= 0 ? at : here
    at = Math.max(0, Math.min(all.length - 1, from + step))
    all[at]?.querySelector('.inbox-link').focus()
  }

  function tick() {
    const row = rows().find((one) => one.contains(document.activeElement)) ?? rows()[at]
    row?.querySelector('[name=conversation]')?.click()
  }

  function press(key) {
    const name = ticked().length ? 'data-bulk-key' : 'data-key'
    const found = root.querySelector(`[${name}="${key}"]`)
    if (!found) return false
    found.closest('details:not([open])')?.setAttribute('open', '')
    if (found.matches('textarea, input')) found.focus()
    else if (found.matches('summary')) open(found.parentElement)
    else found.click()
    return true
  }

  function open(box) {
    box.open = true
    box.querySelector('textarea, select, input:not([type=hidden]), button')?.focus()
  }

  function undo() {
    const buttons = document.querySelectorAll('#toasts form button')
    return buttons[buttons.length - 1] ?? root.querySelector('[data-key="u"]')
  }

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isWriting(event.target)) event.target.blur()
    if (isTyping(event)) return
    const key = event.key.toLowerCase()
    if (key === 'j' || key === 'k') walk(key === 'j' ? 1 : -1)
    else if (key === 'x') tick()
    else if (key === '?') help()
    else if (key === 'u') undo()?.click()
    else if (!/^[a-z]$/.test(key) || !press(key)) return
    event.preventDefault()
  })
  for (const button of document.querySelectorAll('[data-inbox-keys]')) button.addEventListener('click', help)
  keepTicks()
}

function isWriting(element) {
  return element.matches?.('textarea, input')
}

function help() {
  document.querySelector('[data-inbox-help]')?.showModal()
}

// A list that comes by itself has what was ticked and focused before.
function keepTicks() {
  let chosen = []
  let focused = ''
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (!event.detail.target.matches?.(ROWS)) return
    chosen = [...event.detail.target.querySelectorAll('[name=conversation]:checked')].map((one) => one.value)
    focused = document.activeElement?.closest?.('.inbox-row')?.querySelector('[name=conversation]')?.value ?? ''
  })
  document.addEventListener('htmx:afterSettle', () => {
    const list = document.querySelector(ROWS)
    for (const value of chosen) list?.querySelector(`[name=conversation][value="${value}"]`)?.setAttribute('checked', '')
    if (focused) list?.querySelector(`[name=conversation][value="${focused}"]`)?.closest('.inbox-row').querySelector('.inbox-link').focus()
    chosen = []
    focused = ''
  })
}

// <form data-composer>: says that somebody is answering, and sends by Ctrl-Enter.
export function composer(form) {
  const doing = document.getElementById('inbox-doing')
  const text = form.querySelector('[data-answer]')
  text.addEventListener('input', () => {
    doing.value = text.value.trim() ? 'answering' : 'looking'
  })
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('.btn-primary'))
  })
  if (text.value) text.focus()
}
