/**
 * Goes on with a value: at once, unless it is a promise. What a request pays for most are promises, and nearly none of them is
 * needed here.
 */
export function onceKnown<T, R>(
  value: T | Promise<T>,
  proceed: (value: T) => R | Promise<R>,
): R | Promise<R> {
  return value instanceof Promise ? value.then(proceed) : proceed(value);
}
