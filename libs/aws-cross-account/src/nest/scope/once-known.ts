/**
 * Goes on with a value: at once, unless it is a promise, of whatever kind. What a request pays for most are promises, and nearly
 * none of them is needed here.
 */
export function onceKnown<T, R>(
  value: T | PromiseLike<T>,
  proceed: (value: T) => R | Promise<R>,
): R | Promise<R> {
  return isPromise(value) ? Promise.resolve(value).then(proceed) : proceed(value);
}

function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
