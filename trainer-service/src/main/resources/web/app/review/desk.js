import { BackOff } from '../api/back-off.js';
import { basket } from '../api/basket.js';
import { change } from '../api/http.js';
import { outbox } from '../api/outbox.js';
import { answer, earlier } from './said.js';

const TAKE = 10;
/** With fewer on the desk, more are taken: enough for the slowest answer of the trainer while somebody is quick. */
const FEW = 6;
const LOAN_MS = 120_000;
const KEEP_MS = 45_000;
const HISTORY = 10;
/** Between two looks into an empty queue. */
const LOOK_MS = 5_000;
/** Answers that are remembered, so that an image does not come again before the trainer has heard of its answer. */
const MOST_ANSWERED = 5_000;

/**
 * One person's desk: the images lent to them, in order, and what they said last. It takes more before they run out, renews the loans, and gives back what
 * is left. Fires "change".
 */
export class Desk extends EventTarget {
  #person;
  #filter;
  #keeping = 0;
  #again = 0;
  #backOff = new BackOff();
  #answered = new Set();
  #taking = null;
  #skipped = new Set();
  /** What the person had said of the images that were picked, by their hashes. */
  #earlier = new Map();
  #closed = false;
  /** Images to come, the current one first. @type {any[]} */
  entries = [];
  /** The last answers, the latest at the end: { entry, verdict, class }. @type {any[]} */
  history = [];
  /** In the queue, besides those on the desk; null while it is not known. */
  left = null;
  /** Answered here, since the page was opened. */
  done = 0;
  /** @type {import('../api/problem.js').Problem | null} why nothing more came */
  problem = null;
  /** Of the images that were picked, how many are in somebody else's hands. */
  elsewhere = 0;
  /** Whether the queue said that it has no more. */
  drained = false;

  /**
   * @param {string} person
   * @param {{ source?: string, class?: string, reason?: string }} filter
   */
  constructor(person, filter) {
    super();
    this.#person = person;
    this.#filter = filter;
  }

  async open() {
    this.#keeping = setInterval(() => this.#keep(), KEEP_MS);
    await this.take();
  }

  get current() {
    return this.entries[0] ?? null;
  }

  /** Takes more, if there are few. One call at a time. */
  take() {
    clearTimeout(this.#again);
    if (this.entries.length >= FEW || this.#closed) {
      return Promise.resolve();
    }
    this.#taking ??= this.#takeMore().finally(() => (this.#taking = null));
    return this.#taking;
  }

  async #takeMore() {
    try {
      await this.#unpack();
      if (this.entries.length < FEW) {
        await this.#borrow();
      }
      this.problem = null;
      this.#backOff.reset();
      this.drained = this.entries.length === 0;
      this.#later(this.drained ? LOOK_MS : 0);
    } catch (problem) {
      this.problem = problem;
      this.#later(problem.passing ? this.#backOff.next() : 0);
    }
    this.#changed();
  }

