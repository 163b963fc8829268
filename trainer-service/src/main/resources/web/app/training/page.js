import { html, nothing } from 'lit';
import { Fetched } from '../api/fetched.js';
import { change } from '../api/http.js';
import { Stream } from '../api/stream.js';
import '../parts/confirm.js';
import { count, percent, span, time } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { empty, meaning, shown, trouble } from '../parts/notice.js';
import '../parts/table.js';
import { access, askAgain } from '../shell/access.js';
import { address, link } from '../shell/address.js';
import { words } from '../words.js';
import './run.js';

const EVERY_MS = 15_000;
const PRESETS = ['auto', 'head', 'finetune', 'resnet18', 'cnn', 'mlp', 'softmax'];
const VERDICTS = { promoted: 'good', waiting: 'attention', rejected: 'attention', failed: 'bad' };
const ENDS = ['done', 'failed', 'cancelled', 'lost'];

/** Runs, the one in progress first. Its property: run, the one to look at; empty for the newest. */
class TrainingPage extends Light {
  static properties = { run: {}, problem: { state: true }, busy: { state: true } };
  #runs = new Fetched(this, () => '/v1/runs', EVERY_MS);
  #stream = new Stream('/v1/runs/stream', ['run']);

  constructor() {
    super();
    this.run = '';
    this.problem = null;
    this.busy = false;
    this.#stream.addEventListener('run', ({ detail }) => this.#heard(detail));
    this.#stream.addEventListener('open', () => this.#runs.load());
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stream.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stream.stop();
  }

  /** Only where the list is known: else it comes soon, and whole. */
  #heard(run) {
    if (!this.#runs.data) {
      return;
    }
    const others = this.#runs.data.runs.filter((one) => one.run !== run.run);
    this.#runs.data = { runs: [run, ...others].sort((a, b) => (a.started_at < b.started_at ? 1 : -1)) };
    this.requestUpdate();
  }

  render() {
    return html`
      <h1>${words.training.title}</h1>
      ${this.problem ? trouble(this.problem, this.problem.status === 401 ? () => askAgain() : undefined) : nothing}
      ${shown(this.#runs, ({ runs }) => this.#all(runs))}
      <after-confirm></after-confirm>
    `;
  }

  #all(runs) {
    const running = runs.find((run) => !ENDS.includes(run.phase)) ?? null;
    const looked = runs.find((run) => run.run === this.run) ?? running ?? runs[0];
    return html`
      ${running ? this.#running(running) : this.#start()}
      ${looked
        ? html`<after-run .run=${looked} .others=${runs.filter((run) => run.run !== looked.run && run.phase === 'done').slice(0, 4)}></after-run>`
        : empty(words.training.empty, html`<p><code>${words.training.emptyCommand}</code></p>`)}
      <after-table .caption=${words.training.runs} .name=${'runs'} .columns=${columns} .rows=${runs}></after-table>
    `;
  }

  #running(run) {
    const progress = run.progress;
    return html`<section class="running" aria-label=${words.training.running}>
      <p role="status">
        <strong>${words.training.phases[run.phase] ?? run.phase}</strong>
        ${progress ? html` · ${words.training.stages[progress.stage] ?? progress.stage}, ${words.training.of(progress.done, progress.of)}` : nothing}
        · ${progress?.eta_seconds == null ? words.training.noEta : words.training.eta(span(progress.eta_seconds))}
      </p>
      ${progress ? html`<progress max=${progress.of} .value=${progress.done} aria-label=${words.training.progress}></progress>` : nothing}
      <button type="button" ?disabled=${this.busy} @click=${() => this.#cancel(run)}>${words.training.cancel}</button>
    </section>`;
  }

  #start() {
    return html`<form class="filters" @submit=${(event) => this.#begin(event)}>
      <label>${words.training.preset}
        <select name="preset">${PRESETS.map((preset) => html`<option value=${preset}>${words.training.presets[preset]}</option>`)}</select>
      </label>
      <button type="submit" class="main" ?disabled=${this.busy}>${words.training.start}</button>
      <span class="quiet">${words.training.gateAsks}</span>
    </form>`;
  }

  async #begin(event) {
    event.preventDefault();
    const preset = event.target.elements.namedItem('preset').value;
    if ((await access()) !== null) {
      await this.#do(async () => {
        const { run } = await change('/v1/runs', { preset });
        address.go(['training', run]);
      });
    }
  }

  async #cancel(run) {
    const question = { title: words.training.cancelTitle, text: words.training.cancelText, action: words.training.cancel };
    if ((await access()) !== null && (await this.querySelector('after-confirm').ask(question)) !== null) {
      await this.#do(() => change(`/v1/runs/${encodeURIComponent(run.run)}/cancel`, {}));
    }
  }

  async #do(work) {
    this.busy = true;
    this.problem = null;
    try {
      await work();
      await this.#runs.load();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

const columns = [
  { title: words.training.run, csv: (row) => row.run, show: (row) => html`<a href=${link(['training', row.run])}>${row.run}</a>` },
  { title: words.training.started, csv: (row) => row.started_at, show: (row) => time(row.started_at) },
  { title: words.training.preset, csv: (row) => row.preset },
  { title: words.training.trigger, csv: (row) => row.trigger },
  { title: words.training.examples, csv: (row) => row.examples, show: (row) => count(row.examples), numeric: true },
  { title: words.training.test, csv: (row) => row.test, show: (row) => count(row.test), numeric: true },
  { title: words.training.accuracy, csv: (row) => row.accuracy, show: (row) => percent(row.accuracy), numeric: true },
  { title: words.training.took, csv: (row) => row.seconds, show: (row) => span(row.seconds), numeric: true },
  {
    title: words.training.outcome,
    csv: (row) => row.verdict ?? row.phase,
    show: (row) => (row.verdict ? meaning(VERDICTS[row.verdict] ?? 'attention', words.training.verdicts[row.verdict] ?? row.verdict) : (words.training.phases[row.phase] ?? row.phase)),
  },
  { title: words.training.reason, csv: (row) => row.reason, show: (row) => html`<bdi>${row.reason}</bdi>` },
];

customElements.define('after-training', TrainingPage);
