import { html, nothing } from 'lit';
import { Fetched } from '../api/fetched.js';
import { change } from '../api/http.js';
import { count } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { empty, shown, trouble } from '../parts/notice.js';
import { access } from '../shell/access.js';
import { link } from '../shell/address.js';
import { words } from '../words.js';
import { comparison, verdict } from './report.js';

const PATH = '/v1/models/compare';
const LOOK_AGAIN_MS = 1000;

/** Two versions on the same test images, as a gate compared them or as a person has them compared. Its properties: a, the one before, and b, the one after. */
class ComparePage extends Light {
  static properties = { a: {}, b: {}, problem: { state: true } };
  #table = new Fetched(this, () => (this.a && this.b ? `${PATH}?${new URLSearchParams({ a: this.a, b: this.b })}` : null));
  #timer = 0;

  constructor() {
    super();
    this.a = '';
    this.b = '';
    /** @type {import('../api/problem.js').Problem | null} */
    this.problem = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  updated() {
    clearTimeout(this.#timer);
    if (this.#table.data?.progress && !this.#table.problem) {
      this.#timer = setTimeout(() => this.#table.load(), LOOK_AGAIN_MS);
    }
  }

  render() {
    return html`
      <p><a href=${link(['models'])}>${words.models.back}</a></p>
      <h1>${words.models.compareTitle(this.a.slice(0, 12), this.b.slice(0, 12))}</h1>
      <p><a href=${link(['models', 'compare'], { a: this.b, b: this.a })}>${words.models.turn}</a></p>
      ${this.problem ? trouble(this.problem) : nothing}
      ${this.#body()}
    `;
  }

  #body() {
    const { problem } = this.#table;
    if (problem?.reason === 'NOT_COMPARED') {
      return empty(words.models.notCompared, html`<button type="button" @click=${() => this.#compare()}>${words.models.compareNow}</button>`);
    }
    if (problem?.reason === 'COMPARISON_FAILED') {
      return trouble(problem, () => this.#compare());
    }
    return shown(this.#table, (known) => found(known));
  }

  async #compare() {
    this.problem = null;
    if ((await access()) === null) {
      return;
    }
    try {
      await change(PATH, { a: this.a, b: this.b });
    } catch (problem) {
      this.problem = problem;
    }
    await this.#table.load();
  }
}

function found({ report, progress }) {
  if (progress) {
    return html`<p role="status">${words.models.comparing} <progress max=${progress.of || 1} .value=${progress.done} aria-label=${words.models.comparing}></progress> ${progress.of ? words.models.comparedOf(count(progress.done), count(progress.of)) : nothing}</p>`;
  }
  return html`${report.verdict ? verdict(report) : nothing}${comparison(report.table)}`;
}

customElements.define('after-compare', ComparePage);
