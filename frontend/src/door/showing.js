// What stands on the page: the answer large, who was found, the state of the line, the last scans.
const LOGGED = 8

export function makeFace(root, texts, zone) {
  const at = (id) => document.getElementById(`door-${id}`)
  const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', timeZone: zone })
  const say = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), texts[name] ?? name)

  function element(tag, text, name = '') {
    const made = document.createElement(tag)
    made.textContent = text
    if (name) made.className = name
    return made
  }

  function button(text, act) {
    const made = element('button', text, 'btn btn-sm')
    made.type = 'button'
    made.addEventListener('click', act)
    return made
  }

  function firstOf({ first_at: time, first_door: door }) {
    if (!time) return ''
    return say(door ? 'first_door' : 'first', { time: clock.format(time), door })
  }

  // Shows an answer; `acts` are [text, function] pairs for buttons.
  function answer(told, acts = []) {
    const box = at('result')
    box.dataset.outcome = told.outcome
    const lines = [told.name, told.outcome === 'double' ? firstOf(told) : '', told.kind, told.note]
    box.replaceChildren(
      element('strong', say(told.outcome), 'door-outcome'),
      ...lines.filter(Boolean).map((line, place) => element('span', line, place ? '' : 'door-name')),
      ...acts.map(([text, act]) => button(say(text), act)),
    )
  }

  function found(people, choose) {
    at('found').replaceChildren(
      ...people.map((one) => {
        const line = element('li', '', 'list-group-item d-flex gap-2 align-items-center')
        const name = element('span', one.name, 'flex-fill')
        if (one.kind) name.append(' ', element('small', one.kind, 'text-secondary'))
        if (one.inside) name.append(' ', element('small', say('came_at', { time: clock.format(one.came) }), 'text-secondary'))
        line.append(name, button(say(one.expected ? 'let_in' : 'let_in_anyway'), () => choose(one)))
        return line
      }),
    )
  }

  function log(told, undo) {
    const what = told.outcome === 'in' ? told.name : [say(told.outcome), told.name, firstOf(told)].filter(Boolean).join(' · ')
    const line = element('li', `${clock.format(told.at)} ${what || say('in')}`)
    line.dataset.outcome = told.outcome
    if (undo) line.append(' ', button(say('take_back'), () => line.remove() || undo()))
    at('log').prepend(line)
    while (at('log').children.length > LOGGED) at('log').lastChild.remove()
  }

  function state({ online, trouble, waiting, listAt, count, came, expected }) {
    const parts = [trouble ? say(trouble) : say(online ? 'online' : 'offline')]
    if (waiting) parts.push(say('waiting', { n: waiting }))
    parts.push(listAt ? say('list_of', { time: clock.format(listAt), n: count }) : say('no_list'))
    const text = parts.join(' · ')
    if (at('state').textContent !== text) at('state').textContent = text
    at('state').dataset.online = online && !trouble ? 'yes' : 'no'
    at('numbers').textContent = listAt ? say('came', { came, expected }) : ''
  }

  return { at, say, answer, found, log, state, time: (moment) => clock.format(moment), root }
}
