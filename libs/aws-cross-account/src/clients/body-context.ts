import { AsyncResource } from 'node:async_hooks';
import { Readable } from 'node:stream';

/** What a handler calls from its connection when something has arrived, or will not. */
const CALLED_BY_HANDLERS = ['push', 'destroy'] as const;

/**
 * Lets the events of an answer's body come in the async context of whoever sends a request now. A connection that is kept open
 * (undici's) would have them come in that of whoever opened it: another request, of another account.
 *
 * @returns what to do with the body, once there is one
 */
export function bodiesInThisContext(): (body: unknown) => void {
  const resource = new AsyncResource('CrossAccountBody');
  return (body) => {
    if (!(body instanceof Readable)) return;
    for (const name of CALLED_BY_HANDLERS) {
      const method = body[name].bind(body) as (...args: unknown[]) => unknown;
      const value = (...args: unknown[]): unknown => resource.runInAsyncScope(method, undefined, ...args);
      Object.defineProperty(body, name, { value, writable: true, configurable: true });
    }
  };
}
