import { html, nothing } from 'lit';
import { Fetched } from '../api/fetched.js';
import { Followed } from '../api/followed.js';
import '../parts/chart.js';
import { count, day, fine, percent, time } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { empty, meaning, shown } from '../parts/notice.js';
import { className, palette } from '../parts/palette.js';
import '../parts/table.js';
import { link } from '../shell/address.js';
import { binColumns, reliability } from '../models/calibration.js';
import { words } from '../words.js';
import { accuracy, classShares, enough } from './drawings.js';

const EVERY_MS = 30_000;

/** How good the answers are on what is really seen, from random checks alone. Its property: version, of the number on top; empty for the live one. */
class QualityPage extends Light {
  static properties = { version: {}, source: { state: true } };
  #accuracy = new Fetched(this, () => `/v1/accuracy${this.version ? `?version=${encodeURIComponent(this.version)}` : ''}`, EVERY_MS);
  #quality = new Fetched(this, () => '/v1/quality', EVERY_MS);
  #shares = null;
  #sharesOf = [];

  constructor() {
    super();
    this.version = '';
    /** Of the classes over time; empty for all. */
    this.source = '';
    new Followed(this, palette, 'change');
  }

  render() {
    return html`
      <h1>${words.quality.title}</h1>
      ${shown(this.#accuracy, (estimate) => headline(estimate))}
      ${shown(this.#quality, (quality) => this.#all(quality))}
    `;
  }

  #all(quality) {
    return html`
      ${quality.windows.length === 0
        ? empty(words.quality.empty, html`<a href=${link(['review'], { reason: 'DRAWN' })}>${words.quality.toChecks}</a>`)
        : html`<after-chart .caption=${words.quality.overTime} .name=${'accuracy'} .data=${quality} .draw=${accuracy} .columns=${windowColumns} .rows=${quality.windows}></after-chart>`}
      <after-table .caption=${words.quality.bySource} .name=${'accuracy-by-source'} .columns=${sourceColumns} .rows=${quality.by_source}></after-table>
      ${this.#classes(quality.classes)}
      ${trainingDrift(quality.training_drift)}
      ${drift(quality.drift)}
      ${quality.calibration?.bins?.some((bin) => bin.count > 0)
        ? html`<after-chart .caption=${words.quality.calibration} .name=${'live-calibration'} .data=${quality.calibration.bins} .draw=${reliability} .columns=${binColumns} .rows=${quality.calibration.bins}></after-chart>`
        : nothing}
    `;
  }

  #classes(rows) {
    if (rows.length === 0) {
      return nothing;
    }
    const sources = [...new Set(rows.map((row) => row.source))].sort();
    const wanted = this.source === '' ? rows : rows.filter((row) => row.source === this.source);
    return html`
      <label class="filters">${words.quality.source}
        <select @change=${(event) => (this.source = event.target.value)}>
          <option value="" ?selected=${this.source === ''}>${words.any}</option>
          ${sources.map((source) => html`<option value=${source} ?selected=${source === this.source}>${source}</option>`)}
        </select>
      </label>
      <after-chart .caption=${words.quality.classes} .name=${'classes-over-time'} .data=${this.#data(rows, wanted)} .draw=${classShares} .columns=${classColumns} .rows=${flat(wanted)}></after-chart>
    `;
  }

  /** The same object for as long as nothing changed, so that the chart is left alone. */
  #data(rows, wanted) {
    if (this.#sharesOf[0] !== rows || this.#sharesOf[1] !== this.source) {
      this.#sharesOf = [rows, this.source];
      this.#shares = wanted;
    }
    return this.#shares;
  }
}

/** The estimate with its interval; or that there is none yet. */
function headline(estimate) {
  if (!enough(estimate)) {
    return html`<p class="headline">${meaning('attention', words.quality.notEnough)}</p>
      <p class="quiet">${words.quality.checks(count(estimate.answered), count(estimate.drawn))} <a href=${link(['review'], { reason: 'DRAWN' })}>${words.quality.toChecks}</a></p>`;
  }
  return html`
    <p class="headline"><span class="figure large">${words.quality.interval(percent(estimate.low), percent(estimate.high))}</span>
      ${words.quality.estimate(percent(estimate.accuracy), estimate.version)}</p>
    <p class="quiet">${words.quality.checks(count(estimate.answered), count(estimate.drawn))} ${words.quality.bounds(percent(estimate.least), percent(estimate.most))}</p>
    ${estimate.contradictions?.length > 0
      ? html`<after-table .caption=${words.quality.contradictions} .name=${'contradictions'} .columns=${contradictionColumns} .rows=${estimate.contradictions}></after-table>`
      : nothing}
  `;
}

