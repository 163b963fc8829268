import { words } from '../words.js';
import { Problem } from './problem.js';
import { token } from './token.js';

const PATIENCE_MS = 20_000;

/**
 * Asks for JSON.
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 * @throws {Problem} unless it was answered with it
 */
export function get(path, signal) {
  return call(path, { signal });
}

/**
 * Changes something: it brings the token.
 * @param {string} path
 * @param {object | string} body what is JSON already goes as it is
 * @param {{ keepalive?: boolean, signal?: AbortSignal }} [how] keepalive lets it outlive the page
 * @returns {Promise<any>}
 * @throws {Problem} unless it was done
 */
export function change(path, body, how = {}) {
  return call(path, {
    ...how,
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token.value()}` },
  });
}

async function call(path, request) {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signal = request.signal ? AbortSignal.any([request.signal, patience]) : patience;
  let response;
  let fields;
  try {
    response = await fetch(path, { ...request, signal, headers: { Accept: 'application/json', ...request.headers } });
    fields = await read(response);
  } catch (failure) {
    if (request.signal?.aborted) {
      throw failure;
    }
    throw new Problem(0, 'UNREACHABLE', words.problems.unreachable);
  }
  if (fields === null) {
    throw new Problem(response.ok ? 502 : response.status, 'ANSWER_UNREADABLE', words.problems.unreadable);
  }
  if (!response.ok) {
    throw new Problem(response.status, text(fields.reason, `HTTP_${response.status}`), text(fields.detail, words.problems.unknown(response.status)));
  }
  return fields;
}

async function read(response) {
  const body = await response.text();
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    // A proxy in between answers with a page of its own.
    return null;
  }
}

function text(value, otherwise) {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
