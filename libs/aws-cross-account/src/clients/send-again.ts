import { SIGNING } from './class-facts.js';
import type { SdkClient } from './client-class.js';
import type { CredentialRejections } from './credential-rejections.js';
import { keyAnswer } from './key-answer.js';
import { type Middleware, stackOf } from './middleware.js';

interface SentRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/** Which key an attempt was signed with that ended in this error. The cache may hold another one by then. */
const keysOfErrors = new WeakMap<object, string>();

/**
 * Lets a client send a request once more, signed with new credentials, when its service does not take the key any more.
 * The SDK alone would not: it holds such an answer for final.
 *
 * @param client one that signs what it sends
 */
export function sendAgainWhenRefused(
  client: SdkClient,
  rejections: CredentialRejections,
  { sessionKey, region }: { readonly sessionKey: string; readonly region: string },
): void {
  const stack = stackOf(client);
  // Both stand next to the signing, so that a second sending is signed anew, within one attempt of the SDK's own.
  stack.addRelativeTo(sendingAgain(rejections, sessionKey, region), {
    relation: 'before',
    toMiddleware: SIGNING,
    name: 'crossAccountSendAgainMiddleware',
  });
  stack.addRelativeTo(notingKeys, {
    relation: 'after',
    toMiddleware: SIGNING,
    name: 'crossAccountNoteKeyMiddleware',
  });
}

function sendingAgain(rejections: CredentialRejections, sessionKey: string, region: string): Middleware {
  const mayHelp = (error: unknown, { method }: SentRequest): boolean => {
    const accessKeyId = isObject(error) ? keysOfErrors.get(error) : undefined;
    if (accessKeyId === undefined) return false;
    const answer = keyAnswer(error, method, () => rejections.hasExpired(sessionKey, accessKeyId));
    return answer !== undefined && rejections.reject(sessionKey, accessKeyId, answer, region);
  };
  return (next) => async (input) => {
    try {
      return await next(input);
    } catch (error) {
      const request = input.request as SentRequest;
      // The cache is told in any case: the next request can be spared the same answer.
      if (!mayHelp(error, request) || !canBeSentAgain(request.body)) throw error;
    }
    return next(input);
  };
}

const notingKeys: Middleware = (next) => async (input) => {
  try {
    return await next(input);
  } catch (error) {
    const { headers } = input.request as SentRequest;
    const [, accessKeyId] = /Credential=([^/\s]+)\//.exec(headers?.authorization ?? '') ?? [];
    if (accessKeyId !== undefined && isObject(error)) keysOfErrors.set(error, accessKeyId);
    throw error;
  }
};

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A stream has been read by then. */
function canBeSentAgain(body: unknown): boolean {
  return (
    body === undefined ||
    body === null ||
    typeof body === 'string' ||
    ArrayBuffer.isView(body) ||
    body instanceof ArrayBuffer
  );
}
