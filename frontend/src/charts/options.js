// From our few kinds of charts to ECharts' options. A wish is
//   kind     line | area | bar | stack | lying | share | heat | flow
//   labels   what stands below (line, area, bar, stack), beside (lying), or names the shares
//   rows     heat only: what stands at the left
//   series   [{ name, values, dashed?, colour? }]; heat: one series of [column, row, value]
//   links    flow only: [{ source, target, value }]
//   falling  flow only: whether each name stands on a row of its own, the first at the top
//   percent  whether values are per cent
//   marks    line, area, bar: [{ at, text }]: what was noted of a stretch
//   band     line, area, bar: { name, low: […], high: […] }: what would be usual
// Texts are the server's, in the reader's language already.
export function optionsOf(wish, look) {
  const kinds = { heat, share, flow, lying: (w, l) => lying(cartesian(w, l)) }
  const made = (kinds[wish.kind] ?? cartesian)(wish, look)
  return {
    animation: !look.still,
    animationDuration: 300,
    color: look.series,
    textStyle: { fontFamily: look.font, color: look.text },
    aria: { enabled: false },
    ...made,
  }
}

function tooltip(look, wish, extra) {
  // Drawn on the canvas: the usual one is HTML with styles inside, which the policy forbids.
  return {
    renderMode: 'richText',
    confine: true,
    backgroundColor: look.surface,
    borderColor: look.line,
    textStyle: { color: look.text, fontFamily: look.font, fontSize: 12 },
    valueFormatter: (value) => (value == null ? '–' : look.number(value, wish.percent)),
    ...extra,
  }
}

function cartesian(wish, look) {
  const many = wish.series.length > 1 || wish.band
  return {
    grid: { left: 4, right: 12, top: many ? 36 : 12, bottom: 4, containLabel: true },
    legend: legend(many, look),
    tooltip: tooltip(look, wish, { trigger: 'axis' }),
    xAxis: {
      type: 'category',
      data: wish.labels,
      boundaryGap: ['bar', 'stack', 'lying'].includes(wish.kind),
      axisLine: { lineStyle: { color: look.line } },
      axisTick: { show: false },
      axisLabel: { color: look.faint, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: wish.percent ? 0 : 1,
      splitLine: { lineStyle: { color: look.line } },
      axisLabel: { color: look.faint, hideOverlap: true, formatter: (value) => look.number(value, wish.percent) },
    },
    series: [
      ...band(wish.band, look),
      ...wish.series.map((one, place) => ({
        ...series(wish.kind, one, colourOf(one, place, look)),
        markLine: place === 0 ? marks(wish, look) : undefined,
      })),
    ],
  }
}

function marks(wish, look) {
  if (!wish.marks?.length) return undefined
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: look.faint, type: 'dotted' },
    label: { color: look.text, fontFamily: look.font, fontSize: 11, width: 140, overflow: 'truncate', position: 'insideEndTop' },
    data: wish.marks.map(({ at, text }) => ({ xAxis: at, label: { formatter: text } })),
  }
}

// What would be usual: an invisible line below, and the stretch up to the upper one above it.
function band(wanted, look) {
  if (!wanted) return []
  const shared = { type: 'line', stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } }
  const width = wanted.high.map((high, place) => (high == null ? null : high - wanted.low[place]))
  return [
    { ...shared, data: wanted.low, color: look.faint },
    { ...shared, name: wanted.name, data: width, color: look.faint, areaStyle: { color: look.faint, opacity: 0.16 } },
  ]
}

function series(kind, one, colour) {
  const shared = { name: one.name, data: one.values, itemStyle: { color: colour } }
  if (['bar', 'stack', 'lying'].includes(kind)) {
    return { ...shared, type: 'bar', stack: kind === 'stack' ? 'all' : undefined, barMaxWidth: 32 }
  }
  const dashed = one.dashed ? 'dashed' : 'solid'
  return {
    ...shared,
    type: 'line',
    showSymbol: one.values.some((value, place) => standsAlone(one.values, value, place)),
    smooth: 0.2,
    lineStyle: { width: one.dashed ? 1.5 : 2, type: dashed, color: colour },
    areaStyle: kind === 'area' && !one.dashed ? { opacity: 0.12 } : undefined,
  }
}

