// One sprite of the icons named in icons.txt, drawn with the colour of the text around.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export function sprite(list, here) {
  const names = list.split('\n').map((line) => line.trim()).filter(Boolean)
  const missing = names.filter((name) => !existsSync(pathOf(here, name)))
  if (missing.length) throw new Error(`icons.txt names what Tabler has not: ${missing.join(', ')}`)
  const symbols = [...new Set(names)].map((name) => symbol(name, readFileSync(pathOf(here, name), 'utf8')))
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}

function pathOf(here, name) {
  return join(here, 'node_modules/@tabler/icons/icons/outline', `${name}.svg`)
}

function symbol(name, source) {
  const inner = source.replace(/^[\s\S]*?<svg[^>]*>/, '').replace('</svg>', '').replace(/\s*\n\s*/g, '')
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ` +
    `stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`
  )
}
