import { token } from '../api/token.js';

/**
 * Where the page is: #/models/compare?a=…&b=… is the path ["models", "compare"] and a query. Everything that can be looked at has an address, so that it can be
 * sent to someone. Fires "change".
 */
class Address extends EventTarget {
  /** @type {string[]} */
  path = [];
  query = new URLSearchParams();

  start() {
    addEventListener('hashchange', () => this.#read());
    this.#read();
  }

  /** Goes there; the way back leads here. */
  go(path, query = {}) {
    location.hash = link(path, query);
  }

  /** Is here in other words: for a filter, which makes no step to go back. */
  refine(query) {
    history.replaceState(null, '', link(this.path, query));
    this.#read();
  }

  #read() {
    const hash = token.takeFrom(location.hash);
    if (hash !== location.hash) {
      history.replaceState(null, '', `${location.pathname}${location.search}${hash || '#/live'}`);
    }
    const [path, query] = hash.replace(/^#\/?/, '').split('?');
    this.path = (path || 'live').split('/').map(plain);
    this.query = new URLSearchParams(query ?? '');
    this.dispatchEvent(new Event('change'));
  }
}

function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * @param {string[]} path
 * @param {Record<string, unknown>} [query] what is empty is left out
 */
export function link(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${search ? `?${search}` : ''}`;
}

export const address = new Address();
