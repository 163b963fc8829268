import { sized, whyGone } from '../parts/picture.js';
import { words } from '../words.js';

/** The current one, and the next two. */
const AHEAD = 3;

/**
 * Images that are loaded and decoded before they are needed, so that the next one is there within the same frame; and the last one that was answered, for
 * who takes the answer back. Fires "change".
 */
export class Ready extends EventTarget {
  /** By entry id; with why where it is gone. @type {Map<string, { image: HTMLImageElement, state: "loading" | "ready" | "gone", why: string }>} */
  #images = new Map();

  /**
   * @param {any[]} entries in their order
   * @param {any} last entry that was answered; undefined for none
   * @param {number} pixels of the place's long side
   */
  expect(entries, last, pixels) {
    const wanted = entries.slice(0, AHEAD);
    const kept = new Set([...wanted, ...(last ? [last] : [])].map((entry) => entry.id));
    for (const [id, { image }] of this.#images) {
      if (!kept.has(id)) {
        image.src = '';
        this.#images.delete(id);
      }
    }
    wanted.filter((entry) => !this.#images.has(entry.id)).forEach((entry) => this.#load(entry, pixels));
  }

  /** @returns {{ image: HTMLImageElement, state: "loading" | "ready" | "gone", why: string } | null} */
  of(entry) {
    return this.#images.get(entry.id) ?? null;
  }

  /** Forgets those that could not be had, so that they are asked for again. */
  forgetGone() {
    this.#images.forEach((one, id) => one.state === 'gone' && this.#images.delete(id));
  }

  forget() {
    this.#images.clear();
  }

  async #load(entry, pixels) {
    const image = new Image();
    const one = { image, state: 'loading', why: '' };
    this.#images.set(entry.id, one);
    image.src = sized(entry.image, pixels);
    try {
      await image.decode();
      one.state = 'ready';
    } catch {
      one.state = 'gone';
      one.why = words.picture.gone;
    }
    this.#tell(entry, one);
    if (one.state === 'gone' && this.of(entry) === one) {
      one.why = await whyGone(image.src);
      this.#tell(entry, one);
    }
  }

  #tell(entry, one) {
    if (this.of(entry) === one) {
      this.dispatchEvent(new Event('change'));
    }
  }
}
