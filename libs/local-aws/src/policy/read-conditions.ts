import { isRecord } from '../data/is-record.js';
import {
  conditionTest,
  isSupportedKey,
  isSupportedOperator,
  SUPPORTED_KEYS,
  SUPPORTED_OPERATORS,
} from './condition.js';
import type { ConditionTest } from './condition.js';
import { PolicyError } from './policy-error.js';
import { readStrings } from './read-strings.js';

/** All of a statement's conditions; every one must hold. An operator or key that is not evaluated is refused. */
export function readConditions(value: unknown, path: string): ConditionTest[] {
  if (!isRecord(value)) throw new PolicyError(path, 'operators with their keys', 'malformed');
  return Object.entries(value).flatMap(([operator, keys]) =>
    readOperator(operator, keys, `${path}.${operator}`),
  );
}

function readOperator(operator: string, keys: unknown, path: string): ConditionTest[] {
  if (!isSupportedOperator(operator)) {
    throw new PolicyError(path, `a supported operator (${SUPPORTED_OPERATORS})`, 'unsupported');
  }
  if (!isRecord(keys)) throw new PolicyError(path, 'condition keys with their values', 'malformed');
  return Object.entries(keys).map(([key, wanted]) => {
    const at = `${path}.${key}`;
    if (!isSupportedKey(operator, key)) {
      throw new PolicyError(
        at,
        `a supported key (${SUPPORTED_KEYS}; Arn operators: aws:PrincipalArn)`,
        'unsupported',
      );
    }
    const test = conditionTest(operator, key, readStrings(wanted, at));
    if (test === undefined) throw new PolicyError(at, '* or ARN patterns of six parts', 'malformed');
    return test;
  });
}
