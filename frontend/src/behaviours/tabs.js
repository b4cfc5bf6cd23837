// <nav data-tabs>: where the tabs are wider than the screen, the one that is open is in sight.
export function tabs(bar) {
  const here = bar.querySelector('[aria-current]')
  if (here) bar.scrollLeft = here.offsetLeft - bar.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2
}
