import { get } from '../api/http.js';
import { palette } from '../parts/palette.js';

const EVERY_MS = 30_000;

/** The classes there are, for all pages that offer or colour them. Fires "change". */
class Classes extends EventTarget {
  #timer = 0;
  /** As the trainer has them: { name, examples, live, renamed_to, similar }. @type {any[]} */
  all = [];

  start() {
    document.addEventListener('visibilitychange', () => document.hidden || this.load());
    this.load();
  }

  /** By name, in order. */
  get names() {
    return this.all.map((one) => one.name);
  }

  /** Those that an image can be put into: not what a class was called before, which the live model may still say. */
  get choices() {
    return this.all.filter((one) => !one.renamed_to).map((one) => one.name);
  }

  /** Asks again; what was known stays where it cannot be asked. */
  async load() {
    clearTimeout(this.#timer);
    try {
      const { classes } = await get('/v1/classes');
      this.#take(classes);
    } catch {
      // The pages say themselves that the trainer is away.
    }
    this.#timer = setTimeout(() => document.hidden || this.load(), EVERY_MS);
  }

  /** A class that somebody has just made up; the trainer knows it once an answer names it. */
  add(name) {
    if (!this.names.includes(name)) {
      this.#take([...this.all, { name, examples: { train: 0, validation: 0, test: 0 }, live: false, renamed_to: null, similar: [] }]);
    }
  }

  #take(all) {
    this.all = [...all].sort((a, b) => a.name.localeCompare(b.name, 'en'));
    palette.learn(this.names);
    this.dispatchEvent(new Event('change'));
  }
}

export const classes = new Classes();
