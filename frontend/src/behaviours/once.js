// <form data-once>: a second click while the first is on its way sends nothing.
export function once(form) {
  let sent = false
  form.addEventListener('submit', (event) => {
    if (sent) {
      event.preventDefault()
      return
    }
    sent = true
    form.setAttribute('aria-busy', 'true')
  })
  window.addEventListener('pageshow', () => {
    sent = false
    form.removeAttribute('aria-busy')
  })
}
