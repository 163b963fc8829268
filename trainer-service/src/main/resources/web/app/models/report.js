import { html, nothing } from 'lit';
import '../parts/chart.js';
import { count, percent, points } from '../parts/format.js';
import { meaning } from '../parts/notice.js';
import { className } from '../parts/palette.js';
import '../parts/picture.js';
import '../parts/table.js';
import { link } from '../shell/address.js';
import { words } from '../words.js';
import { binColumns, filled, reliability } from './calibration.js';
import { confusion, confusionRows } from './drawings.js';

const VERDICTS = { promoted: 'good', waiting: 'attention', rejected: 'bad' };

/** What the gate said, in a line, and how. @param {any} report as it is on record */
export function verdict(report) {
  return html`
    <p>${meaning(VERDICTS[report.verdict] ?? 'attention', html`<strong>${words.models.verdicts[report.verdict] ?? report.verdict}</strong>: ${report.reason}`)}</p>
    ${report.use > 0 ? html`<p class="quiet">${words.models.use(report.generation, report.use, report.alpha)}</p>` : nothing}
    ${report.remarks.length > 0 ? html`<ul>${report.remarks.map((remark) => html`<li>${remark}</li>`)}</ul>` : nothing}
  `;
}

/** Two models on one test set. @param {any} table as the gate and the comparison have it */
export function comparison(table) {
  const rows = byClass(table);
  return html`
    <after-table .caption=${words.models.measures(count(table.examples), count(table.groups))} .name=${'measures'} .columns=${measureColumns} .rows=${measures(table)}></after-table>
    ${table.paired.examples > 0 ? html`<p>${words.models.paired(table.paired, points(table.paired.difference), points(table.paired.bound))}</p>` : nothing}
    ${table.added.length > 0 ? html`<p>${words.models.added} ${table.added.map((name) => html`${className(name)} `)}</p>` : nothing}
    ${table.dropped.length > 0 ? html`<p>${words.models.dropped} ${table.dropped.map((name) => html`${className(name)} `)}</p>` : nothing}
    <after-table .caption=${words.models.byClass} .name=${'recall-by-class'} .columns=${classColumns} .rows=${rows}></after-table>
    <after-chart .caption=${words.models.confusion} .name=${'confusion'} .data=${table.after} .draw=${confusion} .columns=${confusionColumns} .rows=${confusionRows(table.after)}></after-chart>
    ${bins(table.after).length > 0
      ? html`<after-chart .caption=${words.models.reliability} .name=${'calibration'} .data=${bins(table.after)} .draw=${reliability} .columns=${binColumns} .rows=${filled(bins(table.after))}></after-chart>`
      : nothing}
    ${mistakes(words.models.worst, table.worst, (one) => words.models.mistake(one.truth, one.said, percent(one.probability)))}
    ${mistakes(words.models.onlyBefore, table.only_before ?? [], (one) => words.models.changed(one.truth, one.before, one.after))}
    ${mistakes(words.models.onlyAfter, table.only_after ?? [], (one) => words.models.changed(one.truth, one.before, one.after))}
  `;
}

function bins(measures) {
  return measures.bins ?? [];
}

function measures({ before, after }) {
  return [
    { name: words.models.accuracy, before: before.accuracy, after: after.accuracy },
    { name: words.models.macroF1, before: before.macro_f1, after: after.macro_f1 },
    { name: words.models.calibrationError, before: before.calibration_error, after: after.calibration_error },
  ];
}

const measureColumns = [
  { title: words.models.measure, csv: (row) => row.name },
  { title: words.models.before, csv: (row) => row.before, show: (row) => percent(row.before), numeric: true },
  { title: words.models.after, csv: (row) => row.after, show: (row) => percent(row.after), numeric: true },
  { title: words.models.change, csv: (row) => row.after - row.before, show: (row) => points(row.after - row.before), numeric: true },
];

/** By change, the most lost first. */
function byClass({ before, after }) {
  const old = new Map(before.classes.map((one) => [one.name, one]));
  return after.classes
    .map((one) => ({ ...one, before: old.get(one.name)?.recall ?? null, change: one.recall - (old.get(one.name)?.recall ?? one.recall) }))
    .sort((a, b) => a.change - b.change);
}

const classColumns = [
  { title: words.models.class, csv: (row) => row.name, show: (row) => className(row.name) },
  { title: words.models.support, csv: (row) => row.support, numeric: true },
  { title: words.models.recallBefore, csv: (row) => row.before, show: (row) => percent(row.before), numeric: true },
  { title: words.models.recallAfter, csv: (row) => row.recall, show: (row) => percent(row.recall), numeric: true },
  { title: words.models.change, csv: (row) => row.change, show: (row) => points(row.change), numeric: true },
  { title: words.models.f1, csv: (row) => row.f1, show: (row) => percent(row.f1), numeric: true },
];

const confusionColumns = [
  { title: words.models.truth, csv: (row) => row.truth, show: (row) => className(row.truth) },
  { title: words.models.said, csv: (row) => row.said, show: (row) => className(row.said) },
  { title: words.models.examples, csv: (row) => row.count, numeric: true },
];


function mistakes(title, images, text) {
  return images.length === 0
    ? nothing
    : html`<section class="mistakes" aria-label=${title}>
        <h3>${title}</h3>
        <ul class="cards">
          ${images.map(
            (one) => html`<li class="card">
              <a href=${link(['inside', one.sha256])}><after-picture .image=${`/v1/examples/${one.sha256}/image`} .text=${text(one)} .pixels=${160}></after-picture></a>
              <span>${text(one)}</span>
            </li>`,
          )}
        </ul>
      </section>`;
}
