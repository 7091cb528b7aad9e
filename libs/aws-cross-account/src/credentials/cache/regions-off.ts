import type { AccountSession } from '../../target/role-session.js';
import type { Clock } from '../clock.js';
import type { Rejection } from '../renewal/key-trust.js';
import { leastRecentlyUsed } from '../../target/least-recently-used.js';

const REMEMBERED_MS = 900_000;
const MAX = 20_000;

/**
 * Where an account's good keys are not known, because it has not switched the region on: there a new key would not help. It is
 * remembered for a quarter of an hour.
 */
export class RegionsOff {
  /** The last key of each session that was to be replaced because a service did not know it. */
  readonly #unknown = new WeakMap<AccountSession, UnknownKey>();
  readonly #until = leastRecentlyUsed<string, { readonly accountId: string; readonly time: number }>(MAX);

  constructor(private readonly clock: Clock) {}

  has(accountId: string, region: string): boolean {
    const off = this.#until.get(keyOf(accountId, region));
    return off !== undefined && this.clock.monotonic() < off.time;
  }

  /** A service did not know a key of a session. When it did not know the one before either, the region is off. */
  note(key: UnknownKey & { readonly session: AccountSession }, rejection: Rejection): void {
    const { session, accessKeyId, region } = key;
    if (rejection === 'replaced') this.#unknown.set(session, { accessKeyId, region });
    const before = this.#unknown.get(session);
    if (rejection === 'kept' && before?.region === region && before.accessKeyId !== accessKeyId)
      this.#add(session.accountId, region);
  }

  forgetAccount(accountId: string): void {
    for (const [key, off] of this.#until.entries()) {
      if (off.accountId === accountId) this.#until.delete(key);
    }
  }

  #add(accountId: string, region: string): void {
    const time = this.clock.monotonic() + REMEMBERED_MS;
    this.#until.set(keyOf(accountId, region), { accountId, time });
  }
}

interface UnknownKey {
  readonly accessKeyId: string;
  readonly region: string;
}

/** An account id is 12 digits, so nothing can be taken for something else. */
function keyOf(accountId: string, region: string): string {
  return `${accountId}/${region}`;
}
