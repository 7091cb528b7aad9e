import { isRecord } from '../data/is-record.js';
import { isRegion } from '../data/region.js';
import { LocalAwsOptionError } from '../errors.js';
import { ACCOUNT_ID, isAccountId } from './account-id.js';
import { exceptIdentity } from './except-identity.js';
import { FAULT_FIELDS } from './fault-fields.js';
import type { FaultRule } from './fault-rule.js';

const RULE_KEYS = ['action', 'roleArn', 'accountId', 'region', 'times', 'fault'];
/** Kinds that change what AssumeRole says, and no other operation. */
const OF_ASSUME_ROLE: ReadonlySet<string> = new Set(['expiration', 'missing-credentials', 'wrong-account']);
/** Kinds that GetCallerIdentity is spared. */
const NOT_OF_IDENTITY: ReadonlySet<string> = new Set(['deny', 'region-disabled']);

/** Refuses a rule that could never apply or that asks for something unknown. `actions`: those that are answered. */
export function checkRule(rule: FaultRule, actions: readonly string[]): void {
  const given: unknown = rule;
  if (!isRecord(given)) throw new LocalAwsOptionError('rule', 'an object');
  const unknown = Object.keys(given).find((key) => !RULE_KEYS.includes(key));
  if (unknown !== undefined) throw new LocalAwsOptionError(unknown, `only the keys ${RULE_KEYS.join(', ')}`);
  const { action, times, accountId, region } = rule;
  if (action !== undefined && !actions.includes(action)) {
    throw new LocalAwsOptionError('action', `one of ${actions.join(', ')}`);
  }
  if (times !== undefined && !(Number.isInteger(times) && times > 0)) {
    throw new LocalAwsOptionError('times', 'a whole number above 0');
  }
  if (accountId !== undefined && !isAccountId(accountId))
    throw new LocalAwsOptionError('accountId', ACCOUNT_ID);
  if (region !== undefined && !isRegion(region)) {
    throw new LocalAwsOptionError('region', 'the name of a region, e.g. eu-west-1');
  }
  checkFault(rule);
  checkReach(rule);
}

function checkFault({ fault }: FaultRule): void {
  const given: unknown = fault;
  const fields =
    isRecord(given) && Object.hasOwn(FAULT_FIELDS, fault.kind) ? FAULT_FIELDS[fault.kind] : undefined;
  if (!isRecord(given) || fields === undefined) {
    throw new LocalAwsOptionError('fault.kind', `one of ${Object.keys(FAULT_FIELDS).join(', ')}`);
  }
  const unknown = Object.keys(given).find((key) => key !== 'kind' && !Object.hasOwn(fields, key));
  if (unknown !== undefined)
    throw new LocalAwsOptionError(`fault.${unknown}`, `no such field for ${fault.kind}`);
  for (const [name, { expected, holds }] of Object.entries(fields)) {
    if (!holds(given[name])) throw new LocalAwsOptionError(`fault.${name}`, expected);
  }
}

/** Whether what the fault does can happen to the requests that the rule chooses. */
function checkReach({ action, fault, ...selectors }: FaultRule): void {
  const { kind } = fault;
  if (OF_ASSUME_ROLE.has(kind) && action !== 'sts:AssumeRole') {
    throw new LocalAwsOptionError('action', `sts:AssumeRole for ${kind}`);
  }
  if (NOT_OF_IDENTITY.has(kind) && action !== undefined && !exceptIdentity(action)) {
    throw new LocalAwsOptionError(
      'action',
      `another operation for ${kind}: GetCallerIdentity is always answered`,
    );
  }
  if (kind !== 'hang' || fault.at !== 'connect') return;
  const chosen = Object.entries({ action, ...selectors, times: undefined }).find(
    ([, value]) => value !== undefined,
  );
  if (chosen !== undefined) {
    throw new LocalAwsOptionError(
      chosen[0],
      'none for hang at connect: nothing is known of a connection yet',
    );
  }
}
