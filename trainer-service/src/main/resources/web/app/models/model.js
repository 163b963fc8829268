import { html, nothing } from 'lit';
import { Fetched } from '../api/fetched.js';
import { short } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { empty, shown } from '../parts/notice.js';
import { link } from '../shell/address.js';
import { words } from '../words.js';
import { comparison, verdict } from './report.js';

/** One version: where it comes from, what the gate said of it, and its first layer. Its property: version. */
class ModelPage extends Light {
  static properties = { version: {} };
  #model = new Fetched(this, () => `/v1/models/${encodeURIComponent(this.version)}`);
  #filters = new Fetched(this, () => `/v1/models/${encodeURIComponent(this.version)}/filters`);

  constructor() {
    super();
    this.version = '';
  }

  render() {
    return html`
      <p><a href=${link(['models'])}>${words.models.back}</a></p>
      ${shown(this.#model, (model) => this.#all(model))}
    `;
  }

  #all(model) {
    return html`
      <h1>${words.version(model.number)} <bdi class="quiet">${model.name}</bdi></h1>
      <dl class="lineage">
        ${row(words.models.hash, html`<code>${model.version}</code>`)}
        ${row(words.models.size, words.bytes(short(model.size)))}
        ${row(words.models.parent, model.parent ? html`<a href=${link(['models', model.parent])}>${model.parent.slice(0, 12)}</a>` : words.models.noParent)}
        ${model.parent ? row(words.models.compare, html`<a href=${link(['models', 'compare'], { a: model.parent, b: model.version })}>${words.models.withParent}</a>`) : nothing}
        ${model.lineage.length > 0 ? row(words.models.lineage, ancestors(model.lineage)) : nothing}
      </dl>
      <h2>${words.models.gate}</h2>
      ${model.report ? html`${verdict(model.report)}${comparison(model.report.table)}` : empty(words.models.noGate)}
      <h2>${words.models.filters}</h2>
      ${shown(this.#filters, ({ filters }) => (filters.length === 0 ? empty(words.models.noFilters) : pictures(filters)))}
    `;
  }
}

function row(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** From the parent back to what was imported. */
function ancestors(lineage) {
  return lineage.map((one) => html`<a href=${link(['models', one.version])}>${words.version(one.number)}</a> `);
}

function pictures(filters) {
  return html`<ul class="activations" aria-label=${words.models.filters}>
    ${filters.map((filter, at) => html`<li><img src=${filter} alt=${words.models.filter(at + 1)} width="48" height="48" /></li>`)}
  </ul>`;
}

customElements.define('after-model', ModelPage);
