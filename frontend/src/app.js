// The browser's part of every page. Each behaviour is one module under behaviours/, found by
// a `data-<name>` attribute; what is big comes only where a page asks for it.
import './htmx.js'
import { begin } from './beginning.js'
import { copy } from './behaviours/copy.js'
import { drop } from './behaviours/drop.js'
import { guessZone } from './behaviours/guess-zone.js'
import { hint } from './behaviours/hint.js'
import { composer, inbox } from './behaviours/inbox.js'
import { letter } from './behaviours/letter.js'
import { look } from './behaviours/look.js'
import { menu } from './behaviours/menu.js'
import { network } from './behaviours/network.js'
import { notify } from './behaviours/notify.js'
import { once } from './behaviours/once.js'
import { pairs } from './behaviours/pairs.js'
import { palette } from './behaviours/palette.js'
import { place } from './behaviours/place.js'
import { personList } from './behaviours/person-list.js'
import { reveal } from './behaviours/reveal.js'
import { sortable } from './behaviours/sortable.js'
import { submitOnChange } from './behaviours/submit-on-change.js'
import { suggest } from './behaviours/suggest.js'
import { tabs } from './behaviours/tabs.js'
import { toast } from './behaviours/toast.js'

begin({
  composer,
  copy,
  drop,
  'guess-zone': guessZone,
  hint,
  inbox,
  letter,
  look,
  menu,
  network,
  notify,
  once,
  pairs,
  palette,
  'person-list': personList,
  place,
  reveal,
  sortable,
  'submit-on-change': submitOnChange,
  suggest,
  tabs,
  toast,
  chart: async (element) => (await import('./charts/index.js')).chart(element),
  passkey: async (element) => (await import('./behaviours/passkey.js')).passkey(element),
})