// A number without neighbours makes no line: it is drawn as a point.
function standsAlone(values, value, place) {
  return value != null && values[place - 1] == null && values[place + 1] == null
}

function lying(options) {
  const { xAxis, yAxis } = options
  return { ...options, xAxis: yAxis, yAxis: { ...xAxis, inverse: true, boundaryGap: true } }
}

function share(wish, look) {
  const data = wish.labels.map((name, place) => ({ name, value: wish.series[0].values[place] }))
  return {
    legend: { ...legend(true, look), orient: 'vertical', left: 'auto', right: 0, top: 'middle' },
    tooltip: tooltip(look, wish, { trigger: 'item' }),
    series: [{
      type: 'pie', radius: ['55%', '85%'], center: ['32%', '50%'], data, label: { show: false },
      itemStyle: { borderColor: look.surface, borderWidth: 2 },
    }],
  }
}

function heat(wish, look) {
  const values = wish.series[0].values
  const axis = { type: 'category', axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: look.faint } }
  return {
    grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
    tooltip: tooltip(look, wish, {
      trigger: 'item',
      formatter: ({ value: [column, row, value] }) => `${wish.rows[row]}, ${wish.labels[column]}: ${look.number(value, wish.percent)}`,
    }),
    xAxis: { ...axis, data: wish.labels },
    yAxis: { ...axis, data: wish.rows, inverse: true },
    visualMap: {
      show: false, min: 0, max: Math.max(1, ...values.map(([, , value]) => value ?? 0)),
      inRange: { color: [look.line, look.series[0]] },
    },
    series: [{
      type: 'heatmap', data: values, name: wish.series[0].name,
      label: { show: Boolean(wish.written), color: look.text, formatter: ({ value }) => look.number(value[2], wish.percent) },
      itemStyle: { borderColor: look.surface, borderWidth: 2, borderRadius: 3 },
    }],
  }
}

function flow(wish, look) {
  // What stands on both sides differs by a space of no width, and keeps its colour.
  const stems = [...new Set(wish.labels.map(stem))]
  const colour = (name) => look.series[stems.indexOf(stem(name)) % look.series.length]
  const shared = {
    type: 'sankey', top: 8, bottom: 8, nodeGap: 12, draggable: false, emphasis: { focus: 'adjacency' },
    links: wish.links, lineStyle: { color: 'gradient', opacity: 0.35 },
  }
  const nodes = wish.labels.map((name) => ({ name, itemStyle: { color: colour(name) }, ...(wish.falling && besideNarrow(name, wish.links)) }))
  const series = wish.falling
    ? { ...shared, ...falling(look), data: nodes.map((node, depth) => ({ ...node, depth })) }
    : { ...shared, left: 4, right: 96, data: nodes, label: { color: look.text } }
  return { tooltip: tooltip(look, wish, { trigger: 'item' }), series: [series] }
}

// A bar narrower than its name has the name beside it.
function besideNarrow(name, links) {
  const through = (one) => Math.max(sum(links, (link) => link.source === one), sum(links, (link) => link.target === one))
  const widest = Math.max(...links.flatMap((link) => [through(link.source), through(link.target)]))
  return through(name) < 0.3 * widest ? { label: { position: 'right' } } : {}
}

function sum(links, fits) {
  return links.filter(fits).reduce((whole, { value }) => whole + value, 0)
}

// A row for each place, its name written on it with a halo, so that it is read on any colour.
function falling(look) {
  return {
    orient: 'vertical', left: 4, right: 4, nodeWidth: 24, layoutIterations: 0,
    label: { position: 'inside', color: look.text, textBorderColor: look.surface, textBorderWidth: 3, fontSize: 13 },
  }
}

function stem(name) {
  return name.replace('\u200b', '')
}

function legend(show, look) {
  return { show, top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: look.text } }
}

function colourOf(one, place, look) {
  return look.named[one.colour] ?? look.series[place % look.series.length]
}
