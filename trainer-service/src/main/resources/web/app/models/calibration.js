import { axis, tip } from '../parts/chart.js';
import { percent } from '../parts/format.js';
import { words } from '../words.js';

/** How often the model is right when it is so sure; on the diagonal it means what it says. @param {any[]} bins */
export function reliability(bins, colours) {
  const share = { type: 'value', min: 0, max: 1, axisLabel: { color: colours.quiet, formatter: (value) => `${Math.round(value * 100)}%` } };
  return {
    grid: { left: 8, right: 16, top: 32, bottom: 28, outerBoundsMode: 'same' },
    tooltip: tip(colours, { formatter: ({ value }) => words.models.bin(percent(value[0]), percent(value[1]), value[2]) }),
    xAxis: axis(colours, { ...share, name: words.models.confidence, nameLocation: 'middle', nameGap: 28 }),
    yAxis: axis(colours, { ...share, name: words.models.accuracy }),
    series: [
      { type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', silent: true, lineStyle: { color: colours.quiet, type: 'dashed', width: 1 } },
      {
        type: 'line',
        data: filled(bins).map((bin) => [bin.confidence, bin.accuracy, bin.count]),
        lineStyle: { color: colours.accent },
        itemStyle: { color: colours.accent },
        symbol: 'circle',
        symbolSize: ([, , images]) => Math.min(18, 4 + Math.sqrt(images)),
      },
    ],
  };
}

/** Those that anything fell into. */
export function filled(bins) {
  return bins.filter((bin) => bin.count > 0);
}

export const binColumns = [
  { title: words.models.from, csv: (row) => row.low, show: (row) => percent(row.low), numeric: true },
  { title: words.models.to, csv: (row) => row.high, show: (row) => percent(row.high), numeric: true },
  { title: words.models.confidence, csv: (row) => row.confidence, show: (row) => percent(row.confidence), numeric: true },
  { title: words.models.accuracy, csv: (row) => row.accuracy, show: (row) => percent(row.accuracy), numeric: true },
  { title: words.models.examples, csv: (row) => row.count, numeric: true },
];
