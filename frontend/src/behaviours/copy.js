// <button data-copy="#id">: puts the text or value of the named element on the clipboard.
import { tell } from './toast.js'

export function copy(button) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const source = document.querySelector(button.dataset.copy)
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent.trim())
      tell(document.body.dataset.textCopied, 'success')
    } catch {
      source.focus()
      source.select?.()
    }
  })
}
