import { AsyncResource } from 'node:async_hooks';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { LRUCache } from 'lru-cache';
import { FactoryClosedError } from '../../errors/client.errors.js';
import { CredentialsExpiredError, WrongAccountError } from '../../errors/credential.errors.js';
import type { CrossAccountError } from '../../errors/cross-account.error.js';
import type { AccountSession } from '../../target/role-session.js';
import type { Clock } from '../clock.js';
import type { CredentialSource } from '../credential-source.js';
import type { CredentialEvents, KeyAnswer } from '../events.js';
import { nameOf, type RoleSessionStatus, statusOf } from '../diagnostics/role-session-status.js';
import { HubSuspicion } from '../hub/hub-suspicion.js';
import type { Asked } from '../renewal/renewal-port.js';
import type { RenewalSettings } from '../renewal/renewal-settings.js';
import { type CredentialNeed, RenewingRecord } from '../renewal/renewing-record.js';
import { isDenial } from '../renewal/unreachable.js';
import type { SessionCredentials } from '../session-credentials.js';
import { type EngineTelemetry, noTelemetry, obtaining } from '../telemetry.js';
import type { CredentialCacheStats } from './credential-cache-stats.js';
import { CACHE_DEFAULTS, type CacheOptions } from './cache-settings.js';
import { Denials, type DenialsTold } from './denials.js';
import { ofFailure, ofSession } from './event-payloads.js';
import { longEnough } from './min-valid.js';
import { isFinal, restAfter } from './outcomes.js';
import { RegionsOff } from './regions-off.js';
import { leastRecentlyUsed } from '../../target/least-recently-used.js';

/** What the cache works with. */
export interface CredentialCacheParts {
  readonly source: CredentialSource;
  readonly clock: Clock;
  readonly events: CredentialEvents;
  readonly renewal: RenewalSettings;
  readonly limits?: CacheOptions;
  /** See `RenewalPort.recoveries`. */
  readonly recoveries: () => number;
  /** Whether anybody may name accounts, so that the denial of a role which never worked says nothing of the hub role. */
  readonly strangersNameAccounts?: boolean;
  /** Default: nobody watches. */
  readonly telemetry?: EngineTelemetry;
}

interface CacheEntry {
  readonly id: number;
  readonly session: AccountSession;
  readonly record: RenewingRecord<SessionCredentials>;
  /** Whether it was ever held. */
  worked: boolean;
}

/**
 * One record of credentials per session, shared by everyone who works in it, and the refusals of sessions that cannot be had.
 *
 * Everything that it does of its own accord happens outside of the context of whoever caused it: no request's store is kept
 * alive by a renewal.
 */
