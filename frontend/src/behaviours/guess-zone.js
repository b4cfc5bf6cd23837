// <input data-guess-zone> or <select data-guess-zone>: starts with the browser's own time zone.
export function guessZone(field) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const options = field.list?.options ?? field.options ?? []
  if (zone && field.dataset.guessZone !== 'kept' && [...options].some((option) => option.value === zone)) {
    field.value = zone
  }
}
