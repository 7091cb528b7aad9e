import type { EnabledRegionsOptions, EnabledRegionsSource } from '../accounts/enabled-regions.js';
import { checkGroup, numberFrom, type OptionRule } from '../credentials/option-rules.js';
import { SWEEP_LIMIT_RULES } from './check-sweep-options.js';
import type { SweepLimits } from './sweep-options.js';

/** What holds for all sweeps of an application that do not say otherwise. */
export interface SweepDefaults extends SweepLimits {
  /** How `regions: 'enabled'` learns what an account has switched on. */
  enabledRegions?: EnabledRegionsOptions | undefined;
}

export const SWEEP_DEFAULT_FIELDS: readonly string[] = [...Object.keys(SWEEP_LIMIT_RULES), 'enabledRegions'];

const SOURCES: ReadonlySet<unknown> = new Set<EnabledRegionsSource>([
  'account:ListRegions',
  'ec2:DescribeRegions',
]);

const ENABLED_REGIONS_RULES: Readonly<Record<keyof EnabledRegionsOptions, OptionRule>> = {
  source: {
    accepts: (value) => SOURCES.has(value),
    expected: "'account:ListRegions' or 'ec2:DescribeRegions'",
  },
  ttlSeconds: numberFrom(0, 86_400),
};

/** @throws InvalidOptionError with the path of the first field that is wrong */
export function checkSweepDefaults(sweep: SweepDefaults | undefined): void {
  if (sweep === undefined) return;
  checkGroup('sweep', sweep, SWEEP_DEFAULT_FIELDS, SWEEP_LIMIT_RULES);
  const { enabledRegions } = sweep;
  const names = Object.keys(ENABLED_REGIONS_RULES);
  if (enabledRegions !== undefined)
    checkGroup('sweep.enabledRegions', enabledRegions, names, ENABLED_REGIONS_RULES);
}
