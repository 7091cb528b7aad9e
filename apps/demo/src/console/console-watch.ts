import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, Optional } from '@nestjs/common';
import { CrossAccountClientFactory, type RoleSessionStatus } from 'nestjs-aws-cross-account';
import { EmbeddedAws } from '../embedded-aws/embedded-aws.js';
import { publicProblem } from '../problems/public-problem.js';
import { Slots } from '../requests/slots.js';
import { ACCOUNT_SOURCE, type AccountSource } from './account-source.js';
import { accountRow } from './account-row.js';
import { CallRate } from './call-rate.js';
import type { AccountRow, ConsoleEvent, StatsEvent } from './console-event.js';
import { News } from './news.js';
import { RoleChecks, sessionsOf } from './role-checks.js';

const LOOK_MS = 500;
/** Each looks for itself. */
const MAX_STREAMS = 20;

/** Looks at what the library knows, and tells what has changed. It asks nothing of AWS but who the accounts are. */
@Injectable()
export class ConsoleWatch implements BeforeApplicationShutdown {
  readonly #closing = new AbortController();
  readonly #slots = new Slots(MAX_STREAMS, 'TOO_MANY_STREAMS', 'streams');

  constructor(
    private readonly factory: CrossAccountClientFactory,
    private readonly checks: RoleChecks,
    @Inject(ACCOUNT_SOURCE) private readonly source: AccountSource,
    @Optional() private readonly embedded?: EmbeddedAws,
  ) {}

  /** Open streams would hold the shutdown, which waits for answers that are under way. */
  beforeApplicationShutdown(): void {
    this.#closing.abort();
  }

  /**
   * All that is to be shown, and then what changes, until the signal is aborted or the application shuts down.
   *
   * @throws ServiceUnavailableException while too many read it
   */
  async *events(signal: AbortSignal): AsyncGenerator<ConsoleEvent> {
    const leave = this.#slots.take();
    try {
      yield* this.#news(signal);
    } finally {
      leave();
    }
  }

  async *#news(signal: AbortSignal): AsyncGenerator<ConsoleEvent> {
    const ending = AbortSignal.any([signal, this.#closing.signal]);
    const news = new News();
    const rate = new CallRate();
    while (!ending.aborted) {
      yield* news.of(await this.#look(), this.#stats(rate), this.embedded?.state);
      await delay(LOOK_MS, undefined, { signal: ending }).catch(() => undefined);
    }
  }

  async #look(): Promise<AccountRow[] | { code: string; message: string }> {
    const now = Date.now();
    const sessions = byAccount(sessionsOf(this.factory));
    const rows: AccountRow[] = [];
    try {
      for await (const account of this.source.accounts())
        rows.push(accountRow(account, sessions.get(account.id) ?? [], this.checks.last(account.id), now));
      return rows;
    } catch (error) {
      return publicProblem(error);
    }
  }

  #stats(rate: CallRate): StatsEvent {
    const stats = this.factory.stats();
    const { hubRole, sts } = this.factory.health();
    return {
      type: 'stats',
      ...stats,
      stsCallsPerSecond: rate.add(stats.sts.attempts, performance.now()),
      hubRole: hubRole.state,
      stsThrottled: sts.throttled,
    };
  }
}

function byAccount(sessions: readonly RoleSessionStatus[]): Map<string, RoleSessionStatus[]> {
  const groups = new Map<string, RoleSessionStatus[]>();
  for (const session of sessions)
    groups.set(session.accountId, [...(groups.get(session.accountId) ?? []), session]);
  return groups;
}
