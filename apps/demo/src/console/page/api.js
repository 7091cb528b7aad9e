import { eventReader } from './event-reader.js';

const KEY = 'api-key';

/** What the service answers when it does not do what was asked: problem details. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Keeps the key for this tab, until it is closed. @param {string} key */
export function keepKey(key) {
  sessionStorage.setItem(KEY, key);
}

/**
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function post(path, body, signal) {
  const response = await send(path, { method: 'POST', signal: signal ?? null, ...jsonOf(body) });
  return response.json();
}

/**
 * Tells events as they arrive. A stream that is read by `fetch` can send the key in a header, which an EventSource cannot.
 *
 * @param {string} path
 * @param {{ method?: string, body?: unknown, signal: AbortSignal }} request
 * @param {(event: any) => void} tell
 */
export async function listen(path, { method = 'GET', body, signal }, tell) {
  const { headers, ...json } = jsonOf(body);
  const response = await send(path, {
    method,
    signal,
    headers: { ...headers, Accept: 'text/event-stream' },
    ...json,
  });
  const read = eventReader(tell);
  const text = response.body?.pipeThrough(new TextDecoderStream());
  if (text) for await (const piece of text) read(piece);
}

/**
 * @param {string} path
 * @param {RequestInit} init
 */
async function send(path, init) {
  const key = sessionStorage.getItem(KEY);
  const headers = new Headers(init.headers);
  if (key !== null) headers.set('X-Api-Key', key);
  const response = await fetch(path, { ...init, headers, cache: 'no-store' });
  if (response.ok) return response;
  const { detail = response.statusText } = await response.json().catch(() => ({}));
  throw new ApiError(response.status, detail);
}

/**
 * @param {unknown} body
 * @returns {{ body?: string, headers?: Record<string, string> }}
 */
function jsonOf(body) {
  if (body === undefined) return {};
  return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}
