// <dialog data-palette="URL">: Ctrl-K opens it; type, arrows choose, Enter goes. A combobox over a
// listbox for screen readers; without scripts the same search is an ordinary page.
const PAUSE = 120

export function palette(dialog) {
  const input = dialog.querySelector('input')
  const list = dialog.querySelector('[role=listbox]')
  let timer
  let asked = 0
  let chosen = -1

  const options = () => [...list.querySelectorAll('[role=option]')]

  function choose(place) {
    const all = options()
    chosen = all.length ? (place + all.length) % all.length : -1
    all.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)))
    if (chosen < 0) {
      input.removeAttribute('aria-activedescendant')
      return
    }
    input.setAttribute('aria-activedescendant', all[chosen].id)
    all[chosen].scrollIntoView({ block: 'nearest' })
  }

  async function ask() {
    const turn = ++asked
    const address = `${dialog.dataset.palette}?q=${encodeURIComponent(input.value)}`
    const answer = await fetch(address, { headers: { 'HX-Request': 'true' } }).catch(() => null)
    if (turn !== asked || !answer?.ok) return
    // Our own server's fragment; names in it are escaped there, and the policy lets no script run.
    list.innerHTML = await answer.text()
    options().forEach((option, at) => {
      option.id = `palette-option-${at}`
    })
    input.setAttribute('aria-expanded', String(options().length > 0))
    choose(0)
  }

  function open() {
    if (dialog.open) return
    dialog.showModal()
    input.select()
    ask()
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') choose(chosen + 1)
    else if (event.key === 'ArrowUp') choose(chosen - 1)
    else if (event.key === 'Enter') options()[chosen]?.click()
    else return
    event.preventDefault()
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
      event.preventDefault()
      open()
    }
  })
  for (const opener of document.querySelectorAll('[data-opens-palette]')) {
    opener.addEventListener('click', (event) => {
      event.preventDefault()
      open()
    })
  }
}
