// <select data-reveal> or radios: shows elements with data-when="<name>=<value> …" that fit.
export function reveal(form) {
  const show = () => {
    const data = new FormData(form)
    for (const part of form.querySelectorAll('[data-when]')) {
      part.hidden = !part.dataset.when.split(' ').some((rule) => {
        const [name, value] = rule.split('=')
        return data.getAll(name).includes(value)
      })
    }
  }
  form.addEventListener('change', show)
  show()
}
