// What a chart takes over from the page: its colours, its font, its way to write numbers.
const SERIES = [
  '--tblr-primary', 'light-dark(oklch(62% 0.13 165deg), oklch(72% 0.12 165deg))',
  'light-dark(oklch(68% 0.15 60deg), oklch(76% 0.13 65deg))', 'light-dark(oklch(58% 0.18 315deg), oklch(72% 0.13 315deg))',
  'light-dark(oklch(60% 0.19 20deg), oklch(72% 0.13 20deg))', 'light-dark(oklch(65% 0.11 220deg), oklch(76% 0.1 220deg))',
  'light-dark(oklch(66% 0.14 120deg), oklch(78% 0.13 120deg))', 'light-dark(oklch(55% 0.02 250deg), oklch(70% 0.02 250deg))',
]
const NAMED = { success: '--tblr-success', warning: '--tblr-warning', danger: '--tblr-danger', muted: '--tblr-tertiary-color' }

export function look() {
  const paint = painter()
  const numbers = new Intl.NumberFormat(document.documentElement.lang)
  return {
    series: SERIES.map(paint),
    named: Object.fromEntries(Object.entries(NAMED).map(([name, value]) => [name, paint(value)])),
    text: paint('--tblr-body-color'),
    faint: paint('--tblr-secondary-color'),
    line: paint('--tblr-border-color'),
    surface: paint('--tblr-bg-surface'),
    font: getComputedStyle(document.body).fontFamily,
    still: matchMedia('(prefers-reduced-motion: reduce)').matches,
    number: (value, percent) => (percent ? `${numbers.format(Math.round(value * 10) / 10)} %` : numbers.format(value)),
  }
}

// Canvas libraries know rgb only; the browser turns any CSS colour, variable or pair into it.
function painter() {
  const probe = document.createElement('i')
  // Where everything has a transition, a new colour would still be the one before when it is read.
  probe.style.transition = 'none'
  document.body.append(probe)
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  queueMicrotask(() => probe.remove())
  return (colour) => {
    probe.style.color = colour.startsWith('--') ? `var(${colour})` : colour
    pixel.clearRect(0, 0, 1, 1)
    pixel.fillStyle = getComputedStyle(probe).color
    pixel.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data
    return `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`
  }
}
