import { html, nothing } from 'lit';
import { Fetched } from '../api/fetched.js';
import { get } from '../api/http.js';
import '../parts/chart.js';
import { count, number, percent } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { empty, shown } from '../parts/notice.js';
import { link } from '../shell/address.js';
import { words } from '../words.js';
import { curves } from './drawings.js';
import { Heard } from './heard.js';

const EVERY_MS = 5_000;

/** One run: its curves, with those of earlier ones faintly behind. Its properties: run, as the list has it, and others, earlier runs. */
class RunView extends Light {
  static properties = { run: { attribute: false }, others: { attribute: false }, earlier: { state: true } };
  #heard = new Heard();
  #whole = new Fetched(this, () => (this.run ? `/v1/runs/${encodeURIComponent(this.run.run)}` : null), EVERY_MS);
  #drawn = null;
  #drawnOf = [];

  constructor() {
    super();
    this.run = null;
    this.others = [];
    /** Their curves. @type {any[]} */
    this.earlier = [];
  }

  willUpdate(before) {
    if (before.has('run')) {
      this.#heard.add(this.run);
    }
    if (before.has('others') && ids(before.get('others') ?? []) !== ids(this.others)) {
      this.#fetchEarlier();
    }
  }

  async #fetchEarlier() {
    const wanted = this.others;
    try {
      const runs = await Promise.all(wanted.map((run) => get(`/v1/runs/${encodeURIComponent(run.run)}`)));
      if (ids(wanted) === ids(this.others)) {
        this.earlier = runs;
      }
    } catch {
      // The curves stand without them.
    }
  }

  render() {
    const { run } = this;
    return html`<section aria-label=${words.training.runTitle(run.run)}>
      <h2>${words.training.runTitle(run.run)}</h2>
      ${run.reason ? html`<p><bdi>${run.reason}</bdi></p>` : nothing}
      <dl class="numbers">
        ${figure(words.training.examples, count(run.examples))}
        ${figure(words.training.validation, count(run.validation))}
        ${figure(words.training.test, count(run.test))}
        ${figure(words.training.classes, count(run.classes))}
        ${figure(words.training.accuracy, percent(run.accuracy))}
        ${figure(words.training.macroF1, percent(run.macro_f1))}
      </dl>
      ${run.version ? html`<p><a href=${link(['models', run.version])}>${words.training.toModel}</a></p>` : nothing}
      ${shown(this.#whole, ({ record }) => this.#curves(record))}
    </section>`;
  }

  #curves(record) {
    const epochs = epochsOf(record, this.#heard.of(this.run.run));
    if (epochs.length === 0) {
      return empty(words.training.noCurves);
    }
    return html`
      ${record.report ? html`<p class="quiet">${record.report.why}; ${words.training.temperature(number(record.report.temperature))}</p>` : nothing}
      <after-chart .caption=${words.training.curves} .name=${`run-${this.run.run}`} .data=${this.#data(epochs)} .draw=${curves} .columns=${curveColumns} .rows=${epochs}></after-chart>
      <p class="quiet">${words.training.gateAsks}</p>
    `;
  }

  /** The same object for as long as nothing changed, so that the chart is left alone. */
  #data(epochs) {
    const of = [epochs.length, this.run.run, this.earlier, this.run.phase];
    if (of.some((value, at) => value !== this.#drawnOf[at])) {
      this.#drawnOf = of;
      this.#drawn = { epochs, earlier: this.earlier.map((run) => ({ run: run.run, epochs: epochsOf(run.record, []) })) };
    }
    return this.#drawn;
  }
}

/** Of all stages, one after the other, each with its place among all. */
function epochsOf({ report }, heard) {
  const epochs = report ? report.curves.flatMap(epochsOfStage) : heard.map((one) => ({ ...one, best: false }));
  let earlier = 0;
  return epochs.map((one, index) => {
    const last = epochs[index - 1];
    earlier += last && (last.stage !== one.stage || one.epoch <= last.epoch) ? last.epoch : 0;
    return { ...one, at: earlier + one.epoch };
  });
}

function epochsOfStage(curve) {
  return curve.epochs.map((epoch, index) => ({ stage: curve.stage.toLowerCase(), epoch: index + 1, best: curve.kept && index === curve.best, ...epoch }));
}

function ids(runs) {
  return runs.map((run) => run.run).join(' ');
}

function figure(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

const curveColumns = [
  { title: words.training.stage, csv: (row) => words.training.stages[row.stage] ?? row.stage },
  { title: words.training.epoch, csv: (row) => row.epoch, numeric: true },
  { title: words.training.trainingLoss, csv: (row) => row.training_loss, numeric: true },
  { title: words.training.validationLoss, csv: (row) => row.validation_loss, numeric: true },
  { title: words.training.validationAccuracy, csv: (row) => row.validation_accuracy, show: (row) => percent(row.validation_accuracy), numeric: true },
  { title: words.training.kept, csv: (row) => (row.best ? words.yes : '') },
];

customElements.define('after-run', RunView);
