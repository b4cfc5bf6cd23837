// <form data-look="address">: a look of letters is shown in the frame beside while it is chosen.
const PAUSE = 300

export function look(form) {
  let timer
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const told = new URLSearchParams()
      for (const [name, value] of new FormData(form)) {
        if (typeof value === 'string' && name !== 'csrfmiddlewaretoken') told.set(name, value)
      }
      document.getElementById('look-frame').src = `${form.dataset.look}?${told}`
    }, PAUSE)
  })
}
