const KEY = 'afterimage.heard';
const MOST = 2_000;
const LEARNING = ['head', 'blocks', 'network'];

/**
 * The epochs of the run in progress as this tab heard of them. The trainer tells of the newest alone until the run has ended, so they outlive the page, and a
 * reload goes on from there. Of one run, as there is one at a time.
 */
export class Heard {
  #run = '';
  #epochs = [];

  /** @param {string} run @returns {any[]} in their order: what the trainer said, with stage and epoch */
  of(run) {
    return run === this.#run ? this.#epochs : stored(run);
  }

  /** @param {any} run as the list has it */
  add({ run, progress }) {
    const epochs = this.of(run);
    if (progress && isEpoch(progress) && epochs.length < MOST && !epochs.some((one) => isSame(one, progress))) {
      this.#run = run;
      this.#epochs = [...epochs, { ...progress, epoch: progress.done }];
      store(run, this.#epochs);
    }
  }
}

function isEpoch({ stage, training_loss }) {
  return LEARNING.includes(stage) && typeof training_loss === 'number';
}

function isSame(one, other) {
  return one.stage === other.stage && one.done === other.done && one.training_loss === other.training_loss;
}

function stored(run) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return kept?.run === run && Array.isArray(kept.epochs) ? kept.epochs : [];
  } catch {
    return [];
  }
}

function store(run, epochs) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ run, epochs }));
  } catch {
    // Then they live as long as the page.
  }
}
