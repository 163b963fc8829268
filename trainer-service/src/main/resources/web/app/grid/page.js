import { html } from 'lit';
import { basket } from '../api/basket.js';
import { Followed } from '../api/followed.js';
import { change, get } from '../api/http.js';
import { outbox } from '../api/outbox.js';
import { percent } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { bones, empty, trouble } from '../parts/notice.js';
import { className } from '../parts/palette.js';
import '../parts/picture.js';
import { answer } from '../review/said.js';
import { access } from '../shell/access.js';
import { address, link } from '../shell/address.js';
import { classes } from '../shell/classes.js';
import { isTyping } from '../shell/keys.js';
import { words } from '../words.js';

const MOST = 60;
const KEEP_MS = 45_000;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** All that the model calls one class, sixty at a time: what is wrong is marked, the rest is confirmed at once. Its property: query. */
class GridPage extends Light {
  static properties = {
    query: { attribute: false },
    items: { state: true },
    left: { state: true },
    wrong: { state: true },
    at: { state: true },
    problem: { state: true },
    said: { state: true },
  };
  #person = null;
  #keeping = 0;
  #turn = 0;

  constructor() {
    super();
    this.query = new URLSearchParams();
    this.#clear();
    /** Ids of those that were marked: until they are confirmed, or another class is chosen. */
    this.wrong = new Set();
    this.said = '';
    new Followed(this, classes, 'change');
    new Followed(this, outbox, 'change');
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
    addEventListener('pagehide', this.#release);
    addEventListener('pageshow', this.#back);
    this.#keeping = setInterval(() => this.#keep(), KEEP_MS);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
    removeEventListener('pagehide', this.#release);
    removeEventListener('pageshow', this.#back);
    clearInterval(this.#keeping);
    this.#release();
  }

  willUpdate(before) {
    if (before.has('query') && this.hasUpdated) {
      this.wrong = new Set();
      this.#load();
    }
  }

  /** A page that the browser kept and shows again has given its images back; those that come again are marked as they were. */
  #back = (event) => {
    if (event.persisted) {
      this.#load();
    }
  };

  #clear() {
    /** @type {any[] | null} null while they are not known */
    this.items = null;
    this.left = 0;
    this.at = 0;
    this.problem = null;
  }

  get #class() {
    return this.query.get('class') ?? '';
  }

  async #load() {
    this.#release();
    const turn = this.#turn;
    if (this.#class === '') {
      return;
    }
    const person = await access();
    if (turn !== this.#turn) {
      return;
    }
    this.#person = person;
    try {
      const wish = { class: this.#class, source: this.query.get('source') ?? '', most: MOST, ...(person ? { person } : {}) };
      const { items, left } = await get(`/v1/grid?${new URLSearchParams(wish)}`);
      if (turn === this.#turn) {
        this.items = items;
        this.wrong = new Set(items.map((entry) => entry.id).filter((id) => this.wrong.has(id)));
        this.left = left;
      }
    } catch (problem) {
      this.problem = problem;
    }
  }

  #release = () => {
    this.#turn++;
    const ids = (this.items ?? []).map((entry) => entry.id);
    if (ids.length > 0 && this.#person) {
      change('/v1/review/release', { person: this.#person, ids }, { keepalive: true }).catch(() => {});
    }
    this.#clear();
  };

  #keep() {
    const ids = (this.items ?? []).map((entry) => entry.id);
    if (ids.length > 0 && this.#person) {
      // Without it the loans end by themselves, which loses nothing but the others' time.
      change('/v1/review/keep', { person: this.#person, ids }).catch(() => {});
    }
  }

  render() {
    return html`
      <h1>${words.grid.title}</h1>
      <form class="filters" @submit=${(event) => event.preventDefault()}>
        <label>${words.grid.class}
          <select @change=${(event) => address.refine({ ...Object.fromEntries(this.query), class: event.target.value })}>
            <option value="" ?selected=${!this.#class}>${words.grid.choose}</option>
            ${classes.names.map((name) => html`<option value=${name} ?selected=${name === this.#class}>${name}</option>`)}
          </select>
        </label>
        <a href=${link(['review'])}>${words.grid.toReview}</a>
      </form>
      ${this.#body()}
      <p class="visually-hidden" role="status" aria-live="polite">${this.said}</p>
    `;
  }

  #body() {
    if (this.#class === '') {
      return empty(words.grid.chooseFirst);
    }
    if (this.problem) {
      return trouble(this.problem, () => this.#load());
    }
    if (!this.items) {
      return bones(6);
    }
    return this.items.length === 0 ? empty(words.grid.empty(this.#class)) : this.#thumbnails();
  }

  #thumbnails() {
    const wrong = this.wrong.size;
    return html`
      <p>${words.grid.explain} ${className(this.#class)}</p>
      <ul class="thumbnails" aria-label=${words.grid.thumbnails(this.#class)}>
        ${this.items.map((entry, at) => this.#thumbnail(entry, at))}
      </ul>
      <div class="buttons sticky">
        <button type="button" class="main" ?disabled=${outbox.full} @click=${() => this.#confirm()}><kbd>Enter</kbd>${words.grid.confirm(this.items.length - wrong, wrong)}</button>
        <span class="quiet">${words.grid.left(this.left)}</span>
      </div>
    `;
  }

  #thumbnail(entry, at) {
    const wrong = this.wrong.has(entry.id);
    const top = entry.top?.[0];
    return html`<li>
      <button type="button" class="thumbnail" aria-pressed=${wrong} tabindex=${at === this.at ? 0 : -1} data-at=${at}
        aria-label=${words.grid.thumbnail(at + 1, percent(top?.probability), entry.source)} @click=${() => this.#mark(at)} @focus=${() => (this.at = at)}>
        <after-picture .image=${entry.image} .text=${''} .pixels=${160}></after-picture>
        <span class="scrim figure">${wrong ? words.grid.wrong : percent(top?.probability)}</span>
      </button>
    </li>`;
  }

  #mark(at) {
    const { id } = this.items[at];
    const wrong = new Set(this.wrong);
    if (!wrong.delete(id)) {
      wrong.add(id);
    }
    this.wrong = wrong;
    this.at = at;
    this.said = words.grid.marked(wrong.has(id), wrong.size);
  }

  #key = (event) => {
    if (isTyping(event) || !this.items?.length || document.querySelector('dialog[open]')) {
      return;
    }
    if (event.key === 'Enter' && !event.repeat && !(event.target instanceof Element && event.target.closest('a, summary, .sticky button'))) {
      event.preventDefault();
      this.#confirm();
    } else if (event.key in STEPS || event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.#step(event.key);
    }
  };

  #step(key) {
    const by = STEPS[key] ?? (key === 'ArrowDown' ? this.#columns() : -this.#columns());
    this.at = Math.min(this.items.length - 1, Math.max(0, this.at + by));
    this.querySelector(`[data-at="${this.at}"]`)?.focus();
  }

  #columns() {
    return getComputedStyle(this.querySelector('.thumbnails')).gridTemplateColumns.split(' ').length;
  }

  /** What is right is answered at once; what is wrong waits in the review page, for the same person. */
  async #confirm() {
    const person = this.#person ?? (await access());
    if (!person || !this.items || outbox.full) {
      return;
    }
    const wrong = this.items.filter((entry) => this.wrong.has(entry.id));
    const right = this.items.filter((entry) => !this.wrong.has(entry.id));
    right.forEach((entry) => outbox.add(person, answer(entry, 'confirm')));
    basket.add(wrong.map((entry) => ({ ...entry, why: words.review.fromGrid(this.#class) })));
    this.said = words.grid.confirmed(right.length, wrong.length);
    // They are answered or in the basket: nothing is left to give back.
    this.items = null;
    this.wrong = new Set();
    await this.#load();
  }
}

customElements.define('after-grid', GridPage);
