import { html, nothing } from 'lit';
import { words } from '../words.js';
import { Light } from './light.js';

/** A question before something that others will notice. */
class Confirm extends Light {
  static properties = { question: { state: true } };
  #answer = null;

  constructor() {
    super();
    this.question = null;
  }

  /**
   * @param {{ title: string, text: string, action: string, reason?: boolean }} question with reason, one line is asked for
   * @returns {Promise<string | null>} null for no; the reason for yes, which may be empty where none is asked for
   */
  async ask(question) {
    this.question = question;
    await this.updateComplete;
    const dialog = this.querySelector('dialog');
    dialog.showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  render() {
    const { title, text, action, reason } = this.question ?? {};
    return html`<dialog aria-labelledby="confirm-title" @close=${() => this.#close(null)}>
      <form @submit=${(event) => this.#submit(event)}>
        <h2 id="confirm-title">${title}</h2>
        <p>${text}</p>
        ${reason
          ? html`<label>${words.confirm.reason}<input name="reason" required maxlength="300" autocomplete="off" /></label>`
          : nothing}
        <div class="buttons">
          <button type="button" @click=${() => this.#close(null)}>${words.confirm.cancel}</button>
          <button type="submit" class="main">${action}</button>
        </div>
      </form>
    </dialog>`;
  }

  #submit(event) {
    event.preventDefault();
    this.#close(new FormData(event.target).get('reason')?.toString().trim() ?? '');
  }

  #close(answer) {
    this.#answer?.(answer);
    this.#answer = null;
    const dialog = this.querySelector('dialog');
    dialog.querySelector('form').reset();
    dialog.close();
  }
}

customElements.define('after-confirm', Confirm);
