/** Where a request carries its signature: in the `Authorization` header, or in its URL, which is then presigned. */
export type SignaturePlace = 'header' | 'query';

/** Why a request is not authenticated. Each service has its own code, status and words for each. */
export type AuthProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'two-mechanisms' }
  /** An older version of signatures. */
  | { readonly kind: 'old-mechanism' }
  | { readonly kind: 'malformed'; readonly place: SignaturePlace; readonly detail: string }
  | { readonly kind: 'wrong-scope'; readonly place: SignaturePlace; readonly detail: string }
  | { readonly kind: 'unsigned-headers'; readonly names: readonly string[] }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'token-missing' }
  | { readonly kind: 'token-mismatch' }
  | { readonly kind: 'expired'; readonly sessionToken: string }
  | { readonly kind: 'wrong-partition' }
  | { readonly kind: 'skewed'; readonly requestTime: number; readonly serverTime: number }
  | { readonly kind: 'not-yet-valid'; readonly requestTime: number; readonly serverTime: number }
  | {
      readonly kind: 'url-expired';
      readonly seconds: number;
      readonly end: number;
      readonly serverTime: number;
    }
  | { readonly kind: 'bad-query' }
  | { readonly kind: 'signature' }
  | { readonly kind: 'payload-hash-missing' }
  | { readonly kind: 'payload-hash'; readonly claimed: string }
  | { readonly kind: 'payload-unsupported'; readonly claimed: string };

/** Requests this far from the server's clock are refused; both the limit itself and less are accepted. */
export const MAX_SKEW_MS = 15 * 60_000;
