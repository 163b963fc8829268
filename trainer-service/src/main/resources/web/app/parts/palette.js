import { html } from 'lit';

const KEY = 'afterimage.colours';
/** Okabe and Ito's colours, without black, and a grey: people tell them apart whatever colours they see. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#8f8f8f'];

/** Which class has which colour: the first eight have one each, in the order in which they were first seen here, and keep it. */
class Palette extends EventTarget {
  #slots = stored();

  /** @param {string[]} names of all classes there are; a colour of one that is gone becomes free */
  learn(names) {
    const there = new Set(names);
    const before = JSON.stringify(this.#slots);
    this.#slots = this.#slots.map((name) => (there.has(name) ? name : null));
    for (const name of names) {
      const free = this.#slots.indexOf(null);
      if (free >= 0 && !this.#slots.includes(name)) {
        this.#slots[free] = name;
      }
    }
    if (before !== JSON.stringify(this.#slots)) {
      this.#keep();
      this.dispatchEvent(new Event('change'));
    }
  }

  /** Null for a class that is told by its name alone. */
  colour(name) {
    return COLOURS[this.#slots.indexOf(name)] ?? null;
  }

  #keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#slots));
    } catch {
      // Then colours may be others after a reload.
    }
  }
}

function stored() {
  try {
    const slots = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return COLOURS.map((colour, at) => (typeof slots[at] === 'string' ? slots[at] : null));
  } catch {
    return COLOURS.map(() => null);
  }
}

export const palette = new Palette();

/** A class's name with its mark: a square of its colour, or its first letter. */
export function className(name) {
  const colour = palette.colour(name);
  return html`<span class="class-name"
    ><span class=${colour ? 'swatch' : 'swatch letter'} .style=${colour ? `background:${colour}` : ''} aria-hidden="true"
      >${colour ? '' : (Array.from(name ?? '')[0] ?? '')}</span
    ><bdi>${name}</bdi></span
  >`;
}
