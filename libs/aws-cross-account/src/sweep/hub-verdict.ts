import { AssumeRoleDeniedError, HubCredentialsError } from '../errors/credential.errors.js';

/**
 * Whether what failed is the hub role's fault, so that nothing can come of the sweep.
 *
 * When most roles of a minute are denied, the library takes it for the hub role's fault and says so for each. A sweep knows better: an
 * organization may have whole units without the role, and once one role was assumed, the hub role may assume roles.
 */
export class HubVerdict {
  readonly #denied = new Set<string>();
  #hasAssumed = false;

  /** @param giveUpAfterDenied see `SweepLimits` */
  constructor(private readonly giveUpAfterDenied: number) {}

  assumed(): void {
    this.#hasAssumed = true;
  }

  /**
   * The error of a target.
   *
   * @throws the error that ends the sweep
   */
  judge(error: unknown, accountId: string): unknown {
    const denial = denialOf(error);
    if (!denial) {
      if (error instanceof HubCredentialsError) throw error;
      return error;
    }
    if (denial.conclusive) this.#denied.add(accountId);
    if (!this.#isHubAtFault) return denial;
    throw error instanceof HubCredentialsError ? error : this.#fault(denial);
  }

  /** The library may not have said so: it does not where anybody may name accounts. */
  #fault(cause: AssumeRoleDeniedError): HubCredentialsError {
    const problem =
      `STS denied the roles of all ${this.#denied.size} accounts that the sweep has tried, so the hub role itself seems to have lost ` +
      'the permission to assume them.';
    return new HubCredentialsError(problem, { cause });
  }

  get #isHubAtFault(): boolean {
    return !this.#hasAssumed && this.#denied.size >= this.giveUpAfterDenied;
  }
}

function denialOf(error: unknown): AssumeRoleDeniedError | undefined {
  const denial = error instanceof HubCredentialsError ? error.cause : error;
  return denial instanceof AssumeRoleDeniedError ? denial : undefined;
}
