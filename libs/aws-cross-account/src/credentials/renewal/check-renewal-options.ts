import { InvalidOptionError } from '../../errors/option.errors.js';
import { checkGroup, checkOption, numberFrom, type OptionRules } from '../option-rules.js';
import { DEFAULT_WINDOWS, type Windows } from './refresh-policy.js';
import { type RefreshWindows, type RenewalOptions, renewalSettings } from './renewal-settings.js';

export const REFRESH_WINDOW_FIELDS = Object.keys(DEFAULT_WINDOWS) as (keyof Windows)[];

/** No session is longer: 12 hours. */
const LONGEST_SESSION = 43_200;
const WINDOW = numberFrom(1, LONGEST_SESSION);
const WINDOW_RULES: OptionRules<keyof Windows> = {
  short: WINDOW,
  medium: WINDOW,
  long: WINDOW,
  mandatory: WINDOW,
};

const RULES: OptionRules<keyof Omit<RenewalOptions, 'refreshWindows'>> = {
  refresh: {
    accepts: (value) => value === 'background' || value === 'on-demand',
    expected: "'background' or 'on-demand'",
  },
  staleSeconds: numberFrom(0, 86_400),
  keepDeniedSessions: { accepts: (value) => typeof value === 'boolean', expected: 'true or false' },
};

/** @throws InvalidOptionError with the path of the first option that is wrong */
export function checkRenewalOptions(options: RenewalOptions): void {
  const { refresh, refreshWindows, staleSeconds, keepDeniedSessions } = options;
  checkOption('refresh', refresh, RULES.refresh);
  checkOption('staleSeconds', staleSeconds, RULES.staleSeconds);
  checkOption('keepDeniedSessions', keepDeniedSessions, RULES.keepDeniedSessions);
  if (refreshWindows !== undefined) checkWindows(refreshWindows);
}

/** In a mandatory window that began before the others, callers would wait for every renewal. */
function checkWindows(refreshWindows: RefreshWindows): void {
  checkGroup('refreshWindows', refreshWindows, REFRESH_WINDOW_FIELDS, WINDOW_RULES);
  const { short, medium, long, mandatory } = renewalSettings({ refreshWindows }).windows;
  const shortest = Math.min(short, medium, long);
  if (mandatory <= shortest) return;
  const got = refreshWindows.mandatory === undefined ? `the default, ${mandatory}` : mandatory;
  throw new InvalidOptionError(
    'refreshWindows.mandatory',
    `expected at most ${shortest}, the shortest of the other windows, got ${got}.`,
  );
}