function trainingDrift(measured) {
  if (!measured) {
    return html`<h2>${words.quality.trainingDrift}</h2>${empty(words.quality.noTrainingDrift)}`;
  }
  return html`
    <h2>${words.quality.trainingDrift}</h2>
    <p>${meaning(measured.alert ? 'attention' : 'good', measured.alert ? words.quality.trainingDriftAlert : words.quality.trainingDriftGood)}
      ${words.quality.driftValue(measured.measure, fine(measured.value), fine(measured.threshold))} ${words.quality.trainingDriftFirst(fine(measured.first))}</p>
  `;
}

function drift(measured) {
  if (!measured || typeof measured.value !== 'number') {
    return html`<h2>${words.quality.drift}</h2>${empty(words.quality.noDrift)}`;
  }
  return html`
    <h2>${words.quality.drift}</h2>
    <p>${meaning(measured.alert ? 'attention' : 'good', measured.alert ? words.quality.driftAlert : words.quality.driftGood)}
      ${words.quality.driftValue(measured.measure, fine(measured.value), fine(measured.threshold))}</p>
    <after-table .caption=${words.quality.driftBySource} .name=${'drift-by-source'} .columns=${driftColumns} .rows=${measured.by_source ?? []}></after-table>
  `;
}

function flat(rows) {
  return rows.flatMap((row) => Object.entries(row.counts).map(([name, times]) => ({ from: row.from, source: row.source, name, times })));
}

/** Of an estimate: a share where enough checks stand behind it. */
const judged = (value, otherwise = words.unknown) => (row) => (enough(row) ? percent(row[value]) : otherwise);

const estimateColumns = [
  { title: words.quality.accuracy, csv: (row) => row.accuracy, show: judged('accuracy', words.quality.notYet), numeric: true },
  { title: words.quality.low, csv: (row) => row.low, show: judged('low'), numeric: true },
  { title: words.quality.high, csv: (row) => row.high, show: judged('high'), numeric: true },
  { title: words.quality.checked, csv: (row) => row.checks, show: (row) => count(row.checks), numeric: true },
  { title: words.quality.drawn, csv: (row) => row.drawn, show: (row) => count(row.drawn), numeric: true },
];
const windowColumns = [
  { title: words.quality.from, csv: (row) => row.from, show: (row) => day(row.from) },
  { title: words.quality.to, csv: (row) => row.to, show: (row) => day(row.to) },
  ...estimateColumns,
];
const sourceColumns = [{ title: words.quality.source, csv: (row) => row.source, show: (row) => html`<bdi>${row.source}</bdi>` }, ...estimateColumns];
const classColumns = [
  { title: words.quality.from, csv: (row) => row.from, show: (row) => time(row.from) },
  { title: words.quality.source, csv: (row) => row.source },
  { title: words.quality.class, csv: (row) => row.name, show: (row) => className(row.name) },
  { title: words.quality.images, csv: (row) => row.times, numeric: true },
];
const driftColumns = [
  { title: words.quality.source, csv: (row) => row.source },
  { title: words.quality.value, csv: (row) => row.value, show: (row) => fine(row.value), numeric: true },
  { title: words.quality.threshold, csv: (row) => row.threshold, show: (row) => fine(row.threshold), numeric: true },
  { title: words.quality.alert, csv: (row) => (row.alert ? words.yes : words.no) },
];
const contradictionColumns = [
  { title: words.quality.kind, csv: (row) => row.kind },
  { title: words.quality.name, csv: (row) => row.name },
  { title: words.quality.compared, csv: (row) => row.compared, numeric: true },
  { title: words.quality.contradicting, csv: (row) => row.contradicting, numeric: true },
];

customElements.define('after-quality', QualityPage);
