import { type Channel, channel } from 'node:diagnostics_channel';
import type { CrossAccountErrorCode } from '../errors/error-codes.js';

/** The role session that an event is about. Never a key, a token, an external ID or a policy. */
export interface SessionOfEvent {
  readonly accountId: string;
  /** Undefined where the account's credentials are provided, not assumed. */
  readonly roleArn: string | undefined;
}

/**
 * What a service says of a key: that it has expired, that it does not know it, or that the request has, which services say of
 * expired keys and of wrong clocks alike.
 */
export type KeyAnswer = 'expired' | 'unknown' | 'request-expired';

interface FailedSession extends SessionOfEvent {
  readonly code: CrossAccountErrorCode | undefined;
  /** For people. Says what to do. */
  readonly message: string;
}

/** What is published on `node:diagnostics_channel`, by the last part of the channel's name. Times are in milliseconds. */
export interface CredentialEventMap {
  /** A session that nobody held was obtained. */
  readonly assumed: SessionOfEvent & { readonly expiration: Date; readonly durationMs: number };
  /** A session in use was renewed. */
  readonly refreshed: SessionOfEvent & { readonly expiration: Date; readonly durationMs: number };
  /** A renewal failed; valid credentials, if there are any, stay in use. */
  readonly refreshFailed: FailedSession & { readonly validForMs: number };
  /** Expired credentials are handed out, because STS cannot be reached. */
  readonly servedStale: SessionOfEvent & { readonly expiredForMs: number };
  /** STS denied the role, and this is remembered until then. */
  readonly denied: FailedSession & { readonly rememberedForMs: number };
  /** Most roles are denied: the hub role itself may no longer assume any. */
  readonly hubRoleSuspected: { readonly deniedRoles: number; readonly triedRoles: number };
  /** Credentials of another account were answered, and thrown away. Somebody should look into this. */
  readonly wrongAccount: FailedSession;
  /** A service did not take a key, which is not handed out again. */
  readonly rejected: SessionOfEvent & { readonly answer: KeyAnswer };
  /** The least recently used credentials made room for others. */
  readonly evicted: SessionOfEvent;
  /** An STS endpoint is down, and left alone but for a try in five seconds. */
  readonly breakerOpened: { readonly region: string };
  readonly breakerClosed: { readonly region: string };
  /** STS throttles: this process calls it no faster than that for the next five seconds. */
  readonly throttled: { readonly callsPerSecond: number };
  /** This machine's clock is wrong: by so much AWS's is ahead of it, or behind if that is negative. */
  readonly clockWrong: { readonly offsetMs: number };
  /** The accounts could not be listed anew; the last list, which is that old, stays in use. */
  readonly listingFailed: {
    readonly code: CrossAccountErrorCode | undefined;
    readonly message: string;
    readonly accounts: number;
    readonly ageMs: number;
  };
}

export type CredentialEventName = keyof CredentialEventMap;

export const CREDENTIAL_EVENT_NAMES = [
  'assumed',
  'refreshed',
  'refreshFailed',
  'servedStale',
  'denied',
  'hubRoleSuspected',
  'wrongAccount',
  'rejected',
  'evicted',
  'breakerOpened',
  'breakerClosed',
  'throttled',
  'clockWrong',
  'listingFailed',
] as const satisfies readonly CredentialEventName[];

/** The name of an event's channel: `nestjs-aws-cross-account:assumed`. */
export function eventChannelName(event: CredentialEventName): string {
  return `nestjs-aws-cross-account:${event}`;
}

/** Tells whoever listens what happens in one factory. Costs next to nothing while nobody does. */
export class CredentialEvents {
  readonly #published = new WeakSet<object>();
  readonly #channels: Readonly<Record<CredentialEventName, Channel>>;

  constructor(channelOf: (name: string) => Channel = channel) {
    // By the names in the list; so this compiles only while the list has them all.
    this.#channels = Object.fromEntries(
      CREDENTIAL_EVENT_NAMES.map((event) => [event, channelOf(eventChannelName(event))]),
    ) as Record<(typeof CREDENTIAL_EVENT_NAMES)[number], Channel>;
  }

  publish<E extends CredentialEventName>(event: E, payload: CredentialEventMap[E]): void {
    if (!this.#channels[event].hasSubscribers) return;
    this.#published.add(payload);
    this.#channels[event].publish(payload);
  }

  /** Whether a payload came from here: a channel is one for the whole process, and there may be several factories in it. */
  published(payload: unknown): boolean {
    return typeof payload === 'object' && payload !== null && this.#published.has(payload);
  }
}
