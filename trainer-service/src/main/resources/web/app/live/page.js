import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Followed } from '../api/followed.js';
import { count, millis, number } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { bones, empty, meaning } from '../parts/notice.js';
import { address } from '../shell/address.js';
import { classes } from '../shell/classes.js';
import { words } from '../words.js';
import { feed } from './feed.js';
import './filmstrip.js';
import './tile.js';

const TICK_MS = 1_000;
/** One that sorts camera-2 before camera-10. */
const BY_NAME = new Intl.Collator('en', { numeric: true });
const DECISIONS = ['labelled', 'unsure', 'expired'];

/** The newest frame of each source, and the numbers of the last minute. Its property: query, the filter. */
class LivePage extends Light {
  static properties = { query: { attribute: false }, now: { state: true } };
  #ticks = 0;

  constructor() {
    super();
    this.query = new URLSearchParams();
    this.now = Date.now();
    new Followed(this, feed, 'summary', 'labels', 'state');
    new Followed(this, classes, 'change');
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ticks = setInterval(() => document.hidden || (this.now = Date.now()), TICK_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#ticks);
  }

  render() {
    const tiles = [...feed.sources.values()].filter((one) => this.#wanted(one)).sort((a, b) => BY_NAME.compare(a.source, b.source));
    return html`
      <h1>${words.live.title}</h1>
      ${feed.summary ? numbers(feed.summary) : bones(2)}
      ${this.#filters()}
      ${feed.known ? nothing : bones(4)}
      ${feed.known && tiles.length === 0 ? this.#nothing() : nothing}
      <ul class="tiles" aria-label=${words.live.sources}>
        ${repeat(
          tiles,
          (one) => one.source,
          (one) => html`<li><after-tile .source=${one.source} .label=${one.label} .silentSince=${one.silent_since} .now=${this.now}></after-tile></li>`,
        )}
      </ul>
      ${feed.known && feed.leftOut > 0 ? html`<p class="quiet">${words.live.leftOut(count(feed.sources.size), count(feed.leftOut))}</p>` : nothing}
    `;
  }

  #wanted({ source, label }) {
    const { query } = this;
    return (
      source.toLowerCase().includes((query.get('source') ?? '').toLowerCase()) &&
      (!query.get('class') || label?.top[0]?.label === query.get('class')) &&
      (!query.get('decision') || label?.decision === query.get('decision'))
    );
  }

  #filters() {
    const { query } = this;
    return html`<form class="filters" aria-label=${words.live.filters} @submit=${(event) => event.preventDefault()}>
      <label>${words.live.source}<input type="search" .value=${query.get('source') ?? ''} @input=${(event) => this.#filter('source', event.target.value)} /></label>
      ${choice(words.live.class, classes.names, query.get('class'), (value) => this.#filter('class', value))}
      ${choice(words.live.decision, DECISIONS, query.get('decision'), (value) => this.#filter('decision', value), words.live.decisions)}
    </form>`;
  }

  #filter(name, value) {
    address.refine({ ...Object.fromEntries(this.query), [name]: value });
  }

  #nothing() {
    return feed.sources.size === 0
      ? empty(words.live.empty, html`<p><code>${words.live.emptyCommand}</code></p>`)
      : empty(words.live.noneMatch, html`<button type="button" @click=${() => address.refine({})}>${words.live.showAll}</button>`);
  }
}

function choice(name, values, chosen, take, names = {}) {
  return html`<label>${name}
    <select @change=${(event) => take(event.target.value)}>
      <option value="" ?selected=${!chosen}>${words.any}</option>
      ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${names[value] ?? value}</option>`)}
    </select>
  </label>`;
}

/** Throughput and latency; then all that did not become a label, and why. */
function numbers(summary) {
  const lost = Object.entries(summary.dead_letters ?? {}).filter(([, times]) => times > 0);
  return html`
    <dl class="numbers">
      ${figure(words.live.rate, number(summary.labels_per_s), words.live.rateTip)}
      ${figure(words.live.p50, millis(summary.p50_ms), words.live.latencyTip)}
      ${figure(words.live.p95, millis(summary.p95_ms), words.live.latencyTip)}
      ${figure(words.live.lag, count(summary.lag), words.live.lagTip)}
      ${Object.entries(summary.decisions ?? {}).map(([name, times]) => figure(words.live.outcomes[name] ?? name, count(times), words.live.minuteTip))}
    </dl>
    ${summary.sampled ? html`<p class="quiet">${words.live.sampled(number(summary.shown_per_s), number(summary.labels_per_s))}</p>` : nothing}
    ${lost.length === 0
      ? nothing
      : html`<ul class="lost" aria-label=${words.live.lost}>
          ${lost.map(([reason, times]) => html`<li>${meaning('attention', words.live.lostFor(count(times), words.reasons[reason] ?? reason))}</li>`)}
        </ul>`}
    ${classifiers(summary.classifiers ?? [])}
  `;
}

function figure(name, value, tip) {
  return html`<div title=${tip}><dt>${name}</dt><dd>${value}</dd></div>`;
}

function classifiers(all) {
  const broken = all.filter((one) => !one.ready);
  return broken.length === 0
    ? nothing
    : html`<ul class="lost" aria-label=${words.live.classifiers}>
        ${broken.map((one) => html`<li>${meaning('attention', words.live.notReady(one.instance, one.reason))}</li>`)}
      </ul>`;
}

customElements.define('after-live', LivePage);
