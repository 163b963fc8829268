import { html, nothing } from 'lit';
import { Followed } from '../api/followed.js';
import { outbox } from '../api/outbox.js';
import { feed } from '../live/feed.js';
import { clock, count, millis, number, secondsSince, span } from '../parts/format.js';
import { icon } from '../parts/icons.js';
import { Light } from '../parts/light.js';
import { meaning } from '../parts/notice.js';
import { words } from '../words.js';
import { link } from './address.js';

/** One line over every page: what is live, how fast, how well, and whether the trainer answers. */
class StatusLine extends Light {
  constructor() {
    super();
    new Followed(this, feed, 'summary', 'state');
    new Followed(this, outbox, 'change');
  }

  render() {
    const summary = feed.summary;
    return html`
      <header class="status" aria-label=${words.status.label}>
        <dl>
          ${fact(words.status.live, version(summary), words.status.liveTip, '')}
          ${fact(words.status.rate, number(summary?.labels_per_s), words.status.rateTip, '')}
          ${fact(words.status.p95, millis(summary?.p95_ms), words.status.p95Tip, '')}
          ${fact(words.status.lag, count(summary?.lag), words.status.lagTip, 'wide')}
          ${fact(words.status.lastSwap, ago(summary?.last_swap?.at), summary?.last_swap?.at ?? words.status.noSwap, 'wide')}
        </dl>
        ${unsent()}
        ${summary ? health(summary.health) : html`<span class="meaning">${words.status.connecting}</span>`}
      </header>
      <p class="down" role="status">${feed.downSince ? html`${icon('attention')}<span>${words.status.down(clock(feed.downSince))}</span>` : nothing}</p>
    `;
  }
}

function fact(name, value, tip, kind) {
  return html`<div class=${kind} title=${tip}><dt>${name}</dt><dd>${value}</dd></div>`;
}

function version(summary) {
  if (!summary) {
    return words.unknown;
  }
  if (!summary.live) {
    return words.status.noModel;
  }
  const text = summary.mixed ? words.status.mixed(summary.live.number) : words.version(summary.live.number);
  return html`<a href=${link(['models', summary.live.version])}>${text}</a>`;
}

function ago(at) {
  return at ? words.ago(span(secondsSince(at))) : words.unknown;
}

/** Only what has waited long enough to be news. */
function unsent() {
  const waiting = outbox.problem ? outbox.waiting().length : 0;
  return waiting > 0 ? html`<span class="meaning attention" role="status">${icon('attention')}<span>${words.status.unsent(waiting)}</span></span>` : nothing;
}

function health({ word, reasons }) {
  const kind = ['good', 'attention', 'bad'].includes(word) ? word : 'attention';
  return html`<details class="health" @keydown=${(event) => event.key === 'Escape' && event.currentTarget.removeAttribute('open')}>
    <summary>${meaning(kind, words.status.health[kind])}</summary>
    <ul>
      ${reasons.length === 0 ? html`<li>${words.status.allGood}</li>` : reasons.map((reason) => html`<li>${reason}</li>`)}
    </ul>
  </details>`;
}

customElements.define('after-status', StatusLine);
