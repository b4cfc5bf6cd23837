// <form data-drop>: files may be dropped on it; it names what was chosen and shows how much is uploaded.
const LONGEST_NAME = 80
const MOST_NAMES = 12

export function drop(form) {
  const input = form.querySelector('input[type=file]')
  const zone = form.querySelector('.drop-zone')
  const names = form.querySelector('[data-drop-names]')
  const progress = form.querySelector('[data-drop-progress]')
  let depth = 0

  const name = () => {
    const shown = [...input.files].slice(0, MOST_NAMES).map((file) => line(file.name.slice(0, LONGEST_NAME)))
    if (input.files.length > MOST_NAMES) shown.push(line('…'))
    names.replaceChildren(...shown)
  }
  const over = (step) => {
    depth = Math.max(0, depth + step)
    zone.classList.toggle('is-over', depth > 0)
  }
  form.addEventListener('dragenter', () => over(1))
  form.addEventListener('dragleave', () => over(-1))
  form.addEventListener('dragover', (event) => event.preventDefault())
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    over(-depth)
    if (!event.dataTransfer.files.length) return
    input.files = event.dataTransfer.files
    name()
    form.requestSubmit()
  })
  input.addEventListener('change', name)
  form.addEventListener('htmx:xhr:progress', (event) => {
    const { loaded, total } = event.detail
    progress.hidden = !total
    progress.value = total ? (100 * loaded) / total : 0
  })
}

function line(text) {
  const item = document.createElement('li')
  item.textContent = text
  return item
}
