import type { Page } from '../service/pages.js';

/** A page as it is told. The last one has no token. */
export function listView<T>(
  name: string,
  { entries, nextToken }: Page<T>,
  view: (entry: T) => Record<string, unknown>,
): Record<string, unknown> {
  return { [name]: entries.map(view), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
}
