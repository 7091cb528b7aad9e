import { describeValue } from '../errors/describe-value.js';
import type { ErrorPlace } from '../errors/cross-account.error.js';
import { TargetRefusedError } from '../errors/target.errors.js';
import { UpstreamError } from '../errors/upstream.error.js';
import type { AccessRule } from '../target/access-lists.js';

/**
 * Asks a rule that is a function of the user's. Only true lets anybody through.
 *
 * @throws TargetRefusedError, also when the function fails or answers something else than true or false
 */
export async function askRule(rule: AccessRule, place: ErrorPlace, ask: () => unknown): Promise<void> {
  const answer = await answerOf(rule, place, ask);
  if (answer === true) return;
  const problem = `expected it to answer true or false, got ${describeValue(answer)}`;
  throw new TargetRefusedError(rule, place, answer === false ? {} : { problem });
}

/** What a function of the user's answers, or a refusal when it fails. */
export async function answerOf(rule: AccessRule, place: ErrorPlace, ask: () => unknown): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    const cause = UpstreamError.from(error);
    throw new TargetRefusedError(rule, place, { problem: `it failed with ${cause.upstreamCode}`, cause });
  }
}
