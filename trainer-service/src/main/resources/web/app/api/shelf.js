/**
 * Small things by key that outlive the page, each stored under a key of its own: no tab ever writes back what another one wrote, so tabs share it without
 * locks. Without storage they live as long as the page.
 */
export class Shelf {
  #prefix;
  #inMemory = new Map();

  /** @param {string} prefix of its keys */
  constructor(prefix) {
    this.#prefix = prefix;
  }

  put(key, value) {
    try {
      localStorage.setItem(this.#prefix + key, JSON.stringify(value));
    } catch {
      this.#inMemory.set(key, value);
    }
  }

  remove(key) {
    this.#inMemory.delete(key);
    try {
      localStorage.removeItem(this.#prefix + key);
    } catch {
      // Then it was in memory only.
    }
  }

  /** All values, in no order. */
  all() {
    return [...this.#inMemory.values(), ...this.#stored()];
  }

  /** Whether a storage event is of this shelf. */
  owns(key) {
    return key === null || key.startsWith(this.#prefix);
  }

  #stored() {
    const values = [];
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(this.#prefix)) {
          values.push(parsed(localStorage.getItem(key)));
        }
      }
    } catch {
      // Storage is switched off.
    }
    return values.filter((value) => value !== null);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
