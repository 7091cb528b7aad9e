import { codeOf, signedCode, withHeaders } from './provocations.js';
import type { Provocation, Provocations, Stage } from './provocations.js';
import { sign } from './signed.js';
import type { Draft } from './signed.js';

/** A service's codes for what can be wrong with a signature. */
interface Codes {
  readonly malformed: string;
  readonly wrongToken: string;
  readonly expired: string;
  readonly wrongBody: string;
}

/** Provokes every refusal of a signature, and of a body that is too long. */
export function badSignatures(service: string, draftOf: (stage: Stage) => Draft, codes: Codes): Provocations {
  const changed =
    (change: (draft: Draft) => Draft): Provocation =>
    (stage) =>
      signedCode(stage, draftOf(stage), change, service);
  return {
    [codes.malformed]: changed((draft) => withHeaders(draft, { authorization: 'AWS4-HMAC-SHA256 x' })),
    [codes.wrongToken]: changed((draft) => withHeaders(draft, { 'x-amz-security-token': 'another' })),
    [codes.expired]: async (stage) => {
      const keys = await stage.clients.assumeKeys({ DurationSeconds: 900 });
      stage.move(900_000);
      return codeOf(stage, await sign(draftOf(stage), keys, { service, now: stage.now() }));
    },
    // The same length: what the signature does not cover is the content.
    [codes.wrongBody]: changed((draft) => ({ ...draft, body: String(draft.body).replace(/.$/, ' ') })),
    RequestEntityTooLarge: (stage) =>
      signedCode(stage, { ...draftOf(stage), body: 'x'.repeat(1024 * 1024 + 1) }, undefined, service),
  };
}

export const JSON_CODES: Codes = {
  malformed: 'IncompleteSignatureException',
  wrongToken: 'UnrecognizedClientException',
  expired: 'ExpiredTokenException',
  wrongBody: 'InvalidSignatureException',
};

/** EC2 has one code for two of them; a request that is too old meets that of an expired key. */
export const EC2_CODES: Codes = {
  malformed: 'IncompleteSignature',
  wrongToken: 'AuthFailure',
  expired: 'RequestExpired',
  wrongBody: 'AuthFailure',
};
