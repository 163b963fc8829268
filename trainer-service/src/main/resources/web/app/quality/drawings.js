import { axis, tip } from '../parts/chart.js';
import { count, day, percent } from '../parts/format.js';
import { palette } from '../parts/palette.js';
import { words } from '../words.js';

/** Points of a hundred; wider, the number would say more than is known. */
const WIDEST = 0.2;

/** Whether an interval is narrow enough to be told. */
export function enough({ low, high }) {
  return typeof low === 'number' && typeof high === 'number' && high - low <= WIDEST;
}

/** Accuracy as a band over time, with a mark for each swap. Windows without enough checks are a gap. */
export function accuracy({ windows, swaps }, colours) {
  const middle = (one) => (new Date(one.from).getTime() + new Date(one.to).getTime()) / 2;
  const points = (value) => windows.map((one) => [middle(one), enough(one) ? value(one) : null]);
  return {
    tooltip: tip(colours, { trigger: 'axis', formatter: ([first]) => (first ? windowText(windows[first.dataIndex]) : '') }),
    xAxis: axis(colours, { type: 'time', splitLine: { show: false } }),
    yAxis: axis(colours, { type: 'value', min: ({ min }) => Math.max(0, Math.floor((min - 0.05) * 10) / 10), max: 1, axisLabel: { color: colours.quiet, formatter: (value) => `${Math.round(value * 100)}%` } }),
    series: [
      { ...band, data: points((one) => one.low), lineStyle: { opacity: 0 } },
      { ...band, data: points((one) => one.high - one.low), lineStyle: { opacity: 0 }, areaStyle: { color: colours.accent, opacity: 0.25 } },
      {
        name: words.quality.accuracy,
        type: 'line',
        data: points((one) => one.accuracy),
        lineStyle: { color: colours.accent, width: 1 },
        itemStyle: { color: colours.accent },
        symbolSize: 4,
        markLine: { symbol: 'none', data: swaps.map((swap) => ({ xAxis: swap.at, name: words.version(swap.number) })), lineStyle: { color: colours.quiet, type: 'solid' }, label: { formatter: '{b}', color: colours.quiet } },
      },
    ],
  };
}

const band = { type: 'line', stack: 'band', stackStrategy: 'all', symbol: 'none', silent: true };

function windowText(one) {
  const share = enough(one) ? words.quality.interval(percent(one.low), percent(one.high)) : words.quality.notYet;
  return `${day(one.from)}\n${share}\n${words.quality.checks(count(one.checks), count(one.drawn))}`;
}

/** How often each class was said, stacked over time. Its own pattern beside its colour. */
export function classShares(rows, colours) {
  const times = [...new Set(rows.map((row) => row.from))].sort();
  const totals = new Map();
  rows.forEach((row) => Object.entries(row.counts).forEach(([name, often]) => totals.set(name, (totals.get(name) ?? 0) + often)));
  const names = [...totals.entries()].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([name]) => name);
  return {
    aria: { enabled: true, decal: { show: true } },
    legend: { textStyle: { color: colours.ink }, top: 0, type: 'scroll', data: names },
    xAxis: axis(colours, { type: 'category', data: times.map((at) => day(at)) }),
    yAxis: axis(colours, { type: 'value', name: words.quality.images }),
    series: names.map((name) => ({
      name,
      type: 'bar',
      stack: 'classes',
      data: times.map((at) => sum(rows.filter((row) => row.from === at), name)),
      itemStyle: { color: palette.colour(name) ?? colours.quiet },
    })),
  };
}

function sum(rows, name) {
  return rows.reduce((total, row) => total + (row.counts[name] ?? 0), 0);
}
