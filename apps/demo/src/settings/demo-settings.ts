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
}

/** @throws DemoSettingsError */
export function readSettings(env: NodeJS.ProcessEnv): DemoSettings {
  const localAws = readSwitch('LOCAL_AWS', env.LOCAL_AWS);
  const apiKeys = readApiKeys(env.DEMO_API_KEYS);
  if (!localAws) checkRealAccounts(apiKeys, env.AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS);
  return { host: env.HOST || '127.0.0.1', port: readPort(env.PORT), localAws, apiKeys };
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

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return 3000;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new DemoSettingsError('PORT', `expected a number from 0 to 65535, got ${JSON.stringify(text)}.`);
}
