// <form data-passkey="create|get">: a passkey is made or asked for by the browser; its answer goes
// into the form's hidden field and the form is sent. The server's wish stands in a JSON block, or
// is fetched from data-wish when the button is pressed.
import { tell } from './toast.js'

export function passkey(form) {
  const button = form.querySelector('[data-passkey-button]')
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    form.querySelector('[data-passkey-missing]')?.removeAttribute('hidden')
    return
  }
  button.hidden = false
  button.disabled = false
  button.addEventListener('click', async () => {
    if (!form.reportValidity()) return
    try {
      form.elements.credential.value = JSON.stringify(await answer(form, await wish(form)))
      form.requestSubmit()
    } catch (error) {
      // Whoever closes the browser's own window knows that they did.
      if (!['NotAllowedError', 'AbortError'].includes(error.name)) tell(form.dataset.textFailed, 'danger')
    }
  })
}

async function wish(form) {
  if (!form.dataset.wish) return JSON.parse(form.querySelector('script[type="application/json"]').textContent)
  const response = await fetch(form.dataset.wish, { headers: { Accept: 'application/json' } })
  if (!response.ok) throw new Error(`${response.status}`)
  return (await response.json()).request_options
}

async function answer(form, { publicKey }) {
  if (form.dataset.passkey === 'create') {
    const passwordless = form.elements.passwordless?.checked ?? false
    const selection = {
      ...publicKey.authenticatorSelection,
      residentKey: passwordless ? 'required' : 'discouraged',
      requireResidentKey: passwordless,
      ...(passwordless && { userVerification: 'required' }),
    }
    const options = PublicKeyCredential.parseCreationOptionsFromJSON({ ...publicKey, authenticatorSelection: selection })
    return (await navigator.credentials.create({ publicKey: options })).toJSON()
  }
  const options = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey)
  return (await navigator.credentials.get({ publicKey: options })).toJSON()
}
