import { html, nothing } from 'lit';
import { words } from '../words.js';
import { csv, download } from './csv.js';
import { icon } from './icons.js';
import { Light } from './light.js';

/**
 * @typedef {object} Column
 * @property {string} title
 * @property {(row: any) => unknown} csv plain value, by which it is sorted too
 * @property {(row: any) => unknown} [show] what is seen, where that is something else
 * @property {boolean} [numeric]
 */

/** A table that can be sorted and kept as CSV. Its properties: caption, name (of the file), columns, rows. */
class DataTable extends Light {
  static properties = {
    caption: {},
    name: {},
    columns: { attribute: false },
    rows: { attribute: false },
    sorted: { state: true },
  };

  constructor() {
    super();
    this.caption = '';
    this.name = 'table';
    /** @type {Column[]} */
    this.columns = [];
    this.rows = [];
    this.sorted = null;
  }

  render() {
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${this.caption}>
        <table>
          <caption>
            <span>${this.caption}</span>
            ${csvButton(this.name, this.caption, this.columns, this.rows)}
          </caption>
          <thead>
            <tr>${this.columns.map((column, at) => this.#head(column, at))}</tr>
          </thead>
          <tbody>
            ${this.#ordered().map((row) => html`<tr>${this.columns.map((column) => cell(column, row))}</tr>`)}
          </tbody>
        </table>
      </div>
      ${this.rows.length === 0 ? html`<p class="quiet">${words.table.empty}</p>` : nothing}
    `;
  }

  #head(column, at) {
    const order = this.sorted?.at === at ? (this.sorted.down ? 'descending' : 'ascending') : 'none';
    return html`<th scope="col" class=${column.numeric ? 'number' : ''} aria-sort=${order}>
      <button type="button" class="bare" @click=${() => this.#sort(at)}>
        ${column.title}<span aria-hidden="true">${{ none: '', ascending: ' ▲', descending: ' ▼' }[order]}</span>
      </button>
    </th>`;
  }

  #sort(at) {
    const down = this.sorted?.at === at ? !this.sorted.down : Boolean(this.columns[at].numeric);
    this.sorted = { at, down };
  }

  #ordered() {
    if (!this.sorted || !this.columns[this.sorted.at]) {
      return this.rows;
    }
    const { at, down } = this.sorted;
    const value = this.columns[at].csv;
    const rows = [...this.rows].sort((a, b) => compare(value(a), value(b)));
    return down ? rows.reverse() : rows;
  }
}

function cell(column, row) {
  const content = (column.show ?? column.csv)(row);
  return html`<td class=${column.numeric ? 'number' : ''}>${content ?? words.unknown}</td>`;
}

function compare(a, b) {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a ?? '').localeCompare(String(b ?? ''), 'en', { numeric: true });
}

/** @param {string} name of the file, without its end */
export function csvButton(name, caption, columns, rows) {
  return html`<button type="button" class="quiet small" aria-label=${words.table.downloadOf(caption)}
    @click=${() => download(`${name}.csv`, 'text/csv', csv(columns, rows))}>
    ${icon('download')}<span>${words.table.download}</span>
  </button>`;
}

customElements.define('after-table', DataTable);
