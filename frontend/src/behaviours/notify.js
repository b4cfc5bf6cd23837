// <button data-notify="address of news">: has this computer tell of new conversations while the
// inbox is open in a tab. The choice is kept by the browser; nothing is asked for before it is made.
const ROWS = '#inbox-rows'
const WISH = 'inbox-notify'

export function notify(button) {
  const title = document.title
  const text = button.querySelector('[data-text]')
  const memory = `inbox-seen:${button.dataset.notify}`
  let seen = null

  const waiting = () => document.querySelector(ROWS)?.dataset.waiting ?? ''
  const isOn = () => localStorage.getItem(WISH) === 'on' && Notification.permission === 'granted'

  function retitle() {
    document.title = waiting() ? `(${waiting()}) ${title}` : title
  }

  function draw() {
    const isDenied = Notification.permission === 'denied'
    button.setAttribute('aria-pressed', isOn())
    button.disabled = isDenied
    text.textContent = isDenied ? button.dataset.textDenied : isOn() ? button.dataset.textOn : button.dataset.textOff
  }

  async function toggle() {
    if (isOn()) localStorage.setItem(WISH, 'off')
    else if ((await Notification.requestPermission()) === 'granted') {
      localStorage.setItem(WISH, 'on')
      seen = null
      await look()
    }
    draw()
  }

  // What stands here when one begins is seen; of what comes later each is told once, by one tab.
  async function look() {
    const told = Math.max(seen ?? 0, Number(localStorage.getItem(memory) ?? 0))
    const answer = await fetch(`${button.dataset.notify}?since=${told}`, { headers: { 'X-Requested-With': 'fetch' } })
    if (!answer.ok || answer.redirected) return
    const news = await answer.json()
    const isFirst = seen === null
    const isTold = news.latest <= Number(localStorage.getItem(memory) ?? 0)
    seen = Math.max(told, news.latest)
    localStorage.setItem(memory, seen)
    if (news.count && !isFirst && !isTold) tell(news)
  }

  function tell(news) {
    const shown = new Notification(news.title, { body: news.words, tag: memory })
    shown.addEventListener('click', () => {
      window.focus()
      shown.close()
      if (news.address !== window.location.pathname) window.location.assign(news.address)
    })
  }

  document.addEventListener('htmx:afterSettle', () => {
    retitle()
    if ('Notification' in window && isOn() && version() !== drawn) {
      drawn = version()
      look().catch(() => {}) // the line is gone for a moment: the next news brings it
    }
  })
  const version = () => document.querySelector(ROWS)?.dataset.changed ?? ''
  let drawn = version()
  retitle()
  if (!('Notification' in window)) return
  button.hidden = false
  button.addEventListener('click', toggle)
  draw()
  if (isOn()) look().catch(() => {})
}
