import { html, nothing } from 'lit';
import { Followed } from '../api/followed.js';
import { outbox } from '../api/outbox.js';
import { person } from '../api/person.js';
import { feed } from '../live/feed.js';
import { count, percent, time } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { bones, empty, trouble } from '../parts/notice.js';
import { className } from '../parts/palette.js';
import { access, askAgain } from '../shell/access.js';
import { link } from '../shell/address.js';
import { classes } from '../shell/classes.js';
import { isTyping } from '../shell/keys.js';
import { words } from '../words.js';
import './answers.js';
import { choices } from './choices.js';
import './classes-page.js';
import { Desk } from './desk.js';
import './disagreements.js';
import './filter.js';
import { Ready } from './ready.js';
import './search.js';

const FILTERS = ['source', 'class', 'reason'];

/** The queue, one image at a time. Its property: query, which part of the queue. */
class ReviewPage extends Light {
  static properties = { query: { attribute: false }, said: { state: true }, allowed: { state: true } };
  #desk = null;
  #ready = new Ready();
  /** Of the last beginning: what an earlier one still waits for is void. */
  #turn = 0;
  #changed = () => this.#arrange();

  constructor() {
    super();
    this.query = new URLSearchParams();
    /** What screen readers say. */
    this.said = '';
    this.allowed = null;
    new Followed(this, this.#ready, 'change');
    new Followed(this, classes, 'change');
    new Followed(this, outbox, 'change');
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
    addEventListener('pagehide', this.#leave);
    feed.addEventListener('state', this.#reconnected);
    addEventListener('pageshow', this.#back);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
    removeEventListener('pagehide', this.#leave);
    feed.removeEventListener('state', this.#reconnected);
    removeEventListener('pageshow', this.#back);
    this.#leave();
  }

  willUpdate(before) {
    if (before.has('query') && this.hasUpdated) {
      this.#begin();
    }
  }

  async #begin() {
    this.#leave();
    const turn = this.#turn;
    const allowed = (await access()) !== null;
    if (turn !== this.#turn) {
      return;
    }
    this.allowed = allowed;
    if (!allowed) {
      return;
    }
    const filter = Object.fromEntries(FILTERS.filter((name) => this.query.get(name)).map((name) => [name, this.query.get(name)]));
    const desk = new Desk(person(), filter);
    this.#desk = desk;
    desk.addEventListener('change', this.#changed);
    await desk.open();
    this.#arrange();
  }

  #leave = () => {
    this.#turn++;
    this.#desk?.removeEventListener('change', this.#changed);
    this.#desk?.close();
    this.#desk = null;
    this.#ready.forget();
  };

  /** A page that the browser kept and shows again has given its images back. */
  #back = (event) => {
    if (event.persisted) {
      this.#begin();
    }
  };

  /** Images that could not be had while the trainer was away. */
  #reconnected = () => {
    if (feed.open) {
      this.#ready.forgetGone();
      this.#arrange();
    }
  };

  #arrange() {
    const side = Math.max(globalThis.innerWidth, globalThis.innerHeight);
    this.#ready.expect(this.#desk?.entries ?? [], this.#desk?.history.at(-1)?.entry, side);
    this.requestUpdate();
  }

  render() {
    return html`
      <div class="review" @click=${leaveEnterToThePage}>
        <h1 class="visually-hidden">${words.review.title}</h1>
        ${this.#head()}
        ${this.#body()}
        <p class="visually-hidden" role="status" aria-live="polite">${this.said}</p>
      </div>
    `;
  }

  #head() {
    const desk = this.#desk;
    return html`<div class="review-head">
      <span class="figure" title=${words.review.doneTip}>${words.review.done(count(desk?.done ?? 0))}</span>
      <span class="figure" title=${words.review.leftTip}>${desk?.left === null || !desk ? words.review.leftUnknown : words.review.left(count(desk.left + desk.entries.length))}</span>
      <after-queue-filter .query=${this.query}></after-queue-filter>
      <nav aria-label=${words.review.more}>
        <a href=${link(['grid'])}>${words.grid.title}</a>
        <a href=${link(['review', 'answers'])}>${words.answers.title}</a>
        <a href=${link(['review', 'disagreements'])}>${words.disagreements.title}</a>
        <a href=${link(['review', 'classes'])}>${words.classes.title}</a>
        <button type="button" class="small" @click=${() => document.dispatchEvent(new Event('show-keys'))}>${words.keys.title}</button>
      </nav>
    </div>`;
  }

  #body() {
    const desk = this.#desk;
    if (this.allowed === false) {
      return empty(words.review.needsName, html`<button type="button" class="main" @click=${() => this.#begin()}>${words.review.giveName}</button>`);
    }
    if (desk?.current) {
      return this.#entry(desk.current);
    }
    if (desk?.problem) {
      const again = desk.problem.status === 401 ? () => this.#anew() : () => desk.take();
      return trouble(desk.problem, again);
    }
    return desk?.drained
      ? html`${empty(words.review.empty, html`<p>${words.review.emptyMore}</p>
          <button type="button" @click=${() => desk.take()}>${words.review.look}</button>`)}${this.#foot()}`
      : bones(3);
  }

  async #anew() {
    if ((await askAgain()) !== null) {
      this.#begin();
    }
  }

