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

  /** Takes all out. */
  empty() {
    const entries = this.#read();
    this.#write([]);
    return entries;
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
