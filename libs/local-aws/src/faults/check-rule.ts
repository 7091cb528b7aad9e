import { isRecord } from '../data/is-record.js';
import { isThenable } from '../data/is-thenable.js';
import { LocalAwsOptionError } from '../errors.js';
import { OPERATIONS } from '../service/operations.js';
import type { FaultRule } from './fault-rule.js';

const RULE_KEYS = ['action', 'roleArn', 'accountId', 'times', 'fault'];
const FAULT_KEYS: Readonly<Record<string, readonly string[]>> = {
  throttle: [],
  'server-error': ['status'],
  reset: [],
  slow: ['delayMs'],
  gate: ['until'],
  'wrong-account': ['accountId'],
};

/** Refuses a rule that could never apply or that asks for something unknown. */
export function checkRule(rule: FaultRule): void {
  const given: unknown = rule;
  if (!isRecord(given)) throw new LocalAwsOptionError('rule', 'an object');
  const unknown = Object.keys(given).find((key) => !RULE_KEYS.includes(key));
  if (unknown !== undefined) throw new LocalAwsOptionError(unknown, `only the keys ${RULE_KEYS.join(', ')}`);
  if (!OPERATIONS.includes(rule.action))
    throw new LocalAwsOptionError('action', `one of ${OPERATIONS.join(', ')}`);
  const { times, accountId } = rule;
  if (times !== undefined && !(Number.isInteger(times) && times > 0)) {
    throw new LocalAwsOptionError('times', 'a whole number above 0');
  }
  if (accountId !== undefined) checkAccountId(accountId, 'accountId');
  checkFault(rule);
}

function checkFault({ action, fault }: FaultRule): void {
  const keys = isRecord(fault) ? FAULT_KEYS[fault.kind] : undefined;
  if (keys === undefined)
    throw new LocalAwsOptionError('fault.kind', `one of ${Object.keys(FAULT_KEYS).join(', ')}`);
  const unknown = Object.keys(fault).find((key) => key !== 'kind' && !keys.includes(key));
  if (unknown !== undefined)
    throw new LocalAwsOptionError(`fault.${unknown}`, `no such field for ${fault.kind}`);
  if (fault.kind === 'slow' && !(fault.delayMs >= 0 && fault.delayMs <= 600_000)) {
    throw new LocalAwsOptionError('fault.delayMs', 'milliseconds from 0 to 600000');
  }
  if (fault.kind === 'gate' && !isThenable(fault.until)) {
    throw new LocalAwsOptionError('fault.until', 'a promise');
  }
  if (fault.kind === 'server-error' && fault.status !== undefined && ![500, 503].includes(fault.status)) {
    throw new LocalAwsOptionError('fault.status', '500 or 503');
  }
  if (fault.kind === 'wrong-account') {
    checkAccountId(fault.accountId, 'fault.accountId');
    if (action !== 'sts:AssumeRole')
      throw new LocalAwsOptionError('action', 'sts:AssumeRole for wrong-account');
  }
}

function checkAccountId(value: unknown, path: string): void {
  if (typeof value !== 'string' || !/^\d{12}$/.test(value)) {
    throw new LocalAwsOptionError(path, 'an account id: a string of twelve digits');
  }
}
