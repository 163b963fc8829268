import { html, nothing } from 'lit';
import { words } from '../words.js';
import { theme } from '../shell/theme.js';
import { ink } from './ink.js';
import { Light } from './light.js';
import './table.js';
import { csvButton } from './table.js';

/**
 * A chart, beside it the same numbers as a table, and both as CSV. Its properties: caption, name (of the file), data, draw (from data and colours to
 * ECharts' option; the same function each time), columns and rows of the table.
 */
class Chart extends Light {
  static properties = {
    caption: {},
    name: {},
    data: { attribute: false },
    draw: { attribute: false },
    columns: { attribute: false },
    rows: { attribute: false },
    open: { state: true },
  };

  #chart = null;
  #sizes = new ResizeObserver(() => this.#chart?.resize());
  #redraw = () => this.#paint();

  constructor() {
    super();
    this.caption = '';
    this.name = 'chart';
    this.data = null;
    this.draw = null;
    this.columns = [];
    this.rows = [];
    this.open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    theme.addEventListener('change', this.#redraw);
    if (this.hasUpdated) {
      this.#paint();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    theme.removeEventListener('change', this.#redraw);
    this.#sizes.disconnect();
    this.#chart?.dispose();
    this.#chart = null;
  }

  render() {
    return html`<figure class="chart">
      <figcaption><span>${this.caption}</span>${csvButton(this.name, this.caption, this.columns, this.rows)}</figcaption>
      <div class="canvas" role="img" aria-label=${words.chart.label(this.caption)}></div>
      <details @toggle=${(event) => (this.open = event.target.open)}>
        <summary>${words.chart.asTable}</summary>
        ${this.open
          ? html`<after-table .caption=${this.caption} .name=${this.name} .columns=${this.columns} .rows=${this.rows}></after-table>`
          : nothing}
      </details>
    </figure>`;
  }

  updated(changed) {
    if (changed.has('data') || changed.has('draw')) {
      this.#paint();
    }
  }

  async #paint() {
    const { init } = await import('./echarts.js');
    const place = this.querySelector('.canvas');
    if (!this.isConnected || !place || !this.data) {
      return;
    }
    if (!this.#chart) {
      this.#chart = init(place, null, { renderer: 'canvas' });
      this.#sizes.observe(place);
    }
    const colours = ink(this);
    this.#chart.setOption({ ...basics(colours), ...this.draw(this.data, colours) }, { notMerge: true });
  }
}

/** Of every chart. */
function basics(colours) {
  return {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: 12, color: colours.ink },
    grid: { left: 8, right: 16, top: 32, bottom: 8, outerBoundsMode: 'same' },
    tooltip: tip(colours, { trigger: 'axis' }),
  };
}

/** A tip is drawn, never HTML: names come from strangers, and the page's policy lets no style into it. */
export function tip(colours, rest) {
  return {
    renderMode: 'richText',
    confine: true,
    backgroundColor: colours.surface,
    borderColor: colours.line,
    textStyle: { color: colours.ink, fontSize: 12 },
    ...rest,
  };
}

/** An axis in the page's colours. */
export function axis(colours, rest) {
  return {
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.quiet, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } },
    nameTextStyle: { color: colours.quiet },
    ...rest,
  };
}

customElements.define('after-chart', Chart);
