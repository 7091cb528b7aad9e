import { type ApiKeys, readApiKeys } from './api-keys.js';
import { DemoSettingsError } from './demo-settings.error.js';

/** What the demo itself is told by its environment. The library's own options have variables of their own. */
export interface DemoSettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether AWS is the embedded one. */
  readonly localAws: boolean;
  readonly apiKeys: ApiKeys;
  /** Of one caller. */
  readonly requestsPerMinute: number;
}

/** @throws DemoSettingsError */
export function readSettings(env: NodeJS.ProcessEnv): DemoSettings {
  const localAws = readSwitch('LOCAL_AWS', env.LOCAL_AWS);
  const apiKeys = readApiKeys(env.DEMO_API_KEYS);
  if (!localAws) checkRealAccounts(apiKeys, env.AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS);
  return {
    host: env.HOST || '127.0.0.1',
    port: readWholeNumber('PORT', env.PORT, { least: 0, most: 65_535, otherwise: 3000 }),
    localAws,
    apiKeys,
    requestsPerMinute: readWholeNumber('DEMO_REQUESTS_PER_MINUTE', env.DEMO_REQUESTS_PER_MINUTE, {
      least: 1,
      most: 1_000_000,
      otherwise: 600,
    }),
  };
}

function checkRealAccounts(apiKeys: ApiKeys, allowedAccounts: string | undefined): void {
  const why = 'since with LOCAL_AWS=off this service reads real accounts, got nothing.';
  if (apiKeys.size === 0) {
    throw new DemoSettingsError(
      'DEMO_API_KEYS',
      `expected at least one API key, ${why} Give each caller a key of 16 characters or more: DEMO_API_KEYS=<key>=<name>,<key>=<name>`,
    );
  }
  if (!allowedAccounts) {
    throw new DemoSettingsError(
      'AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS',
      `expected the accounts that requests may name, ${why} Give their ids, as in 111122223333,222233334444; ` +
        'or any-that-trusts-us, if every account may be read whose role trusts this service.',
    );
  }
}

function readSwitch(variable: string, text: string | undefined): boolean {
  if (text === undefined || text === '' || text === 'on') return true;
  if (text === 'off') return false;
  throw new DemoSettingsError(variable, `expected on or off, got ${JSON.stringify(text)}.`);
}

function readWholeNumber(
  variable: string,
  text: string | undefined,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number {
  if (text === undefined || text === '') return otherwise;
  const number = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new DemoSettingsError(
    variable,
    `expected a number from ${least} to ${most}, got ${JSON.stringify(text)}.`,
  );
}
