import { html, nothing } from 'lit';
import { words } from '../words.js';
import { clock } from './format.js';
import { icon } from './icons.js';

/** What a page says where it has nothing to show yet. */
export function empty(text, more = nothing) {
  return html`<div class="notice empty"><p>${text}</p>${more}</div>`;
}

/**
 * What happened, what is safe, what to do.
 * @param {import('../api/problem.js').Problem} problem
 * @param {() => void} [again]
 */
export function trouble(problem, again) {
  return html`<div class="notice bad" role="alert">
    ${icon('bad')}
    <div>
      <p><strong>${words.problems.title(problem)}</strong> ${problem.message}</p>
      <p class="quiet">${problem.passing ? words.problems.passing : problem.reason}</p>
    </div>
    ${again ? html`<button type="button" @click=${again}>${words.problems.again}</button>` : nothing}
  </div>`;
}

/**
 * What was fetched, or a skeleton of it, or why it is not there. What is old says so.
 * @param {import('../api/fetched.js').Fetched} fetched
 * @param {(data: any) => unknown} ready
 * @param {unknown} [skeleton]
 */
export function shown(fetched, ready, skeleton = bones()) {
  if (!fetched.data) {
    return fetched.problem ? trouble(fetched.problem, () => fetched.load()) : skeleton;
  }
  const stale = fetched.problem
    ? html`<p class="notice attention" role="status">${icon('attention')}<span>${words.problems.stale(clock(fetched.at))}</span></p>`
    : nothing;
  return html`${stale}${ready(fetched.data)}`;
}

/** Grey shapes of what will come; they keep its place. */
export function bones(lines = 4) {
  return html`<div class="bones" role="status" aria-label=${words.loading}>${Array.from({ length: lines }, () => html`<div class="bone"></div>`)}</div>`;
}

/** A word of health, never by colour alone. @param {"good" | "attention" | "bad"} kind */
export function meaning(kind, text) {
  return html`<span class="meaning ${kind}">${icon(kind)}<span>${text}</span></span>`;
}