  /**
   * What was picked elsewhere comes before the queue, a few at a time so that others can have the rest, and once it is known what the person had said of
   * it: undoing brings that back.
   */
  async #unpack() {
    if (basket.size > 0) {
      this.#earlier = await earlier(this.#person);
    }
    while (basket.size > 0 && this.entries.length < FEW && !this.#closed) {
      const picked = basket.first(TAKE);
      const lent = await this.#lent('borrow', picked);
      if (this.#closed) {
        this.#giveBack([...lent]);
        return;
      }
      basket.remove(picked);
      this.#layPicked(picked.filter((entry) => lent.has(entry.id)));
      this.elsewhere += picked.length - lent.size;
      this.#changed();
    }
  }

  #layPicked(entries) {
    this.entries = [...this.entries, ...entries.map((entry) => ({ ...entry, picked: true }))];
  }

  /** @param {"borrow" | "keep"} how @returns {Promise<Set<string>>} the ids of those that are the person's for another while */
  async #lent(how, entries) {
    const ids = entries.map((entry) => entry.id);
    if (ids.length === 0) {
      return new Set();
    }
    const { lent, kept } = await change(`/v1/review/${how}`, { person: this.#person, ids });
    const still = lent ?? kept;
    return new Set(Array.isArray(still) ? still : ids);
  }

  async #borrow() {
    const { entries, left } = await change('/v1/review/take', { person: this.#person, count: TAKE, ...this.#filter });
    if (this.#closed) {
      this.#giveBack(entries.map((entry) => entry.id));
      return;
    }
    this.#lay(entries);
    this.left = left;
  }

  /** @param {number} wait milliseconds; 0 for not at all */
  #later(wait) {
    if (wait > 0 && !this.#closed) {
      this.#again = setTimeout(() => this.take(), wait);
    }
  }

  /** What was skipped comes last, and when there is nothing else, it comes again. */
  #lay(entries) {
    const here = new Set([...this.entries.map((entry) => entry.id), ...this.#answered]);
    const fresh = entries.filter((entry) => !here.has(entry.id));
    const unseen = fresh.filter((entry) => !this.#skipped.has(entry.id));
    const again = unseen.length > 0 || this.entries.length > 0 ? [] : fresh;
    again.forEach((entry) => this.#skipped.delete(entry.id));
    this.entries = [...this.entries, ...unseen, ...again];
    const kept = new Set(this.entries.map((entry) => entry.id));
    this.#giveBack(fresh.map((entry) => entry.id).filter((id) => !kept.has(id)));
  }

  /**
   * Answers the current image and goes on.
   * @param {"class" | "confirm" | "unusable"} verdict
   * @param {string} [name] the class, where it is one
   * @returns {boolean} whether it was taken: not if there is no image, or if too many answers wait to be sent
   */
  decide(verdict, name) {
    const entry = this.current;
    if (!entry || outbox.full) {
      return false;
    }
    this.#send(entry, verdict, name);
    this.history = [...this.history, { entry, verdict, class: name ?? entry.top?.[0]?.label }].slice(-HISTORY);
    this.#remember(entry.id);
    this.done++;
    this.#next();
    return true;
  }

  #remember(id) {
    this.#answered.add(id);
    if (this.#answered.size > MOST_ANSWERED) {
      this.#answered.delete(this.#answered.values().next().value);
    }
  }

  /**
   * Takes the last answer back and shows its image again. What the person had said of it before stands again.
   * @returns {any} what is taken back, and before, which is null where nothing had been said; or null
   */
  undo() {
    const last = this.history.at(-1);
    if (!last || outbox.full) {
      return null;
    }
    const before = this.#earlier.get(last.entry.sha256) ?? null;
    this.#send(last.entry, before?.verdict ?? 'retract', before?.class ?? undefined);
    this.history = this.history.slice(0, -1);
    this.entries = [last.entry, ...this.entries];
    this.#answered.delete(last.entry.id);
    this.done--;
    this.#changed();
    return { ...last, before };
  }

  /** Leaves the current image to others. */
  skip() {
    const entry = this.current;
    if (!entry) {
      return false;
    }
    this.#skipped.add(entry.id);
    this.#giveBack([entry.id]);
    this.#next();
    return true;
  }

  /** Gives back what is left; as the page may be about to close, nobody hears whether it arrived, and the loans end by themselves. */
  close() {
    this.#closed = true;
    clearInterval(this.#keeping);
    clearTimeout(this.#again);
    basket.putBack(this.entries.filter((entry) => entry.picked));
    this.#giveBack(this.entries.map((entry) => entry.id));
    this.entries = [];
  }

  #next() {
    this.entries = this.entries.slice(1);
    this.#changed();
    this.take();
  }

  #send(entry, verdict, name) {
    outbox.add(this.#person, answer(entry, verdict, name));
  }

  async #keep() {
    const picked = this.entries.filter((entry) => entry.picked);
    const others = this.entries.filter((entry) => !entry.picked);
    if (this.entries.length === 0) {
      return;
    }
    try {
      const still = new Set([...(await this.#lent('borrow', picked)), ...(await this.#lent('keep', others))]);
      const until = new Date(Date.now() + LOAN_MS).toISOString();
      this.entries = this.entries.map((entry) => (still.has(entry.id) ? { ...entry, until } : entry));
      this.#keepOnly((entry) => still.has(entry.id));
    } catch {
      const now = new Date().toISOString();
      this.#keepOnly((entry) => entry.picked || entry.until > now);
    }
    this.#changed();
    this.take();
  }

  /** The one that is looked at stays; others may be somebody else's by now. */
  #keepOnly(isLent) {
    this.entries = this.entries.filter((entry, at) => at === 0 || isLent(entry));
  }

  #giveBack(ids) {
    if (ids.length > 0) {
      change('/v1/review/release', { person: this.#person, ids }, { keepalive: true }).catch(() => {});
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
