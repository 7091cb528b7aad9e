import type { Clock } from '../clock.js';
import type { Life } from './refresh-policy.js';
import type { RenewalSettings } from './renewal-settings.js';

/** Credentials, as far as their renewal is concerned. */
export interface Renewable {
  readonly life: Life;
  readonly accessKeyId: string;
}

/** Who is behind a renewal. */
export interface Asked {
  /** Whether somebody waits for it. */
  readonly awaited: boolean;
  /** Whether nobody holds the session yet. */
  readonly first: boolean;
  /** Of a first use that can wait until others had their turn: aborted as soon as somebody waits for it who cannot. */
  readonly hurry?: AbortSignal | undefined;
  /** See `RenewalPort.cause`. */
  readonly cause?: unknown;
}

/** What a record needs from around it. */
export interface RenewalPort<T extends Renewable> {
  readonly clock: Clock;
  readonly settings: RenewalSettings;
  obtain(asked: Asked): Promise<T>;
  /** What the caller is about, in whose context it is asked: for whoever watches. Undefined while nobody does. */
  cause(): unknown;
  /** Runs what goes on by itself outside of the context of the caller who caused it, so that it keeps no request's store alive. */
  outside<R>(work: () => R): R;
  /** How many outages of STS have ended. What was put off may be tried at once when this has changed. */
  recoveries(): number;
  /** Whether a denial is taken for one of this role. Not while most roles are denied. */
  believesDenials(): boolean;
  /** For how many milliseconds a session that was never had is not asked for again after a failure: it would bring the same answer. */
  restAfter(error: unknown): number;
  /** What to reject with while the last key was refused and there is no other. */
  refused(cause: unknown): unknown;
  renewed(): void;
  /** Called when the record has drawn its own conclusions. */
  failed(error: unknown): void;
  servedStale(credentials: T): void;
}
