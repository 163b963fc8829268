import { html } from 'lit';
import { Fetched } from '../api/fetched.js';
import { Light } from '../parts/light.js';
import { shown } from '../parts/notice.js';
import { link } from '../shell/address.js';
import { words } from '../words.js';
import { comparison, verdict } from './report.js';

/** Two versions on the same test images. Its properties: a, the one before, and b, the one after. */
class ComparePage extends Light {
  static properties = { a: {}, b: {} };
  #table = new Fetched(this, () => (this.a && this.b ? `/v1/models/compare?${new URLSearchParams({ a: this.a, b: this.b })}` : null));

  constructor() {
    super();
    this.a = '';
    this.b = '';
  }

  render() {
    return html`
      <p><a href=${link(['models'])}>${words.models.back}</a></p>
      <h1>${words.models.compareTitle(this.a.slice(0, 12), this.b.slice(0, 12))}</h1>
      <p><a href=${link(['models', 'compare'], { a: this.b, b: this.a })}>${words.models.turn}</a></p>
      ${shown(this.#table, ({ report }) => html`${verdict(report)}${comparison(report.table)}`)}
    `;
  }
}

customElements.define('after-compare', ComparePage);
