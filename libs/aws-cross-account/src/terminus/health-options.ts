import { checkGroup, numberFrom, type OptionRule } from '../credentials/option-rules.js';

/** When an application is down, and how much is told of it. */
export interface CrossAccountHealthOptions {
  /** Down when less than this share of the accounts that are known, of five at least, can be used, 0-1. Default 0.5. */
  minReachableShare?: number | undefined;
  /** Down also when no endpoint of STS answers. Default false: sessions that are held go on, and no other process is better off. */
  requireSts?: boolean | undefined;
  /**
   * Whether STS is asked who the hub role is, so that a process which has not worked yet knows. Default false: only what is known anyway.
   */
  probe?: boolean | undefined;
  /** How old what STS has answered to a probe may be, in seconds, 5-3600. Default 30. */
  probeSeconds?: number | undefined;
  /** Whether accounts in trouble are named, with their roles and what to do. Default false: health is often public. */
  details?: boolean | undefined;
}

export interface HealthSettings {
  readonly minReachableShare: number;
  readonly requireSts: boolean;
  readonly probe: boolean;
  readonly probeSeconds: number;
  readonly details: boolean;
}

const YES_OR_NO: OptionRule = { accepts: (value) => typeof value === 'boolean', expected: 'true or false' };

export const HEALTH_RULES: Readonly<Record<keyof CrossAccountHealthOptions, OptionRule>> = {
  minReachableShare: numberFrom(0, 1),
  requireSts: YES_OR_NO,
  probe: YES_OR_NO,
  probeSeconds: numberFrom(5, 3_600),
  details: YES_OR_NO,
};

/** @throws InvalidOptionError */
export function healthSettings(options: CrossAccountHealthOptions): HealthSettings {
  checkGroup('health', options, Object.keys(HEALTH_RULES), HEALTH_RULES);
  const { minReachableShare = 0.5, requireSts = false, probe = false } = options;
  return {
    minReachableShare,
    requireSts,
    probe,
    probeSeconds: options.probeSeconds ?? 30,
    details: options.details ?? false,
  };
}
