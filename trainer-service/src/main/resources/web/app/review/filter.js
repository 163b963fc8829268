import { html } from 'lit';
import { Fetched } from '../api/fetched.js';
import { Light } from '../parts/light.js';
import { address } from '../shell/address.js';
import { words } from '../words.js';

const EVERY_MS = 10_000;
const PARTS = [
  ['reason', 'by_reason'],
  ['class', 'by_class'],
  ['source', 'by_source'],
];

/** Which part of the queue is looked at, with how much waits in each. Its property: query. */
class QueueFilter extends Light {
  static properties = { query: { attribute: false } };
  #counts = new Fetched(this, () => '/v1/review', EVERY_MS);

  constructor() {
    super();
    this.query = new URLSearchParams();
  }

  render() {
    return html`<form class="queue-filter" aria-label=${words.review.filter} @submit=${(event) => event.preventDefault()}>
      ${PARTS.map(([name, by]) => this.#part(name, this.#counts.data?.[by] ?? {}))}
    </form>`;
  }

  #part(name, counts) {
    const chosen = this.query.get(name) ?? '';
    const values = [...new Set([...Object.keys(counts), ...(chosen ? [chosen] : [])])];
    return html`<select aria-label=${words.review.filters[name]} @change=${(event) => this.#choose(name, event.target)}>
      <option value="" ?selected=${chosen === ''}>${words.review.anyOf[name]}</option>
      ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${words.review.part(name === 'reason' ? (words.reasons[value] ?? value) : value, counts[value] ?? 0)}</option>`)}
    </select>`;
  }

  /** The keys are the page's again. */
  #choose(name, field) {
    field.blur();
    address.refine({ ...Object.fromEntries(this.query), [name]: field.value });
  }
}

customElements.define('after-queue-filter', QueueFilter);
