import type { KeyAnswer } from '../credentials/events.js';

const ANSWERS: ReadonlyMap<unknown, KeyAnswer> = new Map<string, KeyAnswer>([
  ['ExpiredToken', 'expired'],
  ['ExpiredTokenException', 'expired'],
  ['RequestExpired', 'request-expired'],
  ['InvalidClientTokenId', 'unknown'],
  ['UnrecognizedClientException', 'unknown'],
  ['InvalidAccessKeyId', 'unknown'],
  // S3's word for good temporary keys in a region that their account has not switched on, among others.
  ['InvalidToken', 'unknown'],
]);

/**
 * What a service's error says of the key that the request was signed with; undefined when it is about something else.
 *
 * Some answers tell less than that: HEAD has no body, so no code either, and EC2 says `RequestExpired` to a wrong clock too. There
 * `hasExpired` decides.
 */
export function keyAnswer(
  error: unknown,
  method: string | undefined,
  hasExpired: () => boolean,
): KeyAnswer | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, $metadata: metadata } = error as { name?: unknown; $metadata?: { httpStatusCode?: number } };
  const answer = ANSWERS.get(name);
  if (answer === 'request-expired' && hasExpired()) return 'expired';
  if (answer) return answer;
  return method === 'HEAD' && metadata?.httpStatusCode === 400 && hasExpired() ? 'expired' : undefined;
}
