// <form data-letter>: the editor of letters. What is written keeps itself; blocks are dragged by their handle
// (keyboards have buttons, and Alt with an arrow on the handle's block); names are put where the caret was.
const PAUSE = 1200
const FIELDS = 'textarea, input:not([type]), input[type="text"]'

export function letter(form) {
  let timer, last
  const keep = (event) => {
    if (event.target.matches('[data-upload]')) return
    form.querySelector('[data-saved]')?.replaceChildren(form.dataset.letter)
    clearTimeout(timer)
    timer = setTimeout(() => form.dispatchEvent(new CustomEvent('veche:keep')), PAUSE)
  }
  form.addEventListener('input', keep)
  form.addEventListener('change', (event) => {
    if (!event.target.matches('[data-upload]')) return keep(event)
    if (event.target.files.length) event.target.parentElement.querySelector('button').click()
  })
  form.addEventListener('submit', () => clearTimeout(timer))
  form.addEventListener('focusin', (event) => {
    if (event.target.matches(FIELDS)) last = event.target
  })
  form.addEventListener('keydown', (event) => {
    const way = { ArrowUp: 'up', ArrowDown: 'down' }[event.key]
    const block = way && event.altKey && event.target.closest('.block')
    if (!block) return
    event.preventDefault()
    document.getElementById(`${way}-${block.id}`)?.click()
  })
  form.addEventListener('click', (event) => {
    const place = event.target.closest('[data-insert]')
    const after = event.target.closest('[data-add-after]')
    if (place) insert(last ?? form.querySelector('textarea, [name="subject"]'), place)
    if (after) point(form, after.dataset.addAfter)
    if (event.target.closest('#add-here button')) form.querySelector('#add-here').hidePopover()
  })
  form.addEventListener('veche:saved', () => {
    const frame = document.getElementById('letter-frame')
    if (frame) frame.src = frame.getAttribute('src')
  })
  const arrange = () => dragged(form, () => form.dispatchEvent(new CustomEvent('veche:keep')))
  form.addEventListener('htmx:load', arrange)
  arrange()
}

async function dragged(form, told) {
  const { default: Sortable } = await import('sortablejs')
  for (const list of form.querySelectorAll('[data-blocks]')) {
    if (Sortable.get(list)) continue
    list.classList.add('is-sortable')
    Sortable.create(list, {
      group: {
        name: 'blocks',
        // Columns stand in no columns.
        put: (to, from, block) => !(to.el.matches('[data-inner]') && block.dataset.kind === 'columns'),
      },
      handle: '[data-handle]', animation: 120, forceFallback: true, fallbackOnBody: true,
      ghostClass: 'is-place', dragClass: 'is-held',
      onEnd: () => {
        renumber(form)
        told()
      },
    })
  }
}

function renumber(form) {
  const number = (list, above) => {
    ;[...list.children].forEach((block, at) => {
      const told = `${above}${at + 1}`
      block.querySelector('.block-title .num').textContent = told
      block.querySelectorAll('[data-inner]').forEach((inner, side) => number(inner, `${told}.${side + 1}.`))
    })
  }
  number(form.querySelector('[data-blocks]'), '')
}

function insert(field, place) {
  if (!field) return
  field.focus()
  field.setRangeText(place.dataset.insert, field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
  place.closest('details')?.removeAttribute('open')
}

// The one menu of kinds adds below the block it was called from.
function point(form, key) {
  for (const button of form.querySelectorAll('#add-here [data-kind]')) {
    button.value = `add:${button.dataset.kind}:after:${key}`
  }
}
