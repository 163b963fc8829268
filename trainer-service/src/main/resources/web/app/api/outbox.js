import { BackOff } from './back-off.js';
import { words } from '../words.js';
import { change } from './http.js';
import { Problem } from './problem.js';
import { Shelf } from './shelf.js';
import { token } from './token.js';
import { uuid } from './uuid.js';

/** Answers in one call; the trainer takes a hundred, and a call that outlives its page at most 64 kB. */
const BATCH = 60;
const LAST_BATCH = 40;
/** Past it no more are taken: something is wrong, and people should know before they go on. */
const MOST = 2_000;
const SOON_MS = 150;
const OUR_FAULT = new Set([400, 413, 422]);

/**
 * Answers of people on their way to the trainer. Each has an id from the start and stays until the trainer said that it took or refused it, so that
 * none is lost when the connection, the page or the trainer breaks, and none counts twice. All tabs share it. Fires "change".
 */
class Outbox extends EventTarget {
  #answers = new Shelf('afterimage.answer.');
  #refused = new Shelf('afterimage.refused.');
  #backOff = new BackOff();
  #timer = 0;
  #sending = false;
  #count = 0;
  /** @type {import('./problem.js').Problem | null} why they wait */
  problem = null;

  start() {
    globalThis.addEventListener('online', () => this.#soon(0));
    globalThis.addEventListener('pagehide', () => this.#sendLast());
    globalThis.addEventListener('storage', (event) => {
      if (this.#answers.owns(event.key) || this.#refused.owns(event.key)) {
        this.#changed();
      }
    });
    this.#soon(0);
  }

  /** In the order in which they were given. */
  waiting() {
    return this.#answers.all().sort((a, b) => a.at - b.at || a.order - b.order);
  }

  /** Those that the trainer did not take, each with its reason and detail, until they are dismissed. */
  refused() {
    return this.#refused.all().sort((a, b) => a.at - b.at);
  }

  get full() {
    return this.waiting().length >= MOST;
  }

  /**
   * Takes an answer, to be sent soon.
   * @param {string} person
   * @param {object} answer as the contract has it, without its id
   * @returns {string} its id
   */
  add(person, answer) {
    const id = uuid();
    this.#answers.put(id, { ...answer, answer: id, person, at: Date.now(), order: this.#count++ });
    this.#changed();
    this.#soon(SOON_MS);
    return id;
  }

  dismissRefused() {
    this.refused().forEach((answer) => this.#refused.remove(answer.answer));
    this.#changed();
  }

  /** Tries again at once, such as after a token was given. */
  retry() {
    this.#backOff.reset();
    this.#soon(0);
  }

  #soon(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), wait);
  }

  async #flush() {
    if (this.#sending || token.value() === '' || this.waiting().length === 0) {
      return;
    }
    this.#sending = true;
    try {
      await alone(() => this.#sendAll());
      this.problem = null;
      this.#backOff.reset();
    } catch (problem) {
      this.problem = problem;
      if (problem.passing) {
        this.#soon(this.#backOff.next());
      }
    } finally {
      this.#sending = false;
      this.#changed();
    }
    if (!this.problem && this.waiting().length > 0) {
      this.#soon(SOON_MS);
    }
  }

  async #sendAll() {
    let size = BATCH;
    for (let batch = this.#batch(size); batch.length > 0; batch = this.#batch(size)) {
      try {
        this.#settle(batch, await change('/v1/feedback', body(batch)));
        size = BATCH;
      } catch (problem) {
        size = this.#narrow(batch, problem);
      }
    }
  }

  /** A call that is refused whole may be so for one answer: it is looked for, so that it holds up no other. */
  #narrow(batch, problem) {
    if (!OUR_FAULT.has(problem.status)) {
      throw problem;
    }
    if (batch.length === 1) {
      this.#refuse(batch[0], problem.reason, problem.message);
      return BATCH;
    }
    return Math.ceil(batch.length / 2);
  }

  /** The oldest, of one person. */
  #batch(size) {
    const waiting = this.waiting();
    return waiting.filter((answer) => answer.person === waiting[0].person).slice(0, size);
  }

  #settle(batch, { taken = [], refused = [] }) {
    const done = batch.filter((answer) => taken.includes(answer.answer));
    const not = batch.flatMap((answer) => refused.filter((one) => one.answer === answer.answer).map((one) => ({ ...answer, ...one })));
    // Else the same would be sent over and over.
    if (done.length + not.length === 0) {
      throw new Problem(502, 'ANSWER_INCOMPLETE', words.problems.unsettled);
    }
    done.forEach((answer) => this.#answers.remove(answer.answer));
    not.forEach((answer) => this.#refuse(answer, answer.reason, answer.detail));
    this.#changed();
  }

  #refuse(answer, reason, detail) {
    this.#refused.put(answer.answer, { ...answer, reason, detail });
    this.#answers.remove(answer.answer);
  }

  /** They stay in the outbox, as nobody hears whether they arrived. */
  #sendLast() {
    const batch = token.value() === '' ? [] : this.#batch(LAST_BATCH);
    if (batch.length > 0) {
      change('/v1/feedback', body(batch), { keepalive: true }).catch(() => {});
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** Only one tab sends at a time, where browsers can see to that; elsewhere the answers' ids keep them from counting twice. */
function alone(send) {
  return navigator.locks ? navigator.locks.request('afterimage.outbox', send) : send();
}

function body(batch) {
  return {
    person: batch[0].person,
    answers: batch.map(({ person, at, order, ...answer }) => answer),
  };
}

export const outbox = new Outbox();
