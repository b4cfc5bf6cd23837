// <form data-submit-on-change>: sends itself when a choice changes; its button is for those without scripts.
export function submitOnChange(form) {
  for (const button of form.querySelectorAll('[data-without-script]')) button.hidden = true
  form.addEventListener('change', () => form.requestSubmit())
}
