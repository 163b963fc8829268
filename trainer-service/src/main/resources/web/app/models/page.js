import { html, nothing } from 'lit';
import { Fetched } from '../api/fetched.js';
import { change } from '../api/http.js';
import { feed } from '../live/feed.js';
import { day, short } from '../parts/format.js';
import '../parts/confirm.js';
import { Light } from '../parts/light.js';
import { empty, meaning, shown, trouble } from '../parts/notice.js';
import '../parts/table.js';
import { access, askAgain } from '../shell/access.js';
import { link } from '../shell/address.js';
import { words } from '../words.js';
import './compare.js';
import './model.js';

const EVERY_MS = 10_000;
const KINDS = { published: 'attention', promoted: 'good', rejected: 'bad' };

/** Which version was live when, and why; what there is; and what can be done about it. */
class ModelsPage extends Light {
  static properties = { chosen: { state: true }, problem: { state: true }, done: { state: true } };
  #models = new Fetched(this, () => '/v1/models', EVERY_MS);

  constructor() {
    super();
    /** Versions to be compared, two at most. @type {string[]} */
    this.chosen = [];
    this.problem = null;
    this.done = '';
  }

  connectedCallback() {
    super.connectedCallback();
    feed.addEventListener('swap', this.#swapped);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    feed.removeEventListener('swap', this.#swapped);
  }

  #swapped = () => this.#models.load();

  render() {
    return html`
      <h1>${words.models.title}</h1>
      ${this.problem ? trouble(this.problem, this.problem.status === 401 ? () => askAgain() : undefined) : nothing}
      <p role="status">${this.done ? meaning('good', this.done) : nothing}</p>
      ${shown(this.#models, (models) => (models.versions.length === 0 ? nothingYet() : this.#all(models)))}
      <after-confirm></after-confirm>
    `;
  }

  #all({ live, entries, versions }) {
    return html`
      <section aria-labelledby="timeline-title">
        <h2 id="timeline-title">${words.models.timeline}</h2>
        <div class="scroll timeline" tabindex="0" role="region" aria-label=${words.models.timeline}>
          <ol>${entries.map((entry) => entryOf(entry, live))}</ol>
        </div>
      </section>
      <div class="buttons">
        <a class="button ${this.chosen.length === 2 ? 'main' : 'off'}" aria-disabled=${this.chosen.length !== 2}
          href=${this.chosen.length === 2 ? link(['models', 'compare'], { a: this.chosen[0], b: this.chosen[1] }) : nothing}>${words.models.compare}</a>
        <button type="button" ?disabled=${!live} @click=${() => this.#rollBack(live)}>${words.models.rollBack}</button>
        <span class="quiet">${words.models.chooseTwo}</span>
      </div>
      <after-table .caption=${words.models.versions} .name=${'models'} .columns=${this.#columns(live)} .rows=${versions}></after-table>
    `;
  }

  #columns(live) {
    return [
      { title: words.models.choose, csv: () => '', show: (row) => this.#box(row) },
      { title: words.models.version, csv: (row) => row.number, show: (row) => html`<a href=${link(['models', row.version])}>${words.version(row.number)}</a>`, numeric: true },
      { title: words.models.name, csv: (row) => row.name, show: (row) => html`<bdi>${row.name}</bdi>` },
      { title: words.models.state, csv: (row) => row.state, show: (row) => (row.version === live?.version || row.version === live ? meaning('good', words.models.live) : (words.models.states[row.state] ?? row.state)) },
      { title: words.models.classes, csv: (row) => classCount(row.labels), numeric: true },
      { title: words.models.size, csv: (row) => row.size, show: (row) => words.bytes(short(row.size)), numeric: true },
      { title: words.models.parent, csv: (row) => row.parent, show: (row) => (row.parent ? html`<a href=${link(['models', row.parent])}>${row.parent.slice(0, 12)}</a>` : words.models.noParent) },
      { title: words.models.hash, csv: (row) => row.version, show: (row) => html`<code title=${row.version}>${row.short}</code>` },
      {
        title: words.models.actions,
        csv: () => '',
        show: (row) => html`<button type="button" class="small" ?disabled=${isLive(row, live) || row.state === 'rejected'} @click=${() => this.#promote(row, live)}>${words.models.promote}</button>`,
      },
    ];
  }

  #box(row) {
    return html`<input type="checkbox" aria-label=${words.models.chooseOf(row.number)} .checked=${this.chosen.includes(row.version)} @change=${() => this.#choose(row.version)} />`;
  }

  #choose(version) {
    const others = this.chosen.filter((one) => one !== version);
    this.chosen = others.length < this.chosen.length ? others : [...others, version].slice(-2);
  }

  async #promote(row, live) {
    await this.#change('/v1/models/promote', { version: row.version, expected: hashOf(live) }, { title: words.models.promoteTitle(row.number), text: words.models.promoteText, action: words.models.promote }, words.models.promoted(row.number));
  }

  async #rollBack(live) {
    await this.#change('/v1/models/rollback', { expected: hashOf(live) }, { title: words.models.rollBackTitle, text: words.models.rollBackText, action: words.models.rollBack }, words.models.rolledBack);
  }

  /** With the version that was live as the person saw it: where another one is live by now, nothing is changed, and what is live now is shown. */
  async #change(path, fields, question, done) {
    this.problem = null;
    this.done = '';
    const person = await access();
    const reason = person ? await this.querySelector('after-confirm').ask({ ...question, reason: true }) : null;
    if (reason === null) {
      return;
    }
    try {
      await change(path, { ...fields, person, reason });
      this.done = done;
    } catch (problem) {
      this.problem = problem;
    }
    await this.#models.load();
  }
}

function nothingYet() {
  return empty(words.models.empty, html`<p><code>${words.models.emptyCommand}</code></p>`);
}

function isLive(row, live) {
  return Boolean(live) && row.version === hashOf(live);
}

/** Of the live version; empty for none. */
function hashOf(live) {
  return live?.version ?? live ?? '';
}

function classCount(labels) {
  return Array.isArray(labels) ? labels.length : labels;
}

function entryOf(entry, live) {
  const what = entry.rollback ? words.models.kinds.rollback : (words.models.kinds[entry.kind] ?? entry.kind);
  return html`<li class=${isLive(entry, live) && entry.kind === 'promoted' ? 'live' : ''}>
    ${meaning(KINDS[entry.kind] ?? 'attention', what)}
    <a href=${link(['models', entry.version])}>${words.version(entry.number)}</a>
    <time datetime=${entry.at} title=${entry.at}>${day(entry.at)}</time>
    <span class="quiet"><bdi>${entry.author}</bdi></span>
    <span class="reason" title=${entry.reason}><bdi>${entry.reason}</bdi></span>
    ${entry.void ? html`<span class="quiet">${words.models.void}</span>` : nothing}
  </li>`;
}

customElements.define('after-models', ModelsPage);
