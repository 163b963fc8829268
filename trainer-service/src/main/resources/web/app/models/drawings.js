import { axis, tip } from '../parts/chart.js';
import { percent } from '../parts/format.js';
import { words } from '../words.js';

/** Past it, cells are too small to be told apart: the classes that are confused most are drawn, the table has all. */
const MOST_CLASSES = 24;

/** A confusion matrix: what people agreed on downwards, what the model says across; shares of each row. */
export function confusion(measures, colours) {
  const names = drawn(measures);
  const support = new Map(measures.classes.map((one) => [one.name, one.support]));
  const cells = measures.confusions
    .filter((cell) => names.includes(cell.truth) && names.includes(cell.said))
    .map((cell) => [names.indexOf(cell.said), names.indexOf(cell.truth), cell.count / Math.max(1, support.get(cell.truth) ?? cell.count), cell.count]);
  return {
    grid: { left: 8, right: 16, top: 8, bottom: 24, outerBoundsMode: 'same' },
    tooltip: tip(colours, { formatter: ({ value }) => words.models.cell(names[value[1]], names[value[0]], value[3], percent(value[2])) }),
    xAxis: axis(colours, { type: 'category', data: names, name: words.models.said, nameLocation: 'middle', nameGap: 36, axisLabel: { color: colours.quiet, rotate: names.length > 8 ? 60 : 0 } }),
    yAxis: axis(colours, { type: 'category', data: names, inverse: true }),
    visualMap: { show: false, dimension: 2, min: 0, max: 1, inRange: { color: [colours.surface, colours.accent] } },
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: colours.line, borderWidth: 1 } }],
  };
}

function drawn({ classes, confusions }) {
  if (classes.length <= MOST_CLASSES) {
    return classes.map((one) => one.name);
  }
  const wrong = new Map();
  for (const { truth, said, count } of confusions.filter((cell) => cell.truth !== cell.said)) {
    wrong.set(truth, (wrong.get(truth) ?? 0) + count);
    wrong.set(said, (wrong.get(said) ?? 0) + count);
  }
  return [...wrong.entries()].sort((a, b) => b[1] - a[1]).slice(0, MOST_CLASSES).map(([name]) => name).sort();
}

export function confusionRows({ confusions }) {
  return [...confusions].sort((a, b) => Number(a.truth === a.said) - Number(b.truth === b.said) || b.count - a.count);
}

