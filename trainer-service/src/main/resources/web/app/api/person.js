const KEY = 'afterimage.person';
/** Characters. */
export const LONGEST_NAME = 64;

let inMemory = '';

/** Who works here, as asked once; empty while nobody said. */
export function person() {
  try {
    return localStorage.getItem(KEY) ?? inMemory;
  } catch {
    return inMemory;
  }
}

/** @param {string} name 1 to 64 characters */
export function keepPerson(name) {
  inMemory = name.trim().slice(0, LONGEST_NAME);
  try {
    localStorage.setItem(KEY, inMemory);
  } catch {
    // Without storage it is asked for again after a reload.
  }
}