export class CredentialCache {
  readonly #entries: LRUCache<string, CacheEntry>;
  readonly #denials: Denials;
  readonly #suspicion: HubSuspicion;
  readonly #regionsOff: RegionsOff;
  readonly #outside = new AsyncResource('CrossAccountCredentials');
  #inFlight = 0;
  #lastId = 0;
  readonly #counts = {
    obtained: 0,
    failed: 0,
    refreshed: 0,
    hits: 0,
    misses: 0,
    refused: 0,
    servedStale: 0,
    evicted: 0,
  };
  readonly #telemetry: EngineTelemetry;

  constructor(private readonly parts: CredentialCacheParts) {
    this.#telemetry = parts.telemetry ?? noTelemetry;
    const { clock, limits = {}, events } = parts;
    this.#denials = new Denials(limits.denials ?? CACHE_DEFAULTS.denials, clock);
    this.#suspicion = new HubSuspicion(clock, events);
    this.#regionsOff = new RegionsOff(clock);
    this.#entries = leastRecentlyUsed(
      limits.credentials ?? CACHE_DEFAULTS.credentials,
      (entry, _, reason) => {
        if (reason !== 'evict') return;
        this.#counts.evicted += 1;
        events.publish('evicted', ofSession(entry.session));
      },
    );
  }

  /**
   * @param key `sessionKey(session)`
   * @throws SessionTooShortError when even new credentials are not valid for as long as needed
   */
  async get(key: string, session: AccountSession, need?: CredentialNeed): Promise<SessionCredentials> {
    const known = this.#entries.get(key);
    if (!known && !need?.fresh) {
      const denial = this.#denials.of(key);
      if (denial) {
        this.#counts.refused += 1;
        throw this.#suspicion.explain(denial);
      }
    }
    const { record } = known ?? this.#open(key, session);
    const { current } = record;
    try {
      const credentials = await record.get(need);
      if (credentials === current) this.#counts.hits += 1;
      else this.#counts.misses += 1;
      return longEnough(credentials, need?.minValidMs ?? 0, this.parts.clock.monotonic());
    } catch (error) {
      this.#counts.misses += 1;
      throw this.#suspicion.explain(error);
    }
  }

  /** The credentials of a session as an SDK's identity, a new object each time. */
  async identity(
    key: string,
    session: AccountSession,
    need?: CredentialNeed,
  ): Promise<AwsCredentialIdentity> {
    const { clock } = this.parts;
    const now = clock.monotonic();
    const wall = clock.now();
    const fresh = this.#entries.get(key)?.record.fresh(now, wall);
    if (fresh && !need?.fresh && fresh.life.expiresAt - now >= (need?.minValidMs ?? 0)) {
      this.#counts.hits += 1;
      return fresh.toIdentity(now, wall);
    }
    const credentials = await this.get(key, session, need);
    return credentials.toIdentity(clock.monotonic(), clock.now());
  }

  /**
   * A service in a region did not take a key; see `RenewingRecord.reject`. When it does not know the next key either, the account
   * has not switched the region on, and keys are no longer replaced for that.
   *
   * @returns whether another try can help
   */
  reject(key: string, accessKeyId: string, answer: KeyAnswer, region: string): boolean {
    const entry = this.#entries.peek(key);
    if (!entry) return true;
    const { record, session } = entry;
    if (answer === 'unknown' && this.#regionsOff.has(session.accountId, region)) return false;
    const rejection = record.reject(accessKeyId, answer === 'expired' ? 'expired' : 'unknown');
    if (answer === 'unknown') this.#regionsOff.note({ session, accessKeyId, region }, rejection);
    if (rejection === 'replaced') this.parts.events.publish('rejected', { ...ofSession(session), answer });
    return rejection !== 'kept';
  }

  /** Whether by our own clock a key has expired. Also true of one that is no longer held. */
  hasExpired(key: string, accessKeyId: string): boolean {
    const current = this.#entries.peek(key)?.record.current;
    return current?.accessKeyId !== accessKeyId || current.life.expiresAt <= this.parts.clock.monotonic();
  }

  /** Forgets one session, refused or not. A call in flight is still answered to those who wait, but its outcome is not kept. */
  forget(key: string): void {
    this.#entries.delete(key);
    this.#denials.forget(key);
  }

  /** Forgets every session in an account. */
  forgetAccount(accountId: string): void {
    for (const [key, { session }] of this.#entries.entries()) {
      if (session.accountId === accountId) this.#entries.delete(key);
    }
    this.#denials.forgetAccount(accountId);
    this.#regionsOff.forgetAccount(accountId);
  }

  stats(): CredentialCacheStats {
    return {
      cached: [...this.#entries.values()].filter(({ record }) => record.current !== undefined).length,
      denied: this.#denials.size,
      inFlight: this.#inFlight,
      ...this.#counts,
    };
  }

  /** Every session that is known, each once, in any order: to be read at once, since all are of one moment. */
  *statuses(denials: DenialsTold = 'all'): Generator<RoleSessionStatus, undefined> {
    const { clock } = this.parts;
    const moment = { now: clock.monotonic(), wall: clock.now() };
    for (const { id, session, record } of this.#entries.values())
      yield statusOf(id, session, record.condition(moment.now, moment.wall), moment);
    for (const [key, status] of this.#denials.statuses(moment, denials))
      if (!this.#entries.has(key)) yield status;
  }

  /** What denials are explained by now; undefined while the hub role is not suspected. */
  get suspicion(): Error | undefined {
    return this.#suspicion.explanation;
  }

  #open(key: string, session: AccountSession): CacheEntry {
    const { clock, renewal, recoveries, events } = this.parts;
    const record: RenewingRecord<SessionCredentials> = new RenewingRecord({
      clock,
      settings: renewal,
      recoveries,
      obtain: (asked) => this.#obtain(session, asked),
      cause: () => this.#telemetry.cause(),
      outside: (work) => this.#outside.runInAsyncScope(work),
      restAfter,
      believesDenials: () => this.#suspicion.current === undefined,
      refused: (cause) => new CredentialsExpiredError({ place: session, cause }),
      renewed: () => this.#succeeded(key, entry),
      failed: (error) => this.#gaveUp(key, entry, error),
      servedStale: ({ life }) => {
        this.#counts.servedStale += 1;
        events.publish('servedStale', {
          ...ofSession(session),
          expiredForMs: clock.monotonic() - life.expiresAt,
        });
      },
    });
    const { id = this.#nextId(), worked = false } = this.#denials.sessionOf(key) ?? {};
    const entry: CacheEntry = { id, session, record, worked };
    this.#entries.set(key, entry);
    return entry;
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  async #obtain(session: AccountSession, asked: Asked): Promise<SessionCredentials> {
    const { clock, events, source } = this.parts;
    const began = clock.monotonic();
    this.#inFlight += 1;
    try {
      const work = (): Promise<SessionCredentials> => source(session, asked);
      const credentials = await this.#telemetry.obtain(obtaining(session, asked), work);
      if (!asked.first) this.#counts.refreshed += 1;
      events.publish(asked.first ? 'assumed' : 'refreshed', {
        ...ofSession(session),
        expiration: credentials.expiration(clock.monotonic(), clock.now()),
        durationMs: clock.monotonic() - began,
      });
      return credentials;
    } finally {
      this.#inFlight -= 1;
    }
  }

  #succeeded(key: string, entry: CacheEntry): void {
    const { session, record } = entry;
    entry.worked = true;
    this.#counts.obtained += 1;
    if (this.#entries.peek(key)?.record === record) this.#denials.forget(key);
    if (session.kind === 'assume-role') this.#suspicion.note(key, false);
  }

  #gaveUp(key: string, { id, session, record, worked }: CacheEntry, error: unknown): void {
    if (error instanceof FactoryClosedError) return;
    this.#counts.failed += 1;
    if (isDenial(error) && this.#saysMore(record.current !== undefined, error))
      this.#suspicion.note(key, true);
    this.#publishFailure(session, record.current, error);
    const { current } = record;
    const lasts = current !== undefined && current.life.expiresAt > this.parts.clock.monotonic();
    if (lasts || this.#entries.peek(key)?.record !== record) return;
    const final = isFinal(error);
    // What nobody ever had takes no place from what somebody has.
    if (final || record.blank) this.#entries.delete(key);
    if (!final) return;
    const denied = { id, name: nameOf(session), worked };
    const rememberedForMs = this.#denials.remember(key, denied, error, !this.#saysMore(worked, error));
    this.parts.events.publish('denied', { ...ofFailure(session, error), rememberedForMs });
  }

  /** Whether a refusal says something of this application, and not only of an account that anybody may have named. */
  #saysMore(worked: boolean, error: CrossAccountError): boolean {
    if (!this.parts.strangersNameAccounts || worked) return true;
    return isDenial(error) && error.deniedBy === 'hub-permissions';
  }

  #publishFailure(session: AccountSession, current: SessionCredentials | undefined, error: unknown): void {
    const failure = ofFailure(session, error);
    if (error instanceof WrongAccountError) this.parts.events.publish('wrongAccount', failure);
    if (current === undefined) return;
    const validForMs = Math.max(0, current.life.expiresAt - this.parts.clock.monotonic());
    this.parts.events.publish('refreshFailed', { ...failure, validForMs });
  }
}
