/** Why a call did not do what it should: RFC 9457 as the trainer writes it, or that there was no answer at all. */
export class Problem extends Error {
  /**
   * @param {number} status HTTP status; 0 where nothing answered
   * @param {string} reason stable category in capitals
   * @param {string} detail one line for a person
   */
  constructor(status, reason, detail) {
    super(detail);
    this.status = status;
    this.reason = reason;
  }

  /** Whether the same call may well do it later: nobody answered, or the one who did was busy. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
