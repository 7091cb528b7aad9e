import { types } from 'node:util';

/** What is wrong with the form of credentials that a provider answered, in words; undefined when nothing is. */
export function identityProblem(identity: unknown): string | undefined {
  if (typeof identity !== 'object' || identity === null) return 'no credentials were provided';
  const { accessKeyId, secretAccessKey, expiration } = identity as Record<string, unknown>;
  if (!isText(accessKeyId) || !isText(secretAccessKey)) return 'they lack accessKeyId or secretAccessKey';
  if (expiration === undefined) return undefined;
  // A date of another realm is one, too: Jest and vm have their own class of dates.
  return types.isDate(expiration) && !Number.isNaN(expiration.getTime())
    ? undefined
    : 'their expiration is no date';
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
