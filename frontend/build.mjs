// Bundles the browser's part into the folder named on the command line:
// app-<digest>.css and .js, lazily loaded chunks, fonts, the icon sprite, pictures,
// manifest.json (plain name → name with digest) and a .gz beside whatever is text.
import { build } from 'esbuild'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { sprite } from './steps/icons.mjs'
import { letters, lettersLicence } from './steps/letters.mjs'
import { digested } from './steps/naming.mjs'
import { tablerAsUsed } from './steps/styles.mjs'
import { COMMON_WORDS_LICENCE, commonWords, words } from './steps/words.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const DIST = process.argv[2]
mkdirSync(DIST, { recursive: true })

const manifest = {}

const bundle = await build({
  absWorkingDir: HERE,
  entryPoints: [
    { in: 'src/app.js', out: 'app' }, { in: 'src/style.css', out: 'app' }, { in: 'src/door/main.js', out: 'door' },
  ],
  outdir: DIST,
  bundle: true,
  splitting: true,
  format: 'esm',
  // What knows light-dark() and relative colours, which Tabler is written in: 2024 and newer.
  target: ['chrome123', 'firefox128', 'safari18'],
  minify: true,
  legalComments: 'linked',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file' },
  plugins: [tablerAsUsed(join(HERE, '..', 'src', 'veche'), DIST)],
  metafile: true,
  logLevel: 'warning',
})
for (const [path, output] of Object.entries(bundle.metafile.outputs)) {
  const name = basename(path)
  if (output.entryPoint === 'src/app.js') manifest['app.js'] = name
  if (output.entryPoint === 'src/door/main.js') manifest['door.js'] = name
  if (output.entryPoint === 'src/style.css') manifest['app.css'] = name
  if (output.entryPoint === 'src/charts/index.js') manifest['charts.js'] = name
  if (/^inter-(latin|cyrillic)-wght-normal-/.test(name)) manifest[name.replace(/-[A-Z0-9]{8}\./, '.')] = name
}

// A service worker is one file, served under the scope of its page.
const worker = await build({
  absWorkingDir: HERE, entryPoints: ['src/door/worker.js'], bundle: true, format: 'iife', minify: true, write: false,
  target: ['chrome123', 'firefox128', 'safari18'],
})
keep('door-worker.js', worker.outputFiles[0].contents)

keep('icons.svg', sprite(readFileSync(join(HERE, 'icons.txt'), 'utf8'), HERE))
for (const picture of readdirSync(join(HERE, 'src/pictures'))) {
  keep(picture, readFileSync(join(HERE, 'src/pictures', picture)))
}
for (const name of readdirSync(DIST)) {
  if (!['.js', '.css', '.svg'].includes(extname(name))) continue
  writeFileSync(join(DIST, name + '.gz'), gzipSync(readFileSync(join(DIST, name)), { level: 9 }))
}
// What reports are printed with: reportlab reads TrueType alone.
for (const [name, face] of [['report.ttf', 'DejaVuSans'], ['report-bold.ttf', 'DejaVuSans-Bold']]) {
  keep(name, readFileSync(join(HERE, `node_modules/dejavu-fonts-ttf/ttf/${face}.ttf`)))
}
const faces = letters(HERE)
keep('letters.bin', faces.bytes)
keep('letters.json', faces.list)
writeFileSync(join(DIST, 'letters.LICENSE.txt'), lettersLicence(HERE))
// What the text check knows English by: kit/language/checking/vocabulary.py.
keep('words-en.txt', words(HERE, ['dictionary-en', 'dictionary-en-gb']))
copyFileSync(join(HERE, 'node_modules/dictionary-en/license'), join(DIST, 'words-en.LICENSE.txt'))
copyFileSync(join(HERE, 'node_modules/dictionary-en-gb/license'), join(DIST, 'words-en-gb.LICENSE.txt'))
for (const [code, language] of [['ru', 'russian'], ['en', 'english']]) {
  keep(`common-${code}.txt`, commonWords(HERE, language))
}
writeFileSync(join(DIST, 'common.LICENSE.txt'), COMMON_WORDS_LICENCE)
copyFileSync(join(HERE, 'node_modules/dejavu-fonts-ttf/LICENSE'), join(DIST, 'report.LICENSE.txt'))
copyFileSync(join(HERE, 'node_modules/@fontsource-variable/inter/LICENSE'), join(DIST, 'inter.LICENSE.txt'))
writeFileSync(join(DIST, 'manifest.json'), JSON.stringify(manifest, null, 1))

function keep(name, content) {
  manifest[name] = digested(name, content)
  writeFileSync(join(DIST, manifest[name]), content)
}
