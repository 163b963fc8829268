/** Renders its host anew whenever something that it follows tells of a change. */
export class Followed {
  #host;
  #target;
  #kinds;
  #changed = () => this.#host.requestUpdate();

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {EventTarget} target
   * @param {...string} kinds of events
   */
  constructor(host, target, ...kinds) {
    this.#host = host;
    this.#target = target;
    this.#kinds = kinds;
    host.addController(this);
  }

  hostConnected() {
    this.#kinds.forEach((kind) => this.#target.addEventListener(kind, this.#changed));
  }

  hostDisconnected() {
    this.#kinds.forEach((kind) => this.#target.removeEventListener(kind, this.#changed));
  }
}
