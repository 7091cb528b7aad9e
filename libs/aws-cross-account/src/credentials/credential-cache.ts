import { LRUCache } from 'lru-cache';
import { SessionTooShortError } from '../errors/credential.errors.js';
import type { AccountSession } from '../target/role-session.js';
import type { Clock } from './clock.js';
import type { CredentialSource } from './credential-source.js';
import { credentialState } from './refresh-policy.js';
import type { SessionCredentials } from './session-credentials.js';

const MAX_RECORDS = 20_000;
/** After a failed renewal of credentials that are still valid. */
const WAIT_AFTER_FAILURE_MS = 5_000;

interface CredentialRecord {
  readonly session: AccountSession;
  current?: SessionCredentials;
  renewal?: Promise<SessionCredentials>;
  /** No renewal of valid credentials before this time. */
  notBefore: number;
}

/** What a caller needs beyond valid credentials. */
export interface CredentialNeed {
  readonly minValidMs?: number;
  readonly fresh?: boolean;
}

export interface CredentialCacheStats {
  /** Sessions whose credentials are held now. */
  readonly cached: number;
  /** Calls to the source that have not been answered yet. */
  readonly inFlight: number;
  /** Calls to the source since the start, by outcome; retries are not counted apart. */
  readonly obtained: number;
  readonly failed: number;
}

/**
 * One record of credentials per session, shared by everyone who works in it.
 *
 * However many callers ask at once, one call to the source is in flight per session, and all get its answer. Credentials are
 * renewed before they expire; a renewal that fails leaves valid ones in use. At most 20,000 records are kept; the least
 * recently used go first, and a call in flight is still answered.
 */
export class CredentialCache {
  readonly #records = new LRUCache<string, CredentialRecord>({ max: MAX_RECORDS });
  #inFlight = 0;
  #obtained = 0;
  #failed = 0;

  constructor(
    private readonly source: CredentialSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @param key `sessionKey(session)`
   * @throws SessionTooShortError when even new credentials are not valid for as long as needed
   */
  async get(
    key: string,
    session: AccountSession,
    { minValidMs = 0, fresh = false }: CredentialNeed = {},
  ): Promise<SessionCredentials> {
    const record = this.#recordOf(key, session);
    const { current } = record;
    if (!current || fresh) return this.#checkLife(await this.#renew(record), minValidMs);
    const now = this.clock.now();
    if (current.expiresAt - now < minValidMs) return this.#checkLife(await this.#renew(record), minValidMs);
    switch (credentialState(current, now)) {
      case 'fresh':
        return current;
      case 'advisory':
        if (now >= record.notBefore) this.#renew(record).catch(ignoreSinceCurrentIsValid);
        return current;
      case 'mandatory':
        return now < record.notBefore ? current : this.#renewOrKeep(record, current);
      case 'expired':
        return this.#renew(record);
    }
  }

  /** Forgets the credentials of one session. A call in flight is still answered to those who wait, but not kept. */
  forget(key: string): void {
    this.#records.delete(key);
  }

  /** Forgets every session in an account. */
  forgetAccount(accountId: string): void {
    for (const [key, { session }] of this.#records.entries()) {
      if (session.accountId === accountId) this.#records.delete(key);
    }
  }

  stats(): CredentialCacheStats {
    return {
      cached: [...this.#records.values()].filter(({ current }) => current !== undefined).length,
      inFlight: this.#inFlight,
      obtained: this.#obtained,
      failed: this.#failed,
    };
  }

  #checkLife(credentials: SessionCredentials, minValidMs: number): SessionCredentials {
    const left = credentials.expiresAt - this.clock.now();
    if (left >= minValidMs) return credentials;
    throw new SessionTooShortError(minValidMs / 1_000, Math.max(0, Math.floor(left / 1_000)), credentials);
  }

  #recordOf(key: string, session: AccountSession): CredentialRecord {
    const known = this.#records.get(key);
    if (known) return known;
    const record: CredentialRecord = { session, notBefore: 0 };
    this.#records.set(key, record);
    return record;
  }

  async #renewOrKeep(record: CredentialRecord, current: SessionCredentials): Promise<SessionCredentials> {
    try {
      return await this.#renew(record);
    } catch (error) {
      if (credentialState(current, this.clock.now()) === 'expired') throw error;
      return current;
    }
  }

  #renew(record: CredentialRecord): Promise<SessionCredentials> {
    record.renewal ??= this.#obtain(record).finally(() => {
      delete record.renewal;
    });
    return record.renewal;
  }

  async #obtain(record: CredentialRecord): Promise<SessionCredentials> {
    this.#inFlight += 1;
    try {
      record.current = await this.source(record.session);
      record.notBefore = 0;
      this.#obtained += 1;
      return record.current;
    } catch (error) {
      record.notBefore = this.clock.now() + WAIT_AFTER_FAILURE_MS;
      this.#failed += 1;
      throw error;
    } finally {
      this.#inFlight -= 1;
    }
  }
}

/** Whoever asks once they are about to expire waits for the renewal, and sees its error then. */
function ignoreSinceCurrentIsValid(): void {}
