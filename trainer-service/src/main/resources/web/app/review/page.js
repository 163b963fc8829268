import { html } from 'lit';
import { Followed } from '../api/followed.js';
import { outbox } from '../api/outbox.js';
import { person } from '../api/person.js';
import { feed } from '../live/feed.js';
import { Light } from '../parts/light.js';
import { bones, empty, trouble } from '../parts/notice.js';
import { access, askAgain } from '../shell/access.js';
import { classes } from '../shell/classes.js';
import { isTyping } from '../shell/keys.js';
import { words } from '../words.js';
import './answers.js';
import { Choices } from './choices.js';
import './classes-page.js';
import { Desk } from './desk.js';
import './disagreements.js';
import { Ready } from './ready.js';
import { drained, foot, head, panel, stage } from './view.js';

const FILTERS = ['source', 'class', 'reason'];

/** The queue, one image at a time. Its property: query, which part of the queue. */
class ReviewPage extends Light {
  static properties = { query: { attribute: false }, said: { state: true }, allowed: { state: true } };
  /** @type {Desk | null} */
  #desk = null;
  #ready = new Ready();
  #choices = new Choices();
  /** Of the last beginning: what an earlier one still waits for is void. */
  #turn = 0;
  #changed = () => this.#arrange();
  #acts = {
    decide: (verdict, name) => this.#decide(verdict, name),
    confirm: () => this.#confirm(),
    skip: () => this.#skip(),
    undo: () => this.#undo(),
    searched: (found) => this.#searched(found),
  };

  constructor() {
    super();
    this.query = new URLSearchParams();
    /** What screen readers say. */
    this.said = '';
    /** Whether the name and the token are there; null while that is asked. */
    this.allowed = null;
    new Followed(this, this.#ready, 'change');
    new Followed(this, classes, 'change');
    new Followed(this, outbox, 'change');
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
    addEventListener('pagehide', this.#leave);
    addEventListener('pageshow', this.#back);
    feed.addEventListener('state', this.#reconnected);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
    removeEventListener('pagehide', this.#leave);
    removeEventListener('pageshow', this.#back);
    feed.removeEventListener('state', this.#reconnected);
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
        ${head(this.#desk, this.query)}
        ${this.#body()}
        ${foot(this.#desk?.history ?? [], this.#desk?.elsewhere ?? 0)}
        <p class="visually-hidden" role="status" aria-live="polite">${this.said}</p>
      </div>
    `;
  }

  #body() {
    const desk = this.#desk;
    if (this.allowed === false) {
      return empty(words.review.needsName, html`<button type="button" class="main" @click=${() => this.#begin()}>${words.review.giveName}</button>`);
    }
    if (desk?.current) {
      const ready = this.#ready.of(desk.current);
      const choices = ready?.state === 'gone' ? null : this.#choices.of(desk.current, classes.choices);
      return html`<div class="stage">${stage(desk.current, ready)}</div>
        ${panel(desk.current, choices, classes.choices, this.#acts)}`;
    }
    if (desk?.problem) {
      return trouble(desk.problem, desk.problem.status === 401 ? () => this.#anew() : () => desk.take());
    }
    return desk?.drained ? drained(() => desk.take()) : bones(3);
  }

  async #anew() {
    if ((await askAgain()) !== null) {
      this.#begin();
    }
  }

  #key = (event) => {
    if (isTyping(event) || event.repeat || document.querySelector('dialog[open]') || !this.#desk) {
      return;
    }
    if (this.#command(event.key, event)) {
      event.preventDefault();
    }
  };

  /** @returns {boolean} whether the key meant something */
  #command(key, event) {
    if (!this.#desk.current) {
      return key.toLowerCase() === 'u' ? this.#undo() : false;
    }
    if (/^[1-9]$/.test(key)) {
      const choice = this.#choices.of(this.#desk.current, classes.choices)[Number(key) - 1];
      return choice ? this.#decide('class', choice.name) : true;
    }
    switch (key.toLowerCase()) {
      case 'enter':
        // On a button it is that button's.
        return event.target instanceof Element && event.target.closest('button, a, summary') ? false : this.#confirm();
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

  /** Who did not see an image cannot say what it shows; of one that cannot be shown, no more than that. */
  #decide(verdict, name) {
    const entry = this.#desk?.current;
    if (!entry) {
      return true;
    }
    const ready = this.#ready.of(entry);
    const state = ready?.state;
    if (state === 'gone' && verdict !== 'unusable') {
      this.said = words.review.gone(ready.why);
    } else if (state !== 'gone' && state !== 'ready') {
      this.said = words.review.notSeen;
    } else if (this.#desk.decide(verdict, name)) {
      this.#announce(verdict === 'unusable' ? words.review.unusable : (name ?? entry.top[0].label));
    }
    return true;
  }

  #undo() {
    const undone = this.#desk.undo();
    this.said = undone ? words.review.undone(told(undone), undone.before ? told(undone.before) : '') : words.review.nothingToUndo;
    return true;
  }

  #skip() {
    this.#desk.skip();
    this.#announce(words.review.skipped);
    return true;
  }

  #announce(what) {
    this.said = words.review.announced(what, this.#desk.current?.why ?? words.review.noNext);
  }

  #search(text) {
    // It is not there where nothing can be said of the image.
    this.querySelector('after-class-search')?.begin(text);
    return true;
  }

  #searched({ name, fresh }) {
    if (fresh) {
      classes.add(name);
    }
    this.#decide('class', name);
  }
}

function told(answer) {
  return answer.verdict === 'unusable' ? words.review.unusable : answer.class;
}

/** After a click with the mouse, Enter confirms the next image rather than pressing the same button again. */
function leaveEnterToThePage(event) {
  const button = event.detail > 0 && event.target.closest('button');
  if (button) {
    button.blur();
  }
}

customElements.define('after-review', ReviewPage);
