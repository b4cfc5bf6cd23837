// Attaches behaviours to the elements that ask for them, now and in every fragment that comes.
export function begin(behaviours) {
  const attached = new WeakMap()

  function attachAll(root) {
    for (const [name, attach] of Object.entries(behaviours)) {
      for (const element of found(root, `[data-${name}]`)) {
        const done = attached.get(element) ?? new Set()
        if (done.has(name)) continue
        attached.set(element, done.add(name))
        attach(element)
      }
    }
  }

  attachAll(document)
  document.addEventListener('htmx:load', (event) => attachAll(event.target))
}

function found(root, selector) {
  const inside = [...root.querySelectorAll(selector)]
  return root.matches?.(selector) ? [root, ...inside] : inside
}
