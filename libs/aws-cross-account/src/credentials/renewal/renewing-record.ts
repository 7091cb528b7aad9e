import { type CredentialState, credentialState } from './refresh-policy.js';
import { Postponement } from './postponement.js';
import { KeyTrust, type Rejection } from './key-trust.js';
import type { RecordCondition } from './record-condition.js';
import type { Asked, Renewable, RenewalPort } from './renewal-port.js';
import { isDenial, isUnreachable } from './unreachable.js';

/** What a caller needs beyond credentials that are valid now. */
export interface CredentialNeed {
  readonly minValidMs?: number;
  /** Obtained after the call. */
  readonly fresh?: boolean;
  /** Where nobody holds a session yet, and nobody waits for it, others go first. */
  readonly patient?: boolean | undefined;
}

/** After a first denial of a session in use, how long until it is confirmed. */
const CONFIRM_DENIAL_MS = 30_000;
/** How far the clocks may drift apart before the machine must have slept, or its clock been set. */
const JUMP_MS = 30_000;

/**
 * One set of credentials that renews itself when it is used. However many callers ask at once, one renewal is in flight, and
 * all who wait for it get its answer.
 */
export class RenewingRecord<T extends Renewable> {
  #current: T | undefined;
  #renewal: Promise<T> | undefined;
  /** Of a first renewal that can wait. */
  #hurry: AbortController | undefined;
  #lastFailure: unknown;
  /** By the wall clock. */
  #failedAt = 0;
  readonly #postponement: Postponement;
  #failedSinceExpiry = false;
  /** When a session in use was first denied. */
  #deniedAt = Number.POSITIVE_INFINITY;
  readonly #trust = new KeyTrust();
  /** By how much the wall clock was ahead of the monotonic one when the credentials came. */
  #drift = 0;

  constructor(private readonly port: RenewalPort<T>) {
    this.#postponement = new Postponement(port.clock, () => port.recoveries());
  }

  /** What it holds, expired or not. */
  get current(): T | undefined {
    return this.#current;
  }

  get renewing(): boolean {
    return this.#renewal !== undefined;
  }

  /** Whether nothing would be lost with it. */
  get blank(): boolean {
    return this.#current === undefined && !this.#trust.refused && this.#postponement.over;
  }

  /**
   * What it holds, if that is fresh. For those who come all the time: no promise, no work.
   *
   * @param now of the monotonic clock
   * @param wall of the other one
   */
  fresh(now: number, wall: number): T | undefined {
    const current = this.#current;
    if (!current || this.#trust.doubted) return undefined;
    return this.#stateOf(current, now, wall) === 'fresh' ? current : undefined;
  }

  /**
   * How it is. For people: nobody waits, and nothing follows from it.
   *
   * @param now of the monotonic clock
   * @param wall of the other one
   */
  condition(now: number, wall: number): RecordCondition {
    const current = this.#current;
    return {
      state: current && this.#stateOf(current, now, wall),
      life: current?.life,
      renewing: this.renewing,
      stale: current !== undefined && this.#mayServeStale(current),
      failure: this.#lastFailure === undefined ? undefined : { error: this.#lastFailure, at: this.#failedAt },
      failures: this.#postponement.failures,
      postponedTo: this.#postponement.over ? undefined : this.#postponement.latest,
    };
  }

  /** @throws what `obtain` rejects with, and the error of `refused` */
  get(need: CredentialNeed = {}): Promise<T> {
    const current = this.#current;
    if (current) return this.#kept(current, need);
    if (!this.#renewal) return this.#first(need);
    // Many may wait for a first session at once, and all for the same promise.
    if (!need.patient) this.#hurry?.abort();
    return this.#renewal;
  }

  async #kept(current: T, { minValidMs = 0, fresh = false }: CredentialNeed): Promise<T> {
    const now = this.port.clock.monotonic();
    const tooShort = minValidMs > 0 && this.#left(current, now) < minValidMs;
    if (fresh || tooShort) return this.#renew(true);
    if (this.#trust.doubted && this.#left(current, now) > 0) return this.#renewOr(current);
    switch (this.#stateOf(current, now, this.port.clock.now())) {
      case 'fresh':
        return current;
      case 'advisory':
        return this.#ahead(current);
      case 'mandatory':
        return this.#postponement.over ? this.#renewOr(current) : current;
      case 'expired':
        return this.#pastExpiry(current);
    }
  }

  /**
   * A service did not take a key. One that has expired is never handed out again. One that the service does not know is replaced
   * at most once in five minutes, and only by another: it may be the service that is wrong.
   */
  reject(accessKeyId: string, answer: 'expired' | 'unknown'): Rejection {
    const current = this.#current;
    if (current?.accessKeyId !== accessKeyId) return 'replaced-before';
    const now = this.port.clock.monotonic();
    if (answer === 'unknown') return this.#trust.doubt(now);
    this.#current = undefined;
    this.#postponement.until(this.#trust.refuse(accessKeyId, now));
    return 'replaced';
  }

  #stateOf({ life }: T, now: number, wall: number): CredentialState {
    const state = credentialState(life, now, this.port.settings.windows);
    return state === 'fresh' && wall - now - this.#drift > JUMP_MS ? 'advisory' : state;
  }

  /** What is left of the life, less what the machine may have slept of it. */
  #left({ life }: T, now: number): number {
    const jump = this.port.clock.now() - now - this.#drift;
    return life.expiresAt - now - (jump > JUMP_MS ? jump : 0);
  }

