import { html } from 'lit';
import { isTyping } from './keys.js';
import { Light } from '../parts/light.js';
import { words } from '../words.js';

/** The keys of the page, on "?". Its property: page. */
class KeyMap extends Light {
  static properties = { page: {} };

  constructor() {
    super();
    this.page = '';
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
    document.addEventListener('show-keys', this.#show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
    document.removeEventListener('show-keys', this.#show);
  }

  #key = (event) => {
    if (event.key === '?' && !isTyping(event) && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      this.#show();
    }
  };

  #show = () => this.querySelector('dialog').showModal();

  render() {
    const keys = [...(Object.hasOwn(words.keys.pages, this.page) ? words.keys.pages[this.page] : []), ...words.keys.everywhere];
    return html`<dialog aria-labelledby="keys-title">
      <h2 id="keys-title">${words.keys.title}</h2>
      <dl class="keys">
        ${keys.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}
      </dl>
      <div class="buttons">
        <button type="button" class="main" @click=${() => this.querySelector('dialog').close()}>${words.keys.close}</button>
      </div>
    </dialog>`;
  }
}

customElements.define('after-key-map', KeyMap);
