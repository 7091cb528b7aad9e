import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { CrossAccountError } from '../errors/cross-account.error.js';
import { CompleteTarget } from '../target/complete-target.js';

interface Assumption {
  readonly done: Promise<unknown>;
  error?: unknown;
}

/**
 * The roles of one account that a sweep has assumed, nearly always one: it is asked for once, whatever comes of it, and all regions
 * hear of that.
 */
export class AccountRoles {
  readonly #assumptions = new Map<string, Assumption>();

  constructor(
    private readonly factory: Pick<CrossAccountClientFactory, 'assume'>,
    private readonly signal: AbortSignal,
  ) {}

  /** @param again whether what failed may be tried once more, where that can help */
  assume(target: CompleteTarget, again: boolean): Promise<unknown> {
    const { sessionKey } = CompleteTarget.resolved(target);
    const known = this.#assumptions.get(sessionKey);
    if (known && !(again && canHelp(known.error))) return known.done;
    const assumption: Assumption = {
      done: this.factory.assume(target, { patient: true, signal: this.signal }),
    };
    assumption.done.catch((error: unknown) => {
      assumption.error = error;
    });
    this.#assumptions.set(sessionKey, assumption);
    return assumption.done;
  }
}

function canHelp(error: unknown): boolean {
  return error !== undefined && (!(error instanceof CrossAccountError) || error.retryable);
}