  async #first({ fresh = false, patient }: CredentialNeed): Promise<T> {
    if (!this.#trust.refused) {
      if (!fresh && !this.#postponement.over) throw this.#lastFailure;
      this.#hurry = patient ? new AbortController() : undefined;
      return this.#renew(true, { hurry: this.#hurry?.signal });
    }
    if (!this.#postponement.over) throw this.port.refused(this.#lastFailure);
    try {
      return await this.#renewForCaller();
    } catch (cause) {
      throw isUnreachable(cause) ? this.port.refused(cause) : cause;
    }
  }

  async #ahead(current: T): Promise<T> {
    if (this.#renewal || !this.#postponement.over) return current;
    if (this.port.settings.onDemand)
      return this.#renew(false).catch((error: unknown) => this.#fallBackTo(current, error));
    const cause = this.port.cause();
    this.port.outside(() => void this.#renew(false, { cause }).catch(ignoreSinceNobodyWaits));
    return current;
  }

  async #renewOr(current: T): Promise<T> {
    try {
      return await this.#renewForCaller();
    } catch (error) {
      if (current.life.expiresAt <= this.port.clock.monotonic()) throw error;
      return this.#fallBackTo(current, error);
    }
  }

  async #pastExpiry(current: T): Promise<T> {
    if (this.#mayServeStale(current)) {
      this.port.servedStale(current);
      return this.#ahead(current);
    }
    if (this.#failedSinceExpiry && !this.#renewal && !this.#postponement.over) throw this.#lastFailure;
    try {
      return await this.#renewForCaller();
    } catch (error) {
      if (!this.#mayServeStale(current)) throw error;
      const stale = this.#fallBackTo(current, error);
      this.port.servedStale(stale);
      return stale;
    }
  }

  /** What was held before a renewal failed, unless it was refused or dropped meanwhile. */
  #fallBackTo(current: T, error: unknown): T {
    if (this.#current === current) return current;
    throw this.#trust.refused ? this.port.refused(error) : error;
  }

  /** While STS says nothing, and only after it was asked in vain. */
  #mayServeStale({ life }: T): boolean {
    const until = life.expiresAt + this.port.settings.staleMs;
    return this.#failedSinceExpiry && isUnreachable(this.#lastFailure) && this.port.clock.monotonic() < until;
  }

  /** The first failure is fought as long as that may help. After it, those who have something to fall back to wait no longer. */
  #renewForCaller(): Promise<T> {
    return this.#renew(this.#postponement.failures === 0);
  }

  #renew(
    awaited: boolean,
    { cause = this.port.cause(), hurry }: Pick<Asked, 'cause' | 'hurry'> = {},
  ): Promise<T> {
    this.#renewal ??= this.port.outside(() =>
      this.#obtain({ awaited, first: this.#current === undefined, hurry, cause }).finally(() => {
        this.#renewal = undefined;
      }),
    );
    return this.#renewal;
  }

  async #obtain(asked: Asked): Promise<T> {
    for (;;) {
      const drift = this.#driftNow();
      try {
        const credentials = await this.port.obtain(asked);
        if (this.#trust.isRefused(credentials.accessKeyId, this.port.clock.monotonic()))
          throw this.port.refused(undefined);
        this.#take(credentials);
        this.port.renewed();
        return credentials;
      } catch (error) {
        // A machine that slept meanwhile has lost its connections: that says nothing about STS.
        if (this.#driftNow() - drift > JUMP_MS) continue;
        this.#noteFailure(error);
        this.port.failed(error);
        throw error;
      }
    }
  }

  #take(credentials: T): void {
    this.#current = credentials;
    this.#lastFailure = undefined;
    this.#failedSinceExpiry = false;
    this.#deniedAt = Number.POSITIVE_INFINITY;
    this.#trust.renew();
    this.#postponement.clear();
    this.#drift = this.#driftNow();
  }

  #noteFailure(error: unknown): void {
    const now = this.port.clock.monotonic();
    const inNeed = this.#current === undefined || this.#current.life.expiresAt <= now;
    this.#lastFailure = error;
    this.#failedAt = this.port.clock.now();
    this.#trust.giveUpDoubt();
    this.#failedSinceExpiry = this.#current !== undefined && inNeed;
    this.#postponement.afterFailure(inNeed);
    if (isDenial(error)) this.#denied(now);
    // Nothing to fall back to: whoever comes asks again, unless that is in vain.
    else if (this.#current === undefined && !this.#trust.refused)
      this.#postponement.until(now + this.port.restAfter(error));
  }

  /** A session in use is not given up for one denial. */
  #denied(now: number): void {
    const confirmed = now - this.#deniedAt >= CONFIRM_DENIAL_MS;
    if (confirmed && this.port.believesDenials() && !this.port.settings.keepDenied) {
      this.#current = undefined;
    } else {
      this.#deniedAt = Math.min(this.#deniedAt, now);
      this.#postponement.until(now + CONFIRM_DENIAL_MS);
    }
  }

  #driftNow(): number {
    return this.port.clock.now() - this.port.clock.monotonic();
  }
}

/** Whoever asks once it is about to expire waits for the renewal, and sees its error then. */
function ignoreSinceNobodyWaits(): void {}
