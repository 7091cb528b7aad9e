import type { KeyAnswer } from './credential-rejections.js';

const ANSWERS: ReadonlyMap<unknown, KeyAnswer> = new Map<string, KeyAnswer>([
  ['ExpiredToken', 'expired'],
  ['ExpiredTokenException', 'expired'],
  ['RequestExpired', 'expired'],
  ['InvalidClientTokenId', 'unknown'],
  ['UnrecognizedClientException', 'unknown'],
  ['InvalidAccessKeyId', 'unknown'],
  // S3's word for good temporary keys in a region that their account has not switched on, among others.
  ['InvalidToken', 'unknown'],
]);

/**
 * What a service's error says of the key that the request was signed with; undefined when it is about something else.
 *
 * The answer to HEAD has no body, so no code either: of a bare 400, `hasExpired` decides.
 */
export function keyAnswer(
  error: unknown,
  method: string | undefined,
  hasExpired: () => boolean,
): KeyAnswer | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, $metadata: metadata } = error as { name?: unknown; $metadata?: { httpStatusCode?: number } };
  const answer = ANSWERS.get(name);
  if (answer) return answer;
  return method === 'HEAD' && metadata?.httpStatusCode === 400 && hasExpired() ? 'expired' : undefined;
}
