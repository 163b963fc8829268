import { html, nothing } from 'lit';
import { outbox } from '../api/outbox.js';
import { LONGEST_NAME, keepPerson, person } from '../api/person.js';
import { token } from '../api/token.js';
import { Light } from '../parts/light.js';
import { words } from '../words.js';

let dialog = null;
let asking = null;

/**
 * Sees to it that changes can be made: asks for the name and the token where they are missing.
 * @returns {Promise<string | null>} the person's name; null if they would rather not
 */
export function access() {
  if (person() && token.value()) {
    return Promise.resolve(person());
  }
  asking ??= dialog.ask().finally(() => (asking = null));
  return asking;
}

/** The name and the token, asked for anew: such as when the trainer did not take the token. */
export function askAgain() {
  token.forget();
  return access();
}

class Access extends Light {
  static properties = { asked: { state: true } };
  #answer = null;
  /** Who goes elsewhere, as with the browser's back, is asked no more. */
  #leave = () => {
    if (this.asked) {
      this.#close(null);
    }
  };

  constructor() {
    super();
    this.asked = false;
  }

  connectedCallback() {
    super.connectedCallback();
    dialog = this;
    addEventListener('hashchange', this.#leave);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#leave);
  }

  async ask() {
    this.asked = true;
    await this.updateComplete;
    this.querySelector('dialog').showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  render() {
    return html`<dialog aria-labelledby="access-title" @close=${() => this.#close(null)}>
      ${this.asked ? this.#form() : nothing}
    </dialog>`;
  }

  #form() {
    return html`<form @submit=${(event) => this.#submit(event)}>
      <h2 id="access-title">${words.access.title}</h2>
      <p>${words.access.text}</p>
      <label>${words.access.name}
        <input name="person" required maxlength=${LONGEST_NAME} autocomplete="name" .value=${person()} />
      </label>
      ${token.value()
        ? nothing
        : html`<label>${words.access.token}
            <input name="token" type="password" required autocomplete="off" aria-describedby="access-where" />
          </label>
          <p id="access-where" class="quiet">${words.access.where}</p>`}
      <div class="buttons">
        <button type="button" @click=${() => this.#close(null)}>${words.confirm.cancel}</button>
        <button type="submit" class="main">${words.access.go}</button>
      </div>
    </form>`;
  }

  #submit(event) {
    event.preventDefault();
    const given = new FormData(event.target);
    const name = String(given.get('person')).trim();
    if (name === '') {
      return;
    }
    keepPerson(name);
    if (given.has('token')) {
      token.keep(String(given.get('token')));
      outbox.retry();
    }
    this.#close(person());
  }

  #close(answer) {
    this.#answer?.(answer);
    this.#answer = null;
    this.querySelector('dialog').close();
    this.asked = false;
  }
}

customElements.define('after-access', Access);
