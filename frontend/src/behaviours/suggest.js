// <div data-suggest="URL" data-suggest-saved="URL"> in a form with textarea[name=text]: likely articles
// and earlier answers while one types, saved answers after «/»; buttons with data-insert put text in.
const PAUSE = 300
const SHORTEST = 8
const SLASH = /(?:^|\s)(\/[^\s/]*)$/

export function suggest(box) {
  const text = box.closest('form')?.querySelector('textarea[name=text]')
  if (!text) return
  const list = box.querySelector('[data-suggest-list]')
  const found = box.querySelector('[data-suggest-found]')
  const wishes = { person: box.dataset.suggestPerson ?? '', but: box.dataset.suggestBut ?? '' }
  let timer
  let turn = 0
  let chosen = 0

  const options = () => [...list.querySelectorAll('[data-insert]')]
  const typed = () => SLASH.exec(text.value.slice(0, text.selectionStart))?.[1] ?? ''

  async function fill(place, address, words) {
    const mine = ++turn
    const query = new URLSearchParams({ ...wishes, text: words })
    const answer = await fetch(`${address}?${query}`, { headers: { 'HX-Request': 'true' } }).catch(() => null)
    if (mine !== turn || !answer?.ok) return false
    // Our own server's fragment; words in it are escaped there, and the policy lets no script run.
    place.innerHTML = await answer.text()
    return true
  }

  function choose(place) {
    const all = options()
    chosen = all.length ? (place + all.length) % all.length : 0
    all.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)))
    all[chosen]?.scrollIntoView({ block: 'nearest' })
  }

  function close() {
    turn++
    list.hidden = true
  }

  async function look() {
    const command = typed()
    if (command) {
      list.hidden = !(await fill(list, box.dataset.suggestSaved, command))
      choose(0)
      return
    }
    close()
    const words = text.value.trim().length >= SHORTEST ? text.value : (box.dataset.suggestAsked ?? '')
    if (words) fill(found, box.dataset.suggest, words)
  }

  function insert(words) {
    const at = text.selectionStart
    const from = at - typed().length
    const gap = from > 0 && !/\s$/.test(text.value.slice(0, from)) ? ' ' : ''
    text.focus()
    text.setRangeText(gap + words, from, text.selectionEnd, 'end')
    close()
    text.dispatchEvent(new Event('change', { bubbles: true }))
  }

  text.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(look, PAUSE)
  })
  text.addEventListener('keydown', (event) => {
    if (list.hidden) return
    if (event.key === 'ArrowDown') choose(chosen + 1)
    else if (event.key === 'ArrowUp') choose(chosen - 1)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && options().length) options()[chosen].click()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  box.addEventListener('click', (event) => {
    const button = event.target.closest('[data-insert]')
    if (button) insert(button.dataset.insert)
  })
  look()
}
