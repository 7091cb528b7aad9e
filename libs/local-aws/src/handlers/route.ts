import { LocalAwsOptionError } from '../errors.js';
import { decodePercent } from '../http/percent.js';

/** The parts in braces of a path that a route matches; undefined when it does not. */
export type Route = (method: string, rawPath: string) => Record<string, string> | undefined;

/** Reads a route like `GET /functions/{name}`. Throws `LocalAwsOptionError`. */
export function readRoute(text: string): Route {
  const [, wanted, path] = /^([A-Z]+) (\/\S*)$/.exec(text) ?? [];
  if (wanted === undefined || path === undefined) {
    throw new LocalAwsOptionError('options.route', 'a method and a path, e.g. GET /functions/{name}');
  }
  const segments = path.split('/');
  return (method, rawPath) => {
    const given = rawPath.split('/');
    if (method !== wanted || given.length !== segments.length) return undefined;
    const parts: Record<string, string> = {};
    for (const [i, segment] of segments.entries()) {
      const value = given[i] ?? '';
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (name === undefined && segment !== value) return undefined;
      if (name !== undefined) parts[name] = decodePercent(value) ?? value;
    }
    return parts;
  };
}
