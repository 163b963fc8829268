const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** How long to wait before the next try: twice as long each time, and never in step with others. */
export class BackOff {
  #failures = 0;

  /** Milliseconds. */
  next() {
    const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures++;
    return full * (0.75 + Math.random() / 4);
  }

  reset() {
    this.#failures = 0;
  }
}
