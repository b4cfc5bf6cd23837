// Draws a chart from the numbers the server put into it: <div data-chart="{…}">. They stand in an
// attribute because fragments come without their script blocks. They say what kind it is (see
// options.js); looks, numbers and words follow the page.
import { BarChart, HeatmapChart, LineChart, PieChart, SankeyChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { look } from './look.js'
import { optionsOf } from './options.js'

use([
  BarChart, HeatmapChart, LineChart, PieChart, SankeyChart,
  AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, CanvasRenderer,
])

export function chart(element) {
  const wanted = JSON.parse(element.dataset.chart)
  const drawn = init(element, null, { renderer: 'canvas' })
  const draw = () => drawn.setOption(optionsOf(wanted, look()), { notMerge: true })
  draw()
  const sizes = new ResizeObserver(() => {
    if (element.isConnected) drawn.resize()
    else leave()
  })
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  const leave = () => {
    sizes.disconnect()
    scheme.removeEventListener('change', draw)
    drawn.dispose()
  }
  sizes.observe(element)
  scheme.addEventListener('change', draw)
}
