const KEY = 'afterimage.token';

/** What a change needs; kept for as long as the tab is. */
class Token {
  #value = stored();

  /** Empty while there is none. */
  value() {
    return this.#value;
  }

  keep(value) {
    this.#value = value.trim();
    try {
      sessionStorage.setItem(KEY, this.#value);
    } catch {
      // Without storage it is asked for again after a reload.
    }
  }

  forget() {
    this.keep('');
  }

  /**
   * Takes the token out of an address, so that it is neither seen nor sent to anybody with it.
   * @param {string} hash as location has it
   * @returns {string} what is left of it
   */
  takeFrom(hash) {
    const given = /(^#|&|\?)token=([^&]*)/.exec(hash);
    if (!given) {
      return hash;
    }
    this.keep(decoded(given[2]));
    return hash.replace(given[0], given[1] === '&' ? '' : given[1]).replace(/[?&]$/, '');
  }
}

function stored() {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const token = new Token();
