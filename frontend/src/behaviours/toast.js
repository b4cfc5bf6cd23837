// <div data-toast>: a message that leaves by itself, unless somebody looks at it or may undo something.
const STAY = 6000
const STAY_WITH_UNDO = 15000

export function toast(box) {
  const stay = box.querySelector('form') ? STAY_WITH_UNDO : STAY
  let timer
  const wait = () => {
    timer = setTimeout(() => box.remove(), stay)
  }
  const hold = () => clearTimeout(timer)
  box.querySelector('[data-close]')?.addEventListener('click', () => box.remove())
  for (const name of ['mouseenter', 'focusin']) box.addEventListener(name, hold)
  for (const name of ['mouseleave', 'focusout']) box.addEventListener(name, wait)
  if (!box.dataset.toast.includes('stay')) wait()
}

// Says something from a script, in the same place and look as the server's messages.
export function tell(text, kind) {
  const model = document.getElementById('toast-model')
  const place = document.getElementById('toasts')
  if (!model || !place || !text) return
  const box = model.content.firstElementChild.cloneNode(true)
  box.classList.add(`notice-${kind}`)
  box.querySelector('[data-text]').textContent = text
  place.append(box)
  toast(box)
}
