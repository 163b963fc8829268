import { html } from 'lit';
import { words } from '../words.js';

const LOCALE = 'en';
const COUNT = new Intl.NumberFormat(LOCALE);
const SHORT = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const ONE = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const FINE = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const PERCENT = new Intl.NumberFormat(LOCALE, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const POINTS = new Intl.NumberFormat(LOCALE, { signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const CLOCK = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY_SECONDS = 24 * HOUR;

const known = (value) => typeof value === 'number' && Number.isFinite(value);
const orDash = (value, format) => (known(value) ? format.format(value) : words.unknown);

/** @param {number | null | undefined} value */
export const count = (value) => orDash(value, COUNT);
/** Such as 12.3K. */
export const short = (value) => orDash(value, SHORT);
/** With at most one digit after the point. */
export const number = (value) => orDash(value, ONE);
/** With three digits after the point, for what differs there. */
export const fine = (value) => orDash(value, FINE);
/** @param {number | null | undefined} share 0 to 1 */
export const percent = (share) => orDash(share, PERCENT);
/** @param {number | null | undefined} share a difference of shares, -1 to 1 */
export const points = (share) => (known(share) ? words.points(POINTS.format(share * 100)) : words.unknown);
export const millis = (value) => (known(value) ? words.millis(COUNT.format(Math.round(value))) : words.unknown);

/** Such as "3 min". @param {number} seconds */
export function span(seconds) {
  if (!known(seconds)) {
    return words.unknown;
  }
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 2 * MINUTE) {
    return words.seconds(whole);
  }
  if (whole < 2 * HOUR) {
    return words.minutes(Math.round(whole / MINUTE));
  }
  return whole < 2 * DAY_SECONDS ? words.hours(Math.round(whole / HOUR)) : words.days(Math.round(whole / DAY_SECONDS));
}

/** Seconds since a time. @param {string | Date} at */
export const secondsSince = (at, now = Date.now()) => (now - new Date(at).getTime()) / 1000;

export const clock = (at) => CLOCK.format(new Date(at));
export const day = (at) => DAY.format(new Date(at));

/** A time, in full on hover. @param {string | null | undefined} at ISO 8601 */
export function time(at) {
  return at ? html`<time datetime=${at} title=${at}>${day(at)}</time>` : words.unknown;
}

