// htmx for the whole page. Its settings stand in the page's meta tag, because they are part of
// the content policy: no eval, no style of its own, requests to this site only.
import htmx from 'htmx.org/dist/htmx.esm.js'
import { tell } from './behaviours/toast.js'

window.htmx = htmx

const words = () => document.body.dataset

document.addEventListener('htmx:responseError', (event) => {
  const { xhr } = event.detail
  // A refusal comes with its reasons in a header; a fault of ours has none to show.
  if (xhr.getResponseHeader('HX-Trigger')) return
  tell(xhr.status === 403 ? words().textForbidden : words().textFault, 'danger')
})
document.addEventListener('htmx:sendError', () => tell(words().textOffline, 'danger'))
document.addEventListener('htmx:timeout', () => tell(words().textOffline, 'danger'))
document.addEventListener('veche:refused', (event) => {
  for (const text of event.detail.reasons) tell(text, 'danger')
})
