// Tabler's stylesheet, cut down to what our templates, forms and scripts name, and with
// its dark rules repeated for people whose theme follows the device.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postcss from 'postcss'
import { PurgeCSS } from 'purgecss'

const TABLER = '@tabler/core/dist/css/tabler.css'
const CLASS = /\.(-?[_a-zA-Z][\w-]*)/g
const COLOURS =
  'primary|secondary|success|warning|danger|info|muted|light|dark|blue|azure|indigo|purple|pink|red|orange|yellow|lime|green|teal|cyan'
const DARK = '[data-bs-theme=dark]'
const AUTO = '[data-bs-theme=auto]'
const FOREIGN_THEME = /\[data-theme=|data-bs-navbar-theme|^body\[|\.theme-(dark|light)/
// What is put together at run time: states that scripts set, colours that a row's data choose.
const KEPT = [
  /^htmx-/, /^(show|active|disabled|collapsed|fade)$/, /^is-(in)?valid(-lite)?$/,
  new RegExp(`^(bg|text|badge|alert|status|btn|border)-(${COLOURS})(-lt)?$`),
  new RegExp(`^bg-(${COLOURS})-lt$`), new RegExp(`^text-(${COLOURS})-fg$`), /^avatar-(xs|sm|md|lg|xl)$/,
]

export function tablerAsUsed(source, dist) {
  return {
    name: 'tabler-as-used',
    setup(build) {
      build.onResolve({ filter: /^tabler$/ }, () => ({ path: 'tabler', namespace: 'tabler' }))
      build.onLoad({ filter: /.*/, namespace: 'tabler' }, async () => {
        const path = fileURLToPath(import.meta.resolve(TABLER))
        const css = readFileSync(path, 'utf8').replace(/\/\*# sourceMappingURL.*$/m, '')
        // What the build hook compares: a new use of any of these asks for a new bundle.
        const known = [...new Set([...css.matchAll(CLASS)].map((found) => found[1]))].sort()
        writeFileSync(join(dist, 'classes.txt'), known.join('\n'))
        const contents = followDevice(await purged(css, source)) + tints()
        return { contents, loader: 'css', resolveDir: dirname(path) }
      })
    },
  }
}

async function purged(css, source) {
  const here = fileURLToPath(new URL('..', import.meta.url))
  const files = [...wordsIn(source, /\.html$|forms.*\.py$|templatetags.*\.py$/), ...wordsIn(join(here, 'src'), /\.js$/)]
  const [found] = await new PurgeCSS().purge({
    content: files.map((raw) => ({ raw, extension: 'txt' })),
    css: [{ raw: css }],
    extractors: [{ extractor: (text) => text.match(/[\w-]+/g) ?? [], extensions: ['txt'] }],
    safelist: { standard: [...KEPT, 'html', 'body', 'dialog', 'svg'] },
    keyframes: true,
    variables: false,
  })
  return found.css
}

// Coloured words and badges in tones that can be read on white, on black and on their own tint.
function tints() {
  return COLOURS.split('|')
    .filter((name) => !['secondary', 'muted', 'light', 'dark'].includes(name))
    .map((name) => {
      const [deep, pale] = [['55%', 'black'], ['50%', 'white']].map(
        ([part, with_]) => `color-mix(in oklab, var(--tblr-${name}) ${part}, ${with_})`,
      )
      return `.text-${name}, .bg-${name}-lt, .badge.bg-${name}-lt { color: light-dark(${deep}, ${pale}) !important; }`
    })
    .concat('.bg-secondary-lt, .bg-muted-lt { color: var(--tblr-body-color) !important; }')
    .join('\n')
}

function wordsIn(folder, pattern) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/static/'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => pattern.test(path))
    .map((path) => readFileSync(path, 'utf8'))
}

// «auto» needs no script and never flashes: the browser itself decides by its own setting.
// Tabler's other ways to be dark (a part of a page, its old attribute) are not ours and go.
function followDevice(css) {
  const root = postcss.parse(css)
  const dark = postcss.atRule({ name: 'media', params: '(prefers-color-scheme: dark)' })
  root.walkRules((rule) => {
    if (rule.parent.type === 'atrule' && rule.parent.name.endsWith('keyframes')) return
    const ours = rule.selectors.filter((selector) => !FOREIGN_THEME.test(selector))
    if (!ours.length) {
      rule.remove()
      return
    }
    rule.selectors = ours
    const devices = ours.filter((selector) => selector.includes(DARK))
    if (!devices.length) return
    dark.append(inside(rule, rule.clone({ selectors: devices.map((one) => one.replaceAll(DARK, AUTO)) })))
  })
  if (dark.nodes?.length) root.append(dark)
  return root.toString()
}

function inside(rule, copy) {
  if (rule.parent.type !== 'atrule') return copy
  const around = rule.parent.clone({ nodes: [] })
  around.append(copy)
  return around
}
