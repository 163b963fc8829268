import { html } from 'lit';
import { get } from '../api/http.js';
import { words } from '../words.js';
import { Light } from './light.js';

/** Long sides that are asked for: few, so that they are found in the cache. */
const SIDES = [64, 160, 320, 640, 1024, 1600];

/**
 * The address of an image for a place on the screen.
 * @param {string} image as the trainer gave it
 * @param {number} pixels of the place's long side, in CSS pixels
 */
export function sized(image, pixels) {
  const wanted = pixels * (globalThis.devicePixelRatio || 1);
  const side = SIDES.find((one) => one >= wanted) ?? SIDES[SIDES.length - 1];
  return `${image}${image.includes('?') ? '&' : '?'}side=${side}`;
}

/**
 * Why an image could not be loaded, in words: a browser does not tell, so the trainer is asked once more.
 * @param {string} address
 */
export async function whyGone(address) {
  try {
    await get(address);
  } catch (problem) {
    if (problem.status === 410) {
      return words.picture.expired;
    }
    // What cannot be decoded came with the status of an answer that is no JSON.
    return problem.passing && problem.reason !== 'ANSWER_UNREADABLE' ? words.picture.away : words.picture.gone;
  }
  return words.picture.gone;
}

/** An image that says why where it cannot be shown. Its properties: image (address), text (what it shows, for those who do not see it), pixels. */
class Picture extends Light {
  static properties = { image: {}, text: {}, pixels: { type: Number }, gone: { state: true } };

  constructor() {
    super();
    this.image = '';
    this.text = '';
    this.pixels = 160;
    /** Why it cannot be shown; empty while it can. */
    this.gone = '';
  }

  willUpdate(changed) {
    if (changed.has('image')) {
      this.gone = '';
    }
  }

  render() {
    return this.gone || !this.image
      ? html`<div class="gone" role="img" aria-label=${this.text}><span>${this.gone || words.picture.gone}</span></div>`
      : html`<img src=${sized(this.image, this.pixels)} alt=${this.text} decoding="async" loading="lazy" @error=${(event) => this.#lost(event.target.src)} />`;
  }

  async #lost(address) {
    const { image } = this;
    this.gone = words.picture.gone;
    const why = await whyGone(address);
    if (image === this.image) {
      this.gone = why;
    }
  }
}

customElements.define('after-picture', Picture);
