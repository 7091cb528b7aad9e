import { Readable } from 'node:stream';
import { types } from 'node:util';

/** Calls a function in the context that results are bound to. */
export type RunIn = <R>(call: () => R) => R;

/**
 * Lets what is read later from a result run in a context, whoever reads it: the values of a promise, streams, whatever has a
 * `subscribe` and a `pipe` (Observables) or a `then`, async iterables, and what has a `getStream` (Nest's StreamableFile). Anything
 * else is answered as it is.
 *
 * Streams are changed in place, since they are read once and by others than JavaScript's rules know. Of the rest a stand-in is
 * answered, so that an object that many contexts share is bound to none of them.
 */
export function bindResult<T>(result: T, runIn: RunIn): T {
  if (!isObject(result)) return result;
  if (types.isPromise(result)) return result.then((value) => bindResult(value, runIn)) as T;
  if (result instanceof Readable) bindStream(result, runIn);
  else if (has(result, 'getStream') && has(result, 'getHeaders')) bindResult(result.getStream(), runIn);
  else if (isLazy(result)) return standIn(result, runIn);
  return result;
}

/** What does its work when one of its methods is called. */
function isLazy(value: object): boolean {
  return (
    has(value, Symbol.asyncIterator) || has(value, 'then') || (has(value, 'subscribe') && has(value, 'pipe'))
  );
}

/** Methods run in the context, on the object itself, and what they answer is bound in turn. */
function standIn<T extends object>(value: T, runIn: RunIn): T {
  // A proxy must show the members of a frozen object as they are.
  const shown = Object.isFrozen(value) ? (Object.create(Object.getPrototypeOf(value) as object) as T) : value;
  return new Proxy(shown, {
    get(_, key) {
      const member: unknown = Reflect.get(value, key, value);
      if (typeof member !== 'function' || key === 'constructor') return member;
      return (...args: unknown[]): unknown => {
        const answer: unknown = runIn(() => Reflect.apply(member, value, args));
        // An iterator need not be iterable itself.
        return key === Symbol.asyncIterator && isObject(answer)
          ? standIn(answer, runIn)
          : bindResult(answer, runIn);
      };
    },
  });
}

/**
 * What a stream calls of its own while it is read; those that it is piped from are woken by these. Not `_final`: a Transform compares
 * it with its own.
 */
const STREAM_METHODS = ['_read', '_write', '_writev', '_transform', '_flush', '_destroy'] as const;

function bindStream(stream: Readable, runIn: RunIn): void {
  for (const name of STREAM_METHODS) {
    const method: unknown = Reflect.get(stream, name);
    if (typeof method !== 'function') continue;
    const value = (...args: unknown[]): unknown => runIn(() => Reflect.apply(method, stream, args));
    Object.defineProperty(stream, name, { value, writable: true, configurable: true });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function has<K extends PropertyKey>(value: object, key: K): value is Record<K, () => unknown> {
  return key in value && typeof Reflect.get(value, key) === 'function';
}
