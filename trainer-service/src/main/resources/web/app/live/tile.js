import { html, nothing } from 'lit';
import { percent, secondsSince, span } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { className } from '../parts/palette.js';
import '../parts/picture.js';
import { link } from '../shell/address.js';
import { words } from '../words.js';

const SILENT_SECONDS = 10;
const OUTLINED_MS = 1_000;

/** The newest frame of one source. Its properties: source, label, silentSince, now. */
class Tile extends Light {
  static properties = {
    source: {},
    label: { attribute: false },
    silentSince: { attribute: false },
    now: { attribute: false },
    changed: { state: true },
  };
  #timer = 0;

  constructor() {
    super();
    this.source = '';
    this.label = null;
    this.silentSince = null;
    this.now = Date.now();
    this.changed = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  willUpdate(before) {
    const old = before.get('label');
    if (old && this.label && said(old) !== said(this.label)) {
      this.changed = true;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => (this.changed = false), OUTLINED_MS);
    }
  }

  render() {
    const { label } = this;
    const top = label?.top[0];
    return html`<a class=${this.changed ? 'tile changed' : 'tile'} href=${link(['live', 'source', this.source])}>
      <after-picture .image=${label?.image ?? ''} .text=${words.live.frameOf(this.source)} .pixels=${280}></after-picture>
      <span class="scrim">
        ${top ? html`<span class="said">${className(top.label)} <span class="figure">${percent(top.probability)}</span></span>` : nothing}
        <span class="from"><bdi>${this.source}</bdi></span>
      </span>
      <span class="under">${label ? this.#under(label) : words.live.noLabel}</span>
    </a>`;
  }

  #under(label) {
    const age = secondsSince(label.labelled_at, this.now);
    const silence = secondsSince(this.silentSince ?? label.labelled_at, this.now);
    return html`
      <span>${label.number ? words.version(label.number) : words.unknown}</span>
      <span>${words.live.decisions[label.decision] ?? label.decision}</span>
      ${silence > SILENT_SECONDS
        ? html`<span class="silent" title=${this.silentSince ?? label.labelled_at}>${words.live.silent(span(silence))}</span>`
        : html`<span title=${label.labelled_at}>${words.ago(span(age))}</span>`}
    `;
  }
}

function said(label) {
  return label.top[0]?.label;
}

customElements.define('after-tile', Tile);

