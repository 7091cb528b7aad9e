import type { HttpRequest } from '../http/http-request.js';
import { parseQuery } from '../http/query.js';
import type { Pairs } from '../http/query.js';
import { parseAuthorization, parseCredential } from './authorization.js';
import type { Authorization } from './authorization.js';
import type { AuthProblem, SignaturePlace } from './auth-problem.js';

/** What a request says of its signature, not yet verified. */
export interface Claim extends Authorization {
  readonly place: SignaturePlace;
  readonly amzDate: string;
  readonly sessionToken: string | undefined;
  /** The raw query as far as it is signed. */
  readonly signedQuery: string;
  /** How long a presigned URL shall be valid, as written. */
  readonly expires: string | undefined;
  /** The hash of the payload, where the request names one. */
  readonly payloadHash: string | undefined;
}

/** The parameters of a presigned URL that are about its signature. */
export const SIGNATURE_PARAMETERS: ReadonlySet<string> = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Security-Token',
  'X-Amz-Content-Sha256',
]);

/** Whether these are the parameters of a presigned URL. */
export function isPresigned(pairs: Pairs): boolean {
  return pairs.some(([name]) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature');
}

/** Reads the signature from the header or the URL. */
export function readClaim(
  request: HttpRequest,
): { readonly claim: Claim } | { readonly problem: AuthProblem } {
  const header = request.headers.get('authorization');
  const pairs = parseQuery(request.rawQuery) ?? [];
  if (isOld(header, pairs)) return { problem: { kind: 'old-mechanism' } };
  if (!isPresigned(pairs)) return readHeader(request, header);
  return header === undefined ? readPresigned(request, pairs) : { problem: { kind: 'two-mechanisms' } };
}

/** Version 2, which some tools still use for URLs by default. */
function isOld(header: string | undefined, pairs: Pairs): boolean {
  return header?.startsWith('AWS ') === true || pairs.some(([name]) => name === 'AWSAccessKeyId');
}

function readHeader({ headers, rawQuery }: HttpRequest, header: string | undefined) {
  if (header === undefined) return { problem: { kind: 'missing' } as const };
  const auth = parseAuthorization(header);
  if (auth === undefined) {
    return malformed('header', 'the Authorization header is not of Signature Version 4');
  }
  return {
    claim: {
      ...auth,
      place: 'header' as const,
      amzDate: headers.get('x-amz-date') ?? '',
      sessionToken: headers.get('x-amz-security-token'),
      signedQuery: rawQuery,
      expires: undefined,
      payloadHash: headers.get('x-amz-content-sha256'),
    },
  };
}

function readPresigned({ headers, rawQuery }: HttpRequest, pairs: Pairs) {
  const query = new Map(pairs);
  if (
    pairs
      .filter(([name]) => SIGNATURE_PARAMETERS.has(name))
      .some(([name, value]) => query.get(name) !== value)
  ) {
    return malformed('query', 'a parameter of the signature is given more than once');
  }
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') {
    return malformed('query', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  const scope = parseCredential(query.get('X-Amz-Credential') ?? '');
  const [signature, signedHeaders] = [query.get('X-Amz-Signature'), query.get('X-Amz-SignedHeaders')];
  if (scope === undefined || !signature || !signedHeaders) {
    return malformed('query', 'X-Amz-Credential, X-Amz-Signature and X-Amz-SignedHeaders are needed');
  }
  return {
    claim: {
      ...scope,
      signature,
      signedHeaders: signedHeaders.split(';'),
      place: 'query' as const,
      amzDate: query.get('X-Amz-Date') ?? '',
      sessionToken: query.get('X-Amz-Security-Token'),
      signedQuery: rawQuery
        .split('&')
        .filter((part) => !part.startsWith('X-Amz-Signature='))
        .join('&'),
      expires: query.get('X-Amz-Expires'),
      payloadHash: payloadHashOf(pairs) ?? headers.get('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
    },
  };
}

/** The one parameter that signers write in either case: it is a header that they moved. */
function payloadHashOf(pairs: Pairs): string | undefined {
  return pairs.find(([name]) => name.toLowerCase() === 'x-amz-content-sha256')?.[1];
}

function malformed(place: SignaturePlace, detail: string) {
  return { problem: { kind: 'malformed', place, detail } as const };
}