  #entry(entry) {
    return html`
      <div class="stage">${this.#stage(entry)}</div>
      <section class="panel" aria-label=${words.review.decide}>
        <p class="why"><strong>${entry.why}</strong></p>
        <p class="quiet"><bdi>${entry.source}</bdi> · ${time(entry.received_at)} · ${entry.number ? words.version(entry.number) : words.unknown}</p>
        ${entry.hidden ? html`<p class="quiet">${entry.note ?? words.review.hidden}</p>` : nothing}
        <ol class="choices">
          ${choices(entry, classes.names).map((choice, at) => this.#choice(choice, at))}
        </ol>
        <after-class-search .names=${classes.names} @choose=${(event) => this.#searched(event.detail)} @leave=${() => (this.said = '')}></after-class-search>
        <div class="buttons">
          ${entry.hidden || !entry.top?.length ? nothing : action('Enter', words.review.confirm, () => this.#confirm(), 'main')}
          ${action('X', words.review.unusable, () => this.#decide('unusable'))}
          ${action('S', words.review.skip, () => this.#skip())}
          ${action('U', words.review.undo, () => this.#undo())}
          ${entry.hidden ? nothing : html`<a class="button" href=${link(['inside', entry.place])}>${words.inside.title}</a>`}
        </div>
      </section>
      ${this.#foot()}
    `;
  }

  #stage(entry) {
    const ready = this.#ready.of(entry);
    switch (ready?.state) {
      case 'ready':
        ready.image.alt = words.review.imageOf(entry.source);
        return ready.image;
      case 'gone':
        return html`<div class="gone" role="img" aria-label=${words.review.imageOf(entry.source)}><span>${words.review.gone}</span></div>`;
      default:
        return html`<div class="bone whole" role="status" aria-label=${words.loading}></div>`;
    }
  }

  #choice({ name, probability }, at) {
    return html`<li>
      <button type="button" @click=${() => this.#decide('class', name)}>
        <kbd>${at + 1}</kbd>${className(name)}
        ${probability === null
          ? nothing
          : html`<span class="bar" aria-hidden="true"><span .style=${`width:${Math.round(probability * 100)}%`}></span></span>
              <span class="figure">${percent(probability)}</span>`}
      </button>
    </li>`;
  }

  /** The last ten answers, and what became of those that could not be taken. */
  #foot() {
    const refused = outbox.refused();
    const waiting = outbox.problem ? outbox.waiting().length : 0;
    return html`<div class="review-foot">
      ${refused.length === 0
        ? nothing
        : html`<details class="notice attention"><summary>${words.review.refused(refused.length)}</summary>
            <ul>${refused.map((one) => html`<li>${words.reasons[one.reason] ?? one.reason}: ${one.detail} (<bdi>${one.source}</bdi>, ${one.class ?? one.verdict})</li>`)}</ul>
            <button type="button" @click=${() => outbox.dismissRefused()}>${words.review.dismiss}</button>
          </details>`}
      ${waiting > 0
        ? html`<p class="notice attention" role="status">${words.review.waiting(waiting)}
            ${outbox.problem.status === 401 ? html`<button type="button" @click=${() => askAgain()}>${words.access.again}</button>` : nothing}</p>`
        : nothing}
      ${outbox.full ? html`<p class="notice bad" role="alert">${words.review.full}</p>` : nothing}
      <ol class="history" aria-label=${words.review.history}>
        ${(this.#desk?.history ?? []).map((one) => html`<li>${one.verdict === 'unusable' ? words.review.unusable : className(one.class)}</li>`)}
      </ol>
    </div>`;
  }

  #key = (event) => {
    if (isTyping(event) || event.repeat || document.querySelector('dialog[open]') || !this.#desk) {
      return;
    }
    if (this.#command(event.key, event)) {
      event.preventDefault();
    }
  };

  #command(key, event) {
    if (!this.#desk.current) {
      return key.toLowerCase() === 'u' ? this.#undo() : false;
    }
    const onButton = event.target instanceof Element && event.target.closest('button, a, summary');
    if (/^[1-9]$/.test(key)) {
      const choice = choices(this.#desk.current, classes.names)[Number(key) - 1];
      return choice ? this.#decide('class', choice.name) : true;
    }
    switch (key.toLowerCase()) {
      case 'enter':
        // On a button it is that button's.
        return onButton ? false : this.#confirm();
      case 'x':
        return this.#decide('unusable');
      case 'u':
        return this.#undo();
      case 's':
        return this.#skip();
      case '/':
        return this.#search('');
      default:
        return /^\p{L}$/u.test(key) ? this.#search(key) : false;
    }
  }

  #confirm() {
    const entry = this.#desk.current;
    if (entry.hidden || !entry.top?.length) {
      this.said = words.review.nothingToConfirm;
      return true;
    }
    return this.#decide('confirm');
  }

  #decide(verdict, name) {
    const entry = this.#desk?.current;
    if (entry && this.#ready.of(entry)?.state === 'loading') {
      this.said = words.review.notSeen;
      return true;
    }
    if (!entry || !this.#desk.decide(verdict, name)) {
      return true;
    }
    const what = verdict === 'unusable' ? words.review.unusable : (name ?? entry.top[0].label);
    this.said = words.review.announced(what, this.#desk.current?.why ?? words.review.noNext);
    return true;
  }

  #undo() {
    const undone = this.#desk.undo();
    this.said = undone ? words.review.undone(undone.verdict === 'unusable' ? words.review.unusable : undone.class) : words.review.nothingToUndo;
    return true;
  }

  #skip() {
    this.#desk.skip();
    this.said = words.review.announced(words.review.skipped, this.#desk.current?.why ?? words.review.noNext);
    return true;
  }

  #search(text) {
    this.querySelector('after-class-search').begin(text);
    return true;
  }

  #searched({ name, fresh }) {
    if (fresh) {
      classes.add(name);
    }
    this.#decide('class', name);
  }
}

function action(key, name, act, kind = '') {
  return html`<button type="button" class=${kind} @click=${act}><kbd>${key}</kbd>${name}</button>`;
}

/** After a click with the mouse, Enter confirms the next image rather than pressing the same button again. */
function leaveEnterToThePage(event) {
  const button = event.detail > 0 && event.target.closest('button');
  if (button) {
    button.blur();
  }
}

customElements.define('after-review', ReviewPage);
