// Keeps the door's page and what it is made of, so that it opens without a line. Its own scope, nothing else.
const SHELF = `veche-door-${self.registration.scope}`
const PATIENCE = 3000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', (event) => {
  const keep = async () => {
    const shelf = await caches.open(SHELF)
    const wanted = event.data.keep
    for (const old of await shelf.keys()) if (!wanted.includes(old.url)) await shelf.delete(old)
    const known = new Set((await shelf.keys()).map((one) => one.url))
    // Files of the bundle carry digests and never change; the page itself is fetched anew.
    const missing = wanted.filter((url) => url === self.registration.scope || !known.has(url))
    await Promise.allSettled(missing.map((url) => shelf.add(url)))
    event.ports[0]?.postMessage('kept')
  }
  event.waitUntil(keep())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const url = new URL(request.url)
  if (request.mode === 'navigate' && url.href.split(/[?#]/)[0] === self.registration.scope) event.respondWith(page(request))
  else if (url.origin === location.origin && url.pathname.startsWith('/static/')) event.respondWith(file(request))
})

async function page(request) {
  const shelf = await caches.open(SHELF)
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) })
    // A revoked link or an ended session is shown as it is, and nothing is kept of it.
    if (answer.status === 404) await shelf.delete(self.registration.scope)
    return answer
  } catch {
    return (await shelf.match(self.registration.scope)) ?? Response.error()
  }
}

async function file(request) {
  const shelf = await caches.open(SHELF)
  return (await shelf.match(request.url)) ?? fetch(request)
}
