import { html, nothing } from 'lit';
import { outbox } from '../api/outbox.js';
import { count, percent, time } from '../parts/format.js';
import { className } from '../parts/palette.js';
import { askAgain } from '../shell/access.js';
import { link } from '../shell/address.js';
import { words } from '../words.js';
import './filter.js';
import './search.js';

/** What was done and what is left, which part of the queue it is, and the way to all else. @param {import('./desk.js').Desk | null} desk */
export function head(desk, query) {
  const left = desk === null || desk.left === null ? words.review.leftUnknown : words.review.left(count(desk.left + desk.entries.length));
  return html`<div class="review-head">
    <span class="figure" title=${words.review.doneTip}>${words.review.done(count(desk?.done ?? 0))}</span>
    <span class="figure" title=${words.review.leftTip}>${left}</span>
    <after-queue-filter .query=${query}></after-queue-filter>
    <nav aria-label=${words.review.more}>
      <a href=${link(['grid'])}>${words.grid.title}</a>
      <a href=${link(['review', 'answers'])}>${words.answers.title}</a>
      <a href=${link(['review', 'disagreements'])}>${words.disagreements.title}</a>
      <a href=${link(['review', 'classes'])}>${words.classes.title}</a>
      <button type="button" class="small" @click=${() => document.dispatchEvent(new Event('show-keys'))}>${words.keys.title}</button>
    </nav>
  </div>`;
}

/** The image, as large as fits. @param {ReturnType<import('./ready.js').Ready['of']>} ready */
export function stage(entry, ready) {
  const text = words.review.imageOf(entry.source);
  switch (ready?.state) {
    case 'ready':
      ready.image.alt = text;
      return ready.image;
    case 'gone':
      return html`<div class="gone" role="img" aria-label=${text}><span>${words.review.gone(ready.why)}</span></div>`;
    default:
      return html`<div class="bone whole" role="status" aria-label=${words.loading}></div>`;
  }
}

/**
 * Why it is here, and all that can be said of it.
 * @param {any} entry
 * @param {{ name: string, probability: number | null }[] | null} choices in the order of their keys; null where the image cannot be shown
 * @param {string[]} names of all classes
 * @param {{ decide: (verdict: string, name?: string) => void, confirm: () => void, skip: () => void, undo: () => void, searched: (found: { name: string, fresh: boolean }) => void }} acts
 */
export function panel(entry, choices, names, acts) {
  return html`<section class="panel" aria-label=${words.review.decide}>
    <p class="why"><strong>${entry.why}</strong></p>
    <p class="quiet"><bdi>${entry.source}</bdi> · ${time(entry.received_at)} · ${words.version(entry.number)}</p>
    ${entry.hidden ? html`<p class="quiet">${entry.note ?? words.review.hidden}</p>` : nothing}
    ${choices === null
      ? nothing
      : html`<ol class="choices">
            ${choices.map((one, at) => choice(one, at, acts))}
          </ol>
          <after-class-search .names=${names} @choose=${(event) => acts.searched(event.detail)}></after-class-search>`}
    <div class="buttons">
      ${choices === null || entry.hidden || !entry.top?.length ? nothing : action('Enter', words.review.confirm, acts.confirm, 'main')}
      ${action('X', words.review.unusable, () => acts.decide('unusable'))}
      ${action('S', words.review.skip, acts.skip)}
      ${action('U', words.review.undo, acts.undo)}
      ${entry.hidden ? nothing : html`<a class="button" href=${link(['inside', entry.place])}>${words.inside.title}</a>`}
    </div>
  </section>`;
}

function choice({ name, probability }, at, acts) {
  return html`<li>
    <button type="button" @click=${() => acts.decide('class', name)}>
      <kbd>${at + 1}</kbd>${className(name)}
      ${probability === null
        ? nothing
        : html`<span class="bar" aria-hidden="true"><span .style=${`width:${Math.round(probability * 100)}%`}></span></span>
            <span class="figure">${percent(probability)}</span>`}
    </button>
  </li>`;
}

function action(key, name, act, kind = '') {
  return html`<button type="button" class=${kind} @click=${() => act()}><kbd>${key}</kbd>${name}</button>`;
}

/**
 * The last answers, and what became of those that were not taken.
 * @param {any[]} history
 * @param {number} elsewhere of the images that were picked, how many are in somebody else's hands
 */
export function foot(history, elsewhere) {
  return html`<div class="review-foot">
    ${elsewhere > 0 ? html`<p class="notice attention" role="status">${words.review.elsewhere(elsewhere)}</p>` : nothing}
    ${refused(outbox.refused())}
    ${outbox.problem ? waiting(outbox.waiting().length, outbox.problem) : nothing}
    ${outbox.full ? html`<p class="notice bad" role="alert">${words.review.full}</p>` : nothing}
    <ol class="history" aria-label=${words.review.history}>
      ${history.map((one) => html`<li>${one.verdict === 'unusable' ? words.review.unusable : className(one.class)}</li>`)}
    </ol>
  </div>`;
}

function refused(answers) {
  return answers.length === 0
    ? nothing
    : html`<details class="notice attention">
        <summary>${words.review.refused(answers.length)}</summary>
        <ul>
          ${answers.map((one) => html`<li>${words.reasons[one.reason] ?? one.reason}: ${one.detail} (<bdi>${one.source}</bdi>, ${one.class ?? one.verdict})</li>`)}
        </ul>
        <button type="button" @click=${() => outbox.dismissRefused()}>${words.review.dismiss}</button>
      </details>`;
}

function waiting(answers, problem) {
  return answers === 0
    ? nothing
    : html`<p class="notice attention" role="status">
        ${words.review.waiting(answers)}
        ${problem.status === 401 ? html`<button type="button" @click=${() => askAgain()}>${words.access.again}</button>` : nothing}
      </p>`;
}

/** Where nothing waits. */
export function drained(look) {
  return html`<div class="notice empty">
    <p>${words.review.empty}</p>
    <p>${words.review.emptyMore}</p>
    <button type="button" @click=${look}>${words.review.look}</button>
  </div>`;
}
