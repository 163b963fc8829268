import { BackOff } from './back-off.js';
import { get } from './http.js';

/**
 * What a path says, for one element: asked for when the element is there and when the path changes, again at intervals while the page is seen, and again
 * after a failure. What was known stays while it cannot be asked.
 */
export class Fetched {
  #host;
  #pathOf;
  #every;
  #keep;
  #path = null;
  #timer = 0;
  #abort = null;
  #backOff = new BackOff();
  /** @type {any} null until it is known */
  data = null;
  /** @type {import('./problem.js').Problem | null} of the last try */
  problem = null;
  /** When data came. */
  at = null;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {() => string | null} pathOf null for nothing to ask now
   * @param {number} [every] milliseconds after which it is asked again; 0 for never
   * @param {boolean} [keep] whether what was known stays until the new path has answered
   */
  constructor(host, pathOf, every = 0, keep = false) {
    this.#host = host;
    this.#pathOf = pathOf;
    this.#every = every;
    this.#keep = keep;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.#seen);
    if (this.#path !== null) {
      this.load();
    }
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  hostUpdate() {
    const path = this.#pathOf();
    if (path !== this.#path) {
      this.#path = path;
      this.data = this.#keep ? this.data : null;
      this.problem = null;
      this.load();
    }
  }

  /** Asks now. */
  async load() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    const path = this.#path;
    if (path === null) {
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    try {
      this.#take(await get(path, abort.signal));
    } catch (failure) {
      if (abort.signal.aborted) {
        return;
      }
      this.#fail(failure);
    }
    this.#host.requestUpdate();
  }

  #seen = () => {
    if (!document.hidden && (this.#every > 0 || this.problem)) {
      this.load();
    }
  };

  #take(data) {
    this.data = data;
    this.problem = null;
    this.at = new Date();
    this.#backOff.reset();
    if (this.#every > 0) {
      this.#later(this.#every);
    }
  }

  #fail(problem) {
    this.problem = problem;
    if (problem.passing) {
      this.#later(this.#backOff.next());
    }
  }

  #later(wait) {
    this.#timer = setTimeout(() => document.hidden || this.load(), wait);
  }
}
