import { BackOff } from './back-off.js';

/** For which a hidden page still follows: browsers open six connections to one host, over all tabs. */
const HIDDEN_MS = 10_000;

/**
 * Follows server-sent events for as long as the page is seen, and begins again when they end, at ever longer intervals. Fires "open", "down", and an
 * event of each kind that it follows, whose detail is what the JSON says.
 */
export class Stream extends EventTarget {
  #path;
  #kinds;
  #silence;
  #source = null;
  #retry = 0;
  #watch = 0;
  #hide = 0;
  #backOff = new BackOff();
  #running = false;
  /** Whether events come. */
  open = false;
  /** When it broke; null while it did not. */
  downSince = null;

  /**
   * @param {string} path
   * @param {string[]} kinds of events
   * @param {number} [silence] milliseconds without any event after which the connection counts as broken; 0 for never
   */
  constructor(path, kinds, silence = 0) {
    super();
    this.#path = path;
    this.#kinds = kinds;
    this.#silence = silence;
  }

  start() {
    if (!this.#running) {
      this.#running = true;
      document.addEventListener('visibilitychange', this.#seen);
      globalThis.addEventListener('online', this.#now);
      this.#connect();
    }
  }

  stop() {
    this.#running = false;
    document.removeEventListener('visibilitychange', this.#seen);
    globalThis.removeEventListener('online', this.#now);
    clearTimeout(this.#hide);
    this.#close();
  }

  #seen = () => {
    clearTimeout(this.#hide);
    if (document.hidden) {
      this.#hide = setTimeout(() => this.#close(), HIDDEN_MS);
    } else if (!this.#source) {
      this.#now();
    }
  };

  #now = () => {
    if (this.#running && !this.open) {
      this.#backOff.reset();
      this.#connect();
    }
  };

  #connect() {
    this.#close();
    const source = new EventSource(this.#path);
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onerror = () => this.#broken();
    for (const kind of this.#kinds) {
      source.addEventListener(kind, (event) => this.#tell(kind, event.data));
    }
    this.#listen();
  }

  #opened() {
    this.#backOff.reset();
    this.open = true;
    this.downSince = null;
    this.dispatchEvent(new Event('open'));
  }

  #tell(kind, data) {
    this.#listen();
    try {
      this.dispatchEvent(new CustomEvent(kind, { detail: JSON.parse(data) }));
    } catch (failure) {
      console.error(`An event "${kind}" could not be read`, failure);
    }
  }

  #listen() {
    clearTimeout(this.#watch);
    if (this.#silence > 0) {
      this.#watch = setTimeout(() => this.#broken(), this.#silence);
    }
  }

  #broken() {
    this.#close();
    this.downSince ??= new Date();
    this.dispatchEvent(new Event('down'));
    if (this.#running && !document.hidden) {
      this.#retry = setTimeout(() => this.#connect(), this.#backOff.next());
    }
  }

  #close() {
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    this.#source?.close();
    this.#source = null;
    this.open = false;
  }
}
