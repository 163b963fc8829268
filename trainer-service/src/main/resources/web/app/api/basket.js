const KEY = 'afterimage.basket';
const MOST = 300;

/** Images that somebody picked elsewhere to be looked at in the review page next; of this tab. */
class Basket {
  /** @param {object[]} entries as the queue gives them */
  add(entries) {
    const all = [...this.#read(), ...entries];
    const byId = new Map(all.map((entry) => [entry.id, entry]));
    this.#write([...byId.values()].slice(-MOST));
  }

  get size() {
    return this.#read().length;
  }

  /** The first of them. @param {number} most */
  first(most) {
    return this.#read().slice(0, most);
  }

  /** Takes these out. @param {any[]} entries */
  remove(entries) {
    const gone = new Set(entries.map((entry) => entry.id));
    this.#write(this.#read().filter((entry) => !gone.has(entry.id)));
  }

  /** Puts these back to where they were taken from. @param {any[]} entries */
  putBack(entries) {
    this.#write([...entries, ...this.#read()].slice(0, MOST));
  }

  #inMemory = [];

  #read() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') ?? this.#inMemory;
    } catch {
      return this.#inMemory;
    }
  }

  #write(entries) {
    this.#inMemory = entries;
    try {
      sessionStorage.setItem(KEY, JSON.stringify(entries));
    } catch {
      // Then they live as long as the page.
    }
  }
}

export const basket = new Basket();
