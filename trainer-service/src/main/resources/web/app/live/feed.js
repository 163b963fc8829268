import { get } from '../api/http.js';
import { Stream } from '../api/stream.js';

const MOST_SOURCES = 300;
/** Between two pictures of what came: no screen, and nobody, follows each label. */
const FRAME_MS = 200;
/** A summary comes each second. */
const SILENCE_MS = 15_000;

/**
 * What happens now, for the whole page: one connection, however many look. Bounded: of each source the newest label. Fires "summary", "labels", "swap"
 * and "state".
 */
class Feed extends EventTarget {
  #stream = new Stream('/v1/live/stream', ['summary', 'label', 'swap'], SILENCE_MS);
  #timer = 0;
  /** @type {any} */
  summary = null;
  /** By source: { source, label, silent_since }, the one that was heard of last at the end. @type {Map<string, any>} */
  sources = new Map();
  /** Whether what was there before the page came is known. */
  known = false;

  start() {
    this.#stream.addEventListener('open', () => this.#opened());
    this.#stream.addEventListener('down', () => this.#tell('state'));
    this.#stream.addEventListener('summary', ({ detail }) => this.#take(detail));
    this.#stream.addEventListener('label', ({ detail }) => this.#add(detail));
    this.#stream.addEventListener('swap', ({ detail }) => this.dispatchEvent(new CustomEvent('swap', { detail })));
    this.#stream.start();
  }

  get open() {
    return this.#stream.open;
  }

  /** How many of the sources that the trainer remembers are not kept here; it hears of all, and the page of samples. */
  get leftOut() {
    return Math.max(0, (this.summary?.sources ?? 0) - this.sources.size);
  }

  /** When the connection broke; null while it holds. */
  get downSince() {
    return this.#stream.downSince;
  }

  async #opened() {
    this.#tell('state');
    try {
      const now = await get('/v1/live');
      // Newest first; what the stream brought meanwhile is newer.
      const told = new Map([...now.sources].reverse().map((one) => [one.source, one]));
      this.sources.forEach((one, source) => {
        if (!older(one, told.get(source))) {
          told.delete(source);
          told.set(source, one);
        }
      });
      this.sources = told;
      this.known = true;
      this.#bound();
      this.#take(now.summary);
      this.#tell('labels');
    } catch {
      // The stream goes on without; the next connection asks again.
    }
  }

  #take(summary) {
    this.summary = current(summary);
    this.#tell('summary');
  }

  #add(label) {
    this.sources.delete(label.source);
    this.sources.set(label.source, { source: label.source, label, silent_since: null });
    this.#bound();
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#tell('labels');
    }, FRAME_MS);
  }

  #bound() {
    for (const source of this.sources.keys()) {
      if (this.sources.size <= MOST_SOURCES) {
        return;
      }
      this.sources.delete(source);
    }
  }

  #tell(kind) {
    this.dispatchEvent(new Event(kind));
  }
}

/** How long labels took that came before the last minute says nothing of now. */
function current(summary) {
  const labelled = Object.values(summary.decisions ?? {}).some((times) => times > 0);
  return labelled ? summary : { ...summary, p50_ms: null, p95_ms: null };
}

function older(one, other) {
  return Boolean(other?.label && one.label && one.label.labelled_at < other.label.labelled_at);
}

export const feed = new Feed();
