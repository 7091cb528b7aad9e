import type { AwsCredentialIdentity } from '@smithy/types';
import { UpstreamError } from '../../errors/upstream.error.js';
import type { Clock } from '../clock.js';
import { identityProblem } from './identity-problem.js';
import { withTimeLimit } from '../sts/time-limit.js';

/** A person may have to confirm with a second factor; a provider that never answers must not hold everyone for ever. */
const LONGEST_WAIT_MS = 60_000;
/** How long a provider is left alone that has failed: not every request may start a process or wait for a network. */
export const PROVIDER_REST_MS = 1_000;

/**
 * Asks a credential provider of the user's once, and checks what it answers.
 *
 * @param refuse makes the error to throw, from what the provider threw (`cause`) or from what is wrong with its answer
 */
export async function askProvider(
  provider: () => Promise<AwsCredentialIdentity>,
  clock: Clock,
  refuse: (problem: string, cause?: UpstreamError) => Error,
): Promise<AwsCredentialIdentity> {
  const identity = await withTimeLimit(LONGEST_WAIT_MS, clock, () => provider()).catch((error: unknown) => {
    const cause = UpstreamError.from(error);
    throw refuse(`the provider failed with ${cause.upstreamCode}`, cause);
  });
  const problem = identityProblem(identity);
  if (problem) throw refuse(problem);
  return identity;
}
