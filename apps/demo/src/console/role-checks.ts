import { Inject, Injectable } from '@nestjs/common';
import {
  AccountSweep,
  CrossAccountClientFactory,
  type RoleSessionStatus,
  type SweepResult,
} from 'nestjs-aws-cross-account';
import { type PublicProblem, publicProblem } from '../problems/public-problem.js';
import { Slots } from '../requests/slots.js';
import { ACCOUNT_SOURCE, type AccountSource } from './account-source.js';
import type { Reach } from './console-event.js';

/** Each has workers of its own. */
const MAX_CHECKS = 8;

/** What came of trying to assume the role in an account. */
export interface RoleCheck {
  readonly reach: Reach;
  readonly problem?: PublicProblem;
  readonly durationMs: number;
}

export interface CheckOrder {
  /** Default: all. */
  readonly accountIds?: readonly string[] | undefined;
  /** Assume the roles anew, even where a session is held and well. */
  readonly fresh?: boolean | undefined;
  /** In whose name, as of a sweep. */
  readonly principal?: unknown;
  readonly signal?: AbortSignal;
}

export interface CheckSummary {
  readonly checked: number;
  readonly reachable: number;
  readonly unreachable: number;
}

/** Assumes the role in each account, to know where it can be. Sessions that are held cost no call of STS; what failed is tried anew. */
@Injectable()
export class RoleChecks {
  readonly #last = new Map<string, RoleCheck>();
  readonly #slots = new Slots(MAX_CHECKS, 'TOO_MANY_CHECKS', 'checks');

  constructor(
    private readonly sweep: AccountSweep,
    private readonly factory: CrossAccountClientFactory,
    @Inject(ACCOUNT_SOURCE) private readonly source: AccountSource,
  ) {}

  /** What the last check of an account found. */
  last(accountId: string): RoleCheck | undefined {
    return this.#last.get(accountId);
  }

  /** Resolves when all are through, or the signal is aborted. Rejects when the accounts cannot be listed, the hub role cannot be used, or too many checks are under way. */
  async run({ accountIds, fresh = false, ...orderer }: CheckOrder = {}): Promise<CheckSummary> {
    const failing = this.#forgetDenials(accountIds);
    const options = { ...orderer, giveUpAfterDenied: Infinity, accounts: accountIds ?? this.source };
    const sweep = this.sweep.run(options, (target, { signal }) =>
      this.factory.assume(target, { fresh: fresh || failing.has(target.accountId), signal }),
    );
    const leave = this.#slots.take();
    try {
      for await (const result of sweep) this.#last.set(result.target.accountId, checkOf(result));
    } catch (error) {
      if (!orderer.signal?.aborted) throw error;
    } finally {
      leave();
    }
    const { done, ok, failed } = sweep.summary();
    return { checked: done, reachable: ok, unreachable: failed };
  }

  /** @returns the accounts whose session failed lately and is still held */
  #forgetDenials(accountIds: readonly string[] | undefined): ReadonlySet<string> {
    const wanted = accountIds && new Set(accountIds);
    const failed = sessionsOf(this.factory).filter(
      ({ accountId, lastError }) => lastError && wanted?.has(accountId) !== false,
    );
    for (const { accountId, state } of failed) {
      if (state === 'denied') this.factory.invalidateAccount(accountId);
    }
    return new Set(failed.map(({ accountId }) => accountId));
  }
}

/** All role sessions that a factory knows. */
export function sessionsOf(factory: CrossAccountClientFactory): RoleSessionStatus[] {
  const all: RoleSessionStatus[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const { sessions, next }: ReturnType<typeof factory.sessions> = factory.sessions({ after, limit: 1_000 });
    all.push(...sessions);
    after = next;
  }
  return all;
}

function checkOf(result: SweepResult<unknown>): RoleCheck {
  const durationMs = Math.round(result.durationMs);
  if (result.status === 'ok') return { reach: 'reachable', durationMs };
  if (result.status === 'failed')
    return { reach: 'unreachable', problem: publicProblem(result.error), durationMs };
  return { reach: result.reason === 'hub-account' ? 'own' : 'refused', durationMs };
}
