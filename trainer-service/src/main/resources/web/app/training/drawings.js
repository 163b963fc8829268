import { axis, tip } from '../parts/chart.js';
import { words } from '../words.js';

/** Loss by epoch, and accuracy where it is known; the epoch that was kept is marked, earlier runs are faint. */
export function curves({ epochs, earlier }, colours) {
  const accurate = epochs.some((one) => typeof one.validation_accuracy === 'number');
  const best = epochs.findLast((one) => one.best);
  return {
    tooltip: tip(colours, { trigger: 'axis', formatter: (all) => tipText(all.filter((one) => one.seriesIndex >= earlier.length)) }),
    legend: { textStyle: { color: colours.ink }, top: 0, data: [words.training.trainingLoss, words.training.validationLoss, ...(accurate ? [words.training.validationAccuracy] : [])] },
    xAxis: axis(colours, { type: 'value', min: 1, minInterval: 1, name: words.training.epoch, nameLocation: 'middle', nameGap: 24 }),
    yAxis: [
      axis(colours, { type: 'value', min: 0, name: words.training.loss }),
      ...(accurate ? [axis(colours, { type: 'value', min: 0, max: 1, name: words.training.accuracy, splitLine: { show: false } })] : []),
    ],
    series: [
      ...earlier.map((run) => ({ ...line('', run.epochs, 'validation_loss', colours.quiet), lineStyle: { color: colours.quiet, width: 1, opacity: 0.4 }, silent: true })),
      line(words.training.trainingLoss, epochs, 'training_loss', colours.quiet),
      { ...line(words.training.validationLoss, epochs, 'validation_loss', colours.accent), markLine: best ? kept(best.at, colours) : undefined },
      ...(accurate ? [{ ...line(words.training.validationAccuracy, epochs, 'validation_accuracy', colours.good), yAxisIndex: 1, lineStyle: { color: colours.good, type: 'dotted' } }] : []),
    ],
  };
}

/** Of the run that is looked at; earlier ones are there to compare shapes. */
function tipText(all) {
  const lines = all.map(({ seriesName, value }) => words.training.tip(seriesName, value[1]));
  return [`${words.training.epoch} ${all[0]?.value[0] ?? ''}`, ...lines].join('\n');
}

function line(name, epochs, field, colour) {
  return {
    name,
    type: 'line',
    showSymbol: epochs.length < 30,
    symbolSize: 5,
    data: epochs.map((one) => [one.at, one[field] ?? null]),
    lineStyle: { color: colour, width: 2 },
    itemStyle: { color: colour },
  };
}

function kept(epoch, colours) {
  return { symbol: 'none', silent: true, data: [{ xAxis: epoch }], lineStyle: { color: colours.good, type: 'solid' }, label: { formatter: words.training.kept, color: colours.ink } };
}
