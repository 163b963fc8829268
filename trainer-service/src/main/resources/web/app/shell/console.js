import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Followed } from '../api/followed.js';
import { outbox } from '../api/outbox.js';
import { feed } from '../live/feed.js';
import { icon } from '../parts/icons.js';
import { Light } from '../parts/light.js';
import { bones, empty } from '../parts/notice.js';
import { words } from '../words.js';
import './access.js';
import { address, link } from './address.js';
import { classes } from './classes.js';
import './key-map.js';
import { pageOf, pages } from './pages.js';
import './status-line.js';
import { theme } from './theme.js';

/** The frame of all pages: the rail, the status line, and the page that the address names. */
class Console extends Light {
  static properties = { loaded: { state: true }, failed: { state: true } };

  constructor() {
    super();
    this.loaded = new Set();
    this.failed = '';
    new Followed(this, address, 'change');
    new Followed(this, theme, 'change');
    address.addEventListener('change', () => this.#arrive());
  }

  connectedCallback() {
    super.connectedCallback();
    theme.start();
    address.start();
    feed.start();
    outbox.start();
    classes.start();
  }

  render() {
    const name = address.path[0];
    const page = pageOf(name);
    return html`
      <a class="skip" href="#content" @click=${(event) => this.#skip(event)}>${words.shell.skip}</a>
      <nav class="rail" aria-label=${words.shell.pages}>
        ${Object.entries(pages).filter(([, one]) => one.icon).map(([key, one]) => railLink(key, one, page?.rail))}
        <button type="button" class="rail-link theme" @click=${() => theme.next()} title=${words.shell.theme[theme.choice]}>
          ${icon({ system: 'system', light: 'sun', dark: 'moon' }[theme.choice])}
          <span>${words.shell.themeShort[theme.choice]}</span>
        </button>
      </nav>
      <after-status></after-status>
      <main id="content" tabindex="-1" data-page=${name}>${this.#content(name, page)}</main>
      <after-key-map .page=${name}></after-key-map>
      <after-access></after-access>
    `;
  }

  #content(name, page) {
    if (!page) {
      return empty(words.shell.nowhere, html`<a href=${link(['live'])}>${words.shell.toLive}</a>`);
    }
    if (this.failed === name) {
      return empty(words.shell.notLoaded, html`<button type="button" @click=${() => location.reload()}>${words.problems.again}</button>`);
    }
    return this.loaded.has(name) ? keyed(address.path.join('/'), page.show(address.path, address.query)) : bones();
  }

  async #arrive() {
    const name = address.path[0];
    const page = pageOf(name);
    document.title = page ? words.shell.documentTitle(page.title) : words.shell.name;
    if (!page || this.loaded.has(name)) {
      return;
    }
    try {
      await page.load();
      this.failed = '';
      this.loaded = new Set([...this.loaded, name]);
    } catch (failure) {
      console.error('A page could not be loaded', failure);
      this.failed = name;
    }
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }
}

function railLink(key, page, current) {
  return html`<a class="rail-link" href=${link([key])} aria-current=${key === current ? 'page' : nothing}>
    ${icon(page.icon)}<span>${page.title}</span>
  </a>`;
}

customElements.define('after-console', Console);
