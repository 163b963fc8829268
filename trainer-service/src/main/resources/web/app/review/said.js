import { get } from '../api/http.js';

/** Of the classes that were shown, so many are told. */
const SHOWN_CLASSES = 5;
/** The trainer tells no more at once: of images that a person spoke of longer ago, undoing leaves no answer. */
const MOST = 1_000;
const STANDING = new Set(['class', 'confirm', 'unusable']);

/**
 * An answer as the trainer takes it, with what the person saw.
 * @param {any} entry
 * @param {"class" | "confirm" | "unusable" | "retract"} verdict
 * @param {string} [name] the class, where it is one
 */
export function answer(entry, verdict, name) {
  const top = (entry.top ?? []).slice(0, SHOWN_CLASSES);
  return {
    id: entry.id,
    place: entry.place,
    sha256: entry.sha256,
    source: entry.source,
    verdict,
    ...(name === undefined ? {} : { class: name }),
    shown: entry.hidden || top.length === 0 ? null : { model: entry.model, top },
    reasons: entry.reasons ?? [],
  };
}

/**
 * What a person said of images, as far as it stands.
 * @param {string} person
 * @returns {Promise<Map<string, { verdict: "class" | "confirm" | "unusable", class: string | null }>>} by the images' hashes
 */
export async function earlier(person) {
  const { answers } = await get(`/v1/review/answers?${new URLSearchParams({ person, most: String(MOST) })}`);
  // They come with the newest first, and the newest counts.
  const last = new Map([...answers].reverse().map((one) => [one.sha256, one]));
  return new Map([...last].filter(([, one]) => one.person === person && STANDING.has(one.verdict)));
}
