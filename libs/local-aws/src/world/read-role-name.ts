import { readText } from './read.js';

const NAME = /^[\w+=,.@-]{1,64}$/;
const PATH = /^\/(?:[\u0021-\u007E]+\/)?$/;

export function readRoleName(value: unknown, path: string): string {
  return readText(value, path, 'a role name: 1 to 64 of letters, digits and _+=,.@-', (text) =>
    NAME.test(text),
  );
}

/** A role's path; absent means `/`. */
export function readRolePath(value: unknown, path: string): string {
  if (value === undefined) return '/';
  const expected = 'a path that begins and ends with /, of at most 512 characters';
  return readText(value, path, expected, (text) => text.length <= 512 && PATH.test(text));
}

export function roleArn(partition: string, accountId: string, path: string, name: string): string {
  return `arn:${partition}:iam::${accountId}:role${path}${name}`;
}
