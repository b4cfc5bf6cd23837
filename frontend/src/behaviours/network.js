// <svg data-network>: whoever is looked at (pointer or keyboard) stands out with those they talk with.
// Lines name both their ends in `data-ends`, people and circles themselves in `data-node`.
export function network(picture) {
  const nodes = new Map([...picture.querySelectorAll('[data-node]')].map((one) => [one.dataset.node, one]))
  const lines = [...picture.querySelectorAll('[data-ends]')].map((one) => [one, one.dataset.ends.split(' ')])
  const clear = () => {
    picture.classList.remove('is-looking')
    picture.querySelectorAll('.is-near').forEach((one) => one.classList.remove('is-near'))
  }
  const look = (event) => {
    const node = event.target.closest('[data-node]')
    clear()
    if (!node) return
    const key = node.dataset.node
    node.classList.add('is-near')
    for (const [line, ends] of lines) {
      if (!ends.includes(key)) continue
      line.classList.add('is-near')
      ends.forEach((end) => nodes.get(end)?.classList.add('is-near'))
    }
    picture.classList.add('is-looking')
  }
  picture.addEventListener('pointerover', look)
  picture.addEventListener('focusin', look)
  picture.addEventListener('pointerleave', clear)
  picture.addEventListener('focusout', clear)
}
