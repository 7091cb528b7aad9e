import type { RoleSession } from '../../target/role-session.js';
import { sessionKey } from '../../target/role-session.js';
import { CredentialCache } from '../cache/credential-cache.js';
import { CredentialEvents, type CredentialEventMap, type CredentialEventName } from '../events.js';
import { type RenewalOptions, renewalSettings } from '../renewal/renewal-settings.js';
import type { CredentialNeed } from '../renewal/renewing-record.js';
import type { SessionCredentials } from '../session-credentials.js';
import { Pace } from '../sts/pace.js';
import { StsCaller } from '../sts/sts-caller.js';
import { StsEndpoints } from '../sts/sts-endpoints.js';
import { stsSettings } from '../sts/sts-settings.js';
import { TokenBucket } from '../sts/token-bucket.js';
import { ManualClock } from './manual-clock.js';
import { credentials } from './scripted-source.js';

interface Role {
  readonly key: string;
  readonly session: RoleSession;
}

export type StsState = 'up' | 'down' | 'throttling';

/** What an error of the SDK looks like, as far as it is read. */
const upstream = (name: string, httpStatusCode: number): Error =>
  Object.assign(new RangeError(''), { name, $metadata: { httpStatusCode } });

/** A generator of the same numbers each time, so that a simulation can be repeated. */
function dice(): () => number {
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** The whole engine in virtual time, with an STS that answers at once and does what a test says. */
export class SimulatedEngine {
  readonly clock = new ManualClock(undefined, dice());
  readonly published: [CredentialEventName, CredentialEventMap[CredentialEventName]][] = [];
  readonly cache: CredentialCache;
  readonly pace: Pace;
  /** When STS was called, in milliseconds since the start. */
  readonly calls: number[] = [];
  readonly denied = new Set<string>();
  sts: StsState = 'up';
  /** A code that every call is refused with. */
  refusal: string | undefined;
  /** How many calls a second STS takes. */
  limit: TokenBucket | undefined;
  readonly #startedAt = this.clock.monotonic();
  readonly #roles = new Map<string, Role>();
  #serial = 0;

  constructor(options: RenewalOptions & { readonly lifeMs?: number } = {}) {
    const { clock } = this;
    const { pace, limits } = stsSettings();
    const endpoints = new StsEndpoints([{ region: 'home', client: 'home' }], clock);
    const events = new CredentialEvents();
    events.publish = (event, payload) => void this.published.push([event, payload]);
    this.pace = new Pace(pace, clock);
    const caller = new StsCaller({ endpoints, pace: this.pace, limits, clock, events });
    this.cache = new CredentialCache({
      clock,
      events,
      renewal: renewalSettings(options, {}),
      recoveries: () => endpoints.recoveries,
      source: ({ accountId }, { awaited, first }) =>
        caller.call({
          urgency: first ? 'first-use' : 'renewal',
          awaited,
          place: { accountId, roleArn: roleArnOf(accountId) },
          send: async () => this.#answer(accountId, options.lifeMs),
        }),
    });
  }

  get elapsed(): number {
    return this.clock.monotonic() - this.#startedAt;
  }

  use(accountId: string, need?: CredentialNeed): Promise<SessionCredentials> {
    const { key, session } = this.#roleOf(accountId);
    return this.cache.get(key, session, need);
  }

  /** A service did not take a key. */
  reject(
    accountId: string,
    accessKeyId: string,
    answer: 'expired' | 'unknown' = 'expired',
    region = 'eu-west-1',
  ): boolean {
    return this.cache.reject(this.#roleOf(accountId).key, accessKeyId, answer, region);
  }

  eventsOf(event: CredentialEventName): number {
    return this.published.filter(([name]) => name === event).length;
  }

  /** How many calls were made in each second of a span. */
  callsPerSecond(from = 0, to = Number.POSITIVE_INFINITY): number[] {
    const seconds = new Map<number, number>();
    for (const at of this.calls) {
      if (at < from || at >= to) continue;
      const second = Math.floor(at / 1_000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
    }
    return [...seconds.values()];
  }

  callsBetween(from: number, to: number): number {
    return this.calls.filter((at) => at >= from && at < to).length;
  }

  #roleOf(accountId: string): Role {
    const known = this.#roles.get(accountId);
    if (known) return known;
    const session = sessionOf(accountId);
    const role = { key: sessionKey(session), session };
    this.#roles.set(accountId, role);
    return role;
  }

  #answer(accountId: string, lifeMs: number | undefined): SessionCredentials {
    this.calls.push(this.elapsed);
    if (this.sts === 'down') throw upstream('InternalFailure', 500);
    if (this.sts === 'throttling' || !this.#withinLimit()) throw upstream('Throttling', 400);
    if (this.denied.has(accountId)) throw upstream('AccessDenied', 403);
    if (this.refusal) throw upstream(this.refusal, 400);
    this.#serial += 1;
    return credentials(this.#serial, accountId, this.clock, lifeMs);
  }

  #withinLimit(): boolean {
    if (!this.limit) return true;
    if (this.limit.wait(this.clock.monotonic()) > 0) return false;
    this.limit.take();
    return true;
  }
}

export function accountIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(200_000_000_000 + index));
}

const roleArnOf = (accountId: string): string => `arn:aws:iam::${accountId}:role/reader`;

function sessionOf(accountId: string): RoleSession {
  return {
    kind: 'assume-role',
    accountId,
    partition: 'aws',
    roleArn: roleArnOf(accountId),
    sessionName: 'app@host',
  };
}
