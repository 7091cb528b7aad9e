/** What is wrong with credentials that a provider answered, in words; undefined when they can be used. */
export function identityProblem(identity: unknown, now: number): string | undefined {
  if (typeof identity !== 'object' || identity === null) return 'no credentials were provided';
  const { accessKeyId, secretAccessKey, expiration } = identity as Record<string, unknown>;
  if (!isText(accessKeyId) || !isText(secretAccessKey)) return 'they lack accessKeyId or secretAccessKey';
  if (expiration === undefined) return undefined;
  if (!(expiration instanceof Date) || Number.isNaN(expiration.getTime()))
    return 'their expiration is no date';
  return expiration.getTime() <= now ? 'they have expired' : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
