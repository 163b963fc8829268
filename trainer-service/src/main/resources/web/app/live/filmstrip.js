import { html, nothing } from 'lit';
import { basket } from '../api/basket.js';
import { Fetched } from '../api/fetched.js';
import { percent, time } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { empty, shown } from '../parts/notice.js';
import { className } from '../parts/palette.js';
import '../parts/picture.js';
import '../parts/table.js';
import { address, link } from '../shell/address.js';
import { words } from '../words.js';

const EVERY_MS = 2_000;

/** The last frames of one source, the chosen one large. Its property: source. */
class Filmstrip extends Light {
  static properties = { source: {}, chosen: { state: true } };
  #labels = new Fetched(this, () => `/v1/live/sources/${encodeURIComponent(this.source)}`, EVERY_MS);

  constructor() {
    super();
    this.source = '';
    /** Id of the one that is looked at; it stays while newer ones come. */
    this.chosen = '';
  }

  render() {
    return html`
      <h1><bdi>${this.source}</bdi></h1>
      <p><a href=${link(['live'])}>${words.live.back}</a></p>
      ${shown(this.#labels, ({ labels }) => (labels.length === 0 ? empty(words.live.emptyStrip) : this.#strip(labels)))}
    `;
  }

  #strip(labels) {
    const one = labels.find((label) => label.id === this.chosen) ?? labels[0];
    return html`
      <section class="frame" aria-label=${words.live.frame}>
        <after-picture .image=${one.image} .text=${words.live.frameOf(one.source)} .pixels=${640}></after-picture>
        <div>
          <ol class="ranked">
            ${one.top.slice(0, 5).map(({ label, probability }) => html`<li>${className(label)}<span class="figure">${percent(probability)}</span></li>`)}
          </ol>
          <p class="quiet">${words.live.labelled} ${time(one.labelled_at)}</p>
          ${one.review.length > 0 ? html`<p class="quiet">${one.review.map((reason) => words.reasons[reason] ?? reason).join(', ')}</p>` : nothing}
          <div class="buttons">
            <button type="button" class="main" @click=${() => this.#correct(one)}>${words.live.correct}</button>
            <a class="button" href=${link(['inside', one.place])}>${words.inside.title}</a>
          </div>
        </div>
      </section>
      <ul class="strip" aria-label=${words.live.strip}>
        ${labels.map(
          (label) => html`<li>
            <button type="button" aria-pressed=${label.id === one.id} @click=${() => (this.chosen = label.id)}>
              <after-picture .image=${label.image} .text=${words.live.stripFrame(label.top[0]?.label ?? words.unknown, label.labelled_at)} .pixels=${64}></after-picture>
            </button>
          </li>`,
        )}
      </ul>
      <after-table .caption=${words.live.strip} .name=${'frames'} .columns=${columns} .rows=${labels}></after-table>
    `;
  }

  #correct(label) {
    basket.add([{ ...label, reasons: [], why: words.review.picked, hidden: false }]);
    address.go(['review']);
  }
}

const columns = [
  { title: words.live.labelled, csv: (row) => row.labelled_at, show: (row) => time(row.labelled_at) },
  { title: words.live.class, csv: (row) => row.top[0]?.label, show: (row) => (row.top[0] ? className(row.top[0].label) : null) },
  { title: words.live.probability, csv: (row) => row.top[0]?.probability, show: (row) => percent(row.top[0]?.probability), numeric: true },
  { title: words.live.decision, csv: (row) => row.decision, show: (row) => words.live.decisions[row.decision] ?? row.decision },
  { title: words.live.version, csv: (row) => row.number, numeric: true },
  { title: words.live.image, csv: (row) => row.sha256, show: (row) => html`<a href=${link(['inside', row.place])}>${row.place}</a>` },
];

customElements.define('after-filmstrip', Filmstrip);
