import { withDefaults } from '../with-defaults.js';
import { DEFAULT_WINDOWS, type Windows } from './refresh-policy.js';

/** See `Windows`. */
export type RefreshWindows = { readonly [Name in keyof Windows]?: Windows[Name] | undefined };

/** When and how sessions that are held are renewed. */
export interface RenewalOptions {
  /**
   * `background`: ahead of need, while callers go on with what there is. `on-demand`: within the wait of the caller who finds it
   * due, so that nothing runs while nobody waits; the default on AWS Lambda, which freezes the process between invocations.
   */
  refresh?: 'background' | 'on-demand' | undefined;
  refreshWindows?: RefreshWindows | undefined;
  /**
   * For how long after their expiry credentials are still handed out while STS cannot be reached, in seconds: AWS may have
   * extended their validity. Never after a denial, and never a key that a service has refused. 0 for not at all. Default 3600.
   */
  staleSeconds?: number | undefined;
  /** Whether a session of a role that denies us is used until it expires. Default false: it is dropped once STS has denied twice. */
  keepDeniedSessions?: boolean | undefined;
}

export interface RenewalSettings {
  readonly onDemand: boolean;
  readonly windows: Windows;
  readonly staleMs: number;
  readonly keepDenied: boolean;
}

const STALE_SECONDS = 3_600;

export function renewalSettings(
  options: RenewalOptions,
  env: Readonly<Record<string, string | undefined>> = process.env,
): RenewalSettings {
  const { refresh, refreshWindows, staleSeconds = STALE_SECONDS, keepDeniedSessions = false } = options;
  const onLambda = Boolean(env.AWS_LAMBDA_FUNCTION_NAME);
  return {
    onDemand: (refresh ?? (onLambda ? 'on-demand' : 'background')) === 'on-demand',
    windows: withDefaults(DEFAULT_WINDOWS, refreshWindows ?? {}),
    staleMs: staleSeconds * 1_000,
    keepDenied: keepDeniedSessions,
  };
}
