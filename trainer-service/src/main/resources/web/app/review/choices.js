const MOST_KEYS = 9;

/**
 * The classes that the keys 1 to 9 stand for, of one image at a time: what the model thinks first, then others by name. Of an image whose prediction is hidden,
 * all by name, so that nothing tells what the model thinks. While an image is looked at, no class leaves its key: new ones come behind.
 */
export class Choices {
  #id = null;
  /** @type {{ name: string, probability: number | null }[]} */
  #all = [];

  /**
   * @param {any} entry
   * @param {string[]} names of all classes
   * @returns {{ name: string, probability: number | null }[]} the one of the key 1 first
   */
  of(entry, names) {
    const before = this.#id === entry.id ? this.#all : [];
    const there = new Set(before.map((one) => one.name));
    this.#id = entry.id;
    this.#all = [...before, ...ranked(entry, names).filter((one) => !there.has(one.name))].slice(0, MOST_KEYS);
    return this.#all;
  }
}

function ranked(entry, names) {
  const top = entry.hidden ? [] : (entry.top ?? []).map(({ label, probability }) => ({ name: label, probability }));
  const there = new Set(top.map((one) => one.name));
  return [...top, ...names.filter((name) => !there.has(name)).map((name) => ({ name, probability: null }))];
}

/** Classes that a search means: those that begin with it first, then those that have it in them. */
export function matches(names, text) {
  const wanted = folded(text);
  const begin = names.filter((name) => folded(name).startsWith(wanted));
  return [...begin, ...names.filter((name) => !begin.includes(name) && folded(name).includes(wanted))];
}

/** Whether two names are one: they differ in case or in spaces around them at most. */
export function areSame(one, other) {
  return folded(one) === folded(other);
}

/** The class that a new name is most likely a slip of: equal but for case, or one letter away. */
export function nearest(names, text) {
  const wanted = folded(text);
  return names.find((name) => withinOne(folded(name), wanted)) ?? null;
}

function folded(text) {
  return text.trim().normalize('NFC').toLowerCase();
}

/** Whether one letter more, less, other, or two swapped make one of the other. */
function withinOne(a, b) {
  const one = Array.from(a);
  const two = Array.from(b);
  if (Math.abs(one.length - two.length) > 1) {
    return false;
  }
  let from = 0;
  while (from < one.length && one[from] === two[from]) {
    from++;
  }
  let back = 0;
  while (back < Math.min(one.length, two.length) - from && one.at(-1 - back) === two.at(-1 - back)) {
    back++;
  }
  const restOne = one.slice(from, one.length - back).join('');
  const restTwo = two.slice(from, two.length - back).join('');
  const swapped = restOne.length === 2 && restTwo.length === 2 && restOne[0] === restTwo[1] && restOne[1] === restTwo[0];
  return swapped || (restOne.length <= 1 && restTwo.length <= 1);
}
