import type { SdkClient } from './client-class.js';

const BEARER = 'smithy.api#httpBearerAuth';

/**
 * Takes from a client the way to prove its requests by a bearer token. The SDK prefers a token that it finds in the environment
 * or in an SSO cache, and the request would then be made in the name of whoever owns the token, in another account.
 */
export function refuseBearerTokens(client: SdkClient): void {
  const config = client.config as { httpAuthSchemes?: { readonly schemeId: string }[] };
  if (!config.httpAuthSchemes) return;
  config.httpAuthSchemes = config.httpAuthSchemes.filter(({ schemeId }) => schemeId !== BEARER);
}
