// The line to the server: the list comes, what is new comes, scans go. Every failure is an answer.
export const GONE = 'gone'
export const SIGNED_OUT = 'signed_out'
const PATIENCE = 8000

export function openLine(home, token) {
  async function ask(path, body) {
    const options = { redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) }
    if (body) {
      Object.assign(options, { method: 'POST', body: JSON.stringify(body) })
      options.headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token }
    }
    let answer
    try {
      answer = await fetch(home + path, options)
    } catch {
      return { trouble: 'offline' }
    }
    if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) return { trouble: SIGNED_OUT }
    if (answer.status === 404) return { trouble: GONE }
    if (!answer.ok) return { trouble: 'offline' }
    try {
      return await answer.json()
    } catch {
      return { trouble: 'offline' }
    }
  }

  return {
    list: (after) => ask(`list/?after=${after}`),
    changes: ([scan, change]) => ask(`changes/?scan=${scan}&change=${change}`),
    tell: (scans, waiting) => ask('scans/', { scans, waiting, now: Date.now() }),
  }
}
