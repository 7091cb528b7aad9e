import type { HubAccount } from '../credentials/hub/hub-account.js';
import { AssumeRoleDeniedError, HubCredentialsError } from '../errors/credential.errors.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { TargetRefusedError } from '../errors/target.errors.js';
import { type AccessOptions, requestTargetsAreGoverned } from '../target/access-options.js';
import type { AccountTarget } from '../target/account-target.js';
import { CompleteTarget } from '../target/complete-target.js';
import type { ResolvedTarget } from '../target/resolved-target.js';
import type { TargetResolver } from '../target/target-resolver.js';
import type { AccessPredicates } from './access-predicates.js';
import { answerOf, askRule } from './ask-rule.js';

/** Who wrote a target: the application's own code, or somebody outside, through a request or a message. */
export type TargetSource = 'code' | 'request';

export interface Entrance {
  readonly target: AccountTarget;
  readonly source: TargetSource;
  /** Who wants to enter, for `access.authorize`. */
  readonly principal: unknown;
  /** What `access.authorize` is shown of the request. */
  readonly executionContext?: unknown;
}

export interface AccessGateParts {
  readonly targets: TargetResolver;
  readonly predicates: AccessPredicates;
  readonly hubAccount: HubAccount;
  readonly access: AccessOptions;
}

/** Who may enter which account context. Asked anew each time that somebody does. */
export class AccessGate {
  readonly #parts: AccessGateParts;

  constructor(parts: AccessGateParts) {
    this.#parts = parts;
  }

  /**
   * Lets somebody enter a target, or not.
   *
   * @returns the complete target, which nobody can change: what was checked is what is entered
   * @throws InvalidTargetError, NoHubRoleForPartitionError; InvalidOptionError when no rule governs what requests choose;
   * TargetRefusedError when a rule refuses it or fails; and, for a target of a request where `hubAccountId` is not given, what
   * GetCallerIdentity failed with
   */
  async enter(entrance: Entrance): Promise<CompleteTarget> {
    return this.admit(entrance);
  }

  /** As `enter`; but at once, errors included, where nothing has to be asked: so it is for most requests. */
  admit(entrance: Entrance): CompleteTarget | Promise<CompleteTarget> {
    const { target, source } = entrance;
    const { targets, predicates, access } = this.#parts;
    if (source === 'request')
      this.checkGoverned('A target of a request, a message or an event wants to be entered');
    const complete = targets.complete(target);
    const resolved = CompleteTarget.resolved(complete);
    const questions: (() => Promise<void>)[] = [];
    if (!predicates.none) questions.push(() => predicates.check(resolved));
    if (source === 'request' && this.#mayBeHub(resolved)) questions.push(() => this.#keepOutOfHub(resolved));
    if (access.authorize) questions.push(() => this.#authorize(resolved, entrance));
    return questions.length === 0 ? complete : inTurn(questions, complete);
  }

  /**
   * @param situation what lets others choose accounts
   * @throws InvalidOptionError when no rule says which they may choose
   */
  checkGoverned(situation: string): void {
    if (requestTargetsAreGoverned(this.#parts)) return;
    throw new InvalidOptionError(
      'access',
      `${situation}, so any caller could choose any account. Say which they may: access.allowedAccounts (a list or a function) or ` +
        "access.authorize; or, if every account may be that trusts the hub role, allowedAccounts: 'any-that-trusts-us'.",
    );
  }

  /** Whether `enter` needs to know who asks. */
  get asksForPrincipal(): boolean {
    return this.#parts.access.authorize !== undefined;
  }

  /**
   * Who a request comes from.
   *
   * @param usual what is asked where `access.principal` is not given
   * @throws TargetRefusedError when that fails
   */
  principalOf(executionContext: unknown, usual: (executionContext: unknown) => unknown): Promise<unknown> {
    const { principal } = this.#parts.access;
    const ask = () => (principal ? principal(executionContext as never) : usual(executionContext));
    return answerOf('access.principal', {}, ask);
  }

  /**
   * What to answer to a request whose work failed. Where any account is allowed that trusts us, that the role is denied is all
   * that keeps a caller out, and is answered like any other refusal: it must not tell which accounts exist.
   *
   * @param target what `enter` answered
   */
  answerFor(error: unknown, target: Pick<CompleteTarget, 'accountId' | 'region'>): unknown {
    const { access } = this.#parts;
    // While most roles are denied, the hub role is suspected; what this target was asked for is the cause then.
    const denial = error instanceof HubCredentialsError ? error.cause : error;
    if (access.allowedAccounts !== 'any-that-trusts-us' || !(denial instanceof AssumeRoleDeniedError))
      return error;
    if (denial.accountId !== target.accountId) return error;
    return new TargetRefusedError('access.allowedAccounts', target, {
      problem: denial.message,
      cause: error,
    });
  }

  #mayBeHub({ accountId }: ResolvedTarget): boolean {
    const { access, hubAccount } = this.#parts;
    return !access.allowHubAccount && (hubAccount.known ?? accountId) === accountId;
  }

  async #keepOutOfHub(target: ResolvedTarget): Promise<void> {
    const hubAccountId = await this.#parts.hubAccount.id();
    if (target.accountId === hubAccountId) throw new TargetRefusedError('access.allowHubAccount', target);
  }

  async #authorize(
    resolved: ResolvedTarget,
    { principal, executionContext }: Pick<Entrance, 'principal' | 'executionContext'>,
  ): Promise<void> {
    const { authorize } = this.#parts.access;
    if (!authorize) return;
    if (principal === undefined || principal === null) {
      throw new TargetRefusedError('access.authorize', resolved, { problem: 'there is no principal' });
    }
    const { accountId, region, partition, session } = resolved;
    const roleArn = session.kind === 'assume-role' ? session.roleArn : undefined;
    const target = { accountId, region, partition, roleArn };
    const request = { principal, target, executionContext: executionContext as never };
    await askRule('access.authorize', resolved, () => authorize(request));
  }
}

async function inTurn<T>(questions: readonly (() => Promise<void>)[], then: T): Promise<T> {
  for (const ask of questions) await ask();
  return then;
}
