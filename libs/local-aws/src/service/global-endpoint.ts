import type { AuthProblem } from '../sigv4/auth-problem.js';
import type { Claim } from '../sigv4/claim.js';

const HOST = /^([a-z0-9-]+)\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?(?::\d+)?$/;

/**
 * At AWS's own host of a global service, the region of a signature must be the host's. At any other host it may be any:
 * SDKs that are given an endpoint sign for the region of their client.
 */
export function globalScopeProblem(
  service: string,
  host: string,
  { region, place }: Claim,
): AuthProblem | undefined {
  const [, name, of] = HOST.exec(host) ?? [];
  if (name !== service || of === undefined || of === region) return undefined;
  return { kind: 'wrong-scope', place, detail: `the credential should be scoped to the region ${of}` };
}
