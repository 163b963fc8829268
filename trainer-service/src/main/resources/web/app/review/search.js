import { html, nothing } from 'lit';
import { Light } from '../parts/light.js';
import { className } from '../parts/palette.js';
import { words } from '../words.js';
import { areSame, matches, nearest } from './choices.js';

const MOST_SHOWN = 8;
/** Characters; the trainer takes no longer ones. */
const LONGEST_CLASS = 200;

/**
 * Finds a class by typing, or makes a new one, which takes two strokes. Its property: names. Fires "choose", whose detail is { name, fresh }.
 */
class ClassSearch extends Light {
  static properties = {
    names: { attribute: false },
    text: { state: true },
    at: { state: true },
    /** A new name, once it was offered and until it is confirmed. */
    offered: { state: true },
  };

  constructor() {
    super();
    this.names = [];
    this.text = '';
    /** Of the options; the one after all that were found is a new class. */
    this.at = 0;
    this.offered = '';
  }

  /** Begins with what was typed already; at once, so that the next letter goes into the field. */
  begin(text) {
    this.#typed(text);
    const field = this.querySelector('input');
    field.value = text;
    field.focus();
    field.setSelectionRange(text.length, text.length);
  }

  render() {
    const found = this.#found();
    const options = this.#options(found);
    return html`
      <label class="visually-hidden" for="class-search">${words.review.search}</label>
      <input id="class-search" type="text" role="combobox" aria-expanded=${options > 0} aria-controls="class-matches" aria-autocomplete="list"
        aria-activedescendant=${options > 0 ? `class-match-${this.at}` : nothing} placeholder=${words.review.search} maxlength=${LONGEST_CLASS}
        autocomplete="off" spellcheck="false" @input=${(event) => this.#typed(event.target.value)} @keydown=${(event) => this.#key(event)}
        @blur=${() => (this.offered = '')} />
      <ul id="class-matches" role="listbox" aria-label=${words.review.matches}>
        ${found.map((name, at) => this.#option(at, className(name)))}
        ${options > found.length ? this.#option(found.length, words.review.addOption(this.#name)) : nothing}
      </ul>
      <p class="offer" role="status">${this.#offer(found)}</p>
    `;
  }

  #option(at, content) {
    return html`<li id="class-match-${at}" role="option" aria-selected=${at === this.at} @mousedown=${(event) => this.#pick(event, at)}>${content}</li>`;
  }

  get #name() {
    return this.text.trim().normalize('NFC');
  }

  #found() {
    return this.#name === '' ? [] : matches(this.names, this.#name).slice(0, MOST_SHOWN);
  }

  /** How many there are: beside those that were found, a new class, unless the very name was found. */
  #options(found) {
    return found.length === 0 || found.some((name) => areSame(name, this.#name)) ? found.length : found.length + 1;
  }

  #offer(found) {
    const name = this.#name;
    if (name === '' || this.at < found.length) {
      return nothing;
    }
    const like = nearest(this.names, name);
    return html`${like ? html`<strong class="attention">${words.review.like(like)}</strong> ` : nothing}${this.offered === name
      ? words.review.addSure(name)
      : words.review.addOffer(name)}`;
  }

  #typed(text) {
    this.text = text;
    this.at = 0;
    this.offered = '';
  }

  #key(event) {
    const found = this.#found();
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        this.#step(event.key === 'ArrowDown' ? 1 : -1, this.#options(found));
        break;
      case 'Enter':
        event.preventDefault();
        if (!event.repeat && !event.isComposing) {
          this.#enter(found);
        }
        break;
      case 'Escape':
        event.preventDefault();
        this.#clear();
        break;
      default:
    }
    // The page's own keys are not for what is typed here.
    event.stopPropagation();
  }

  #step(by, options) {
    this.at = options === 0 ? 0 : (this.at + by + options) % options;
  }

  #enter(found) {
    const name = this.#name;
    if (this.at < found.length) {
      this.#choose(found[this.at], false);
    } else if (name !== '' && this.offered === name) {
      this.#choose(name, true);
    } else {
      this.offered = name;
    }
  }

  #pick(event, at) {
    event.preventDefault();
    this.at = at;
    this.#enter(this.#found());
  }

  #choose(name, fresh) {
    this.#clear();
    this.dispatchEvent(new CustomEvent('choose', { detail: { name, fresh } }));
  }

  #clear() {
    this.text = '';
    this.offered = '';
    const field = this.querySelector('input');
    field.value = '';
    field.blur();
  }
}

customElements.define('after-class-search', ClassSearch);
