import { arnMatcher } from './arn-pattern.js';
import { matchesWildcard } from './wildcard.js';

export type ConditionTest = (context: ReadonlyMap<string, string>) => boolean;
type ValueTest = (actual: string) => boolean;

interface Operator {
  readonly negated: boolean;
  /** Undefined when `wanted` is no value for this operator. */
  readonly compile: (wanted: string) => ValueTest | undefined;
  readonly arnOnly: boolean;
}

const equals =
  (wanted: string): ValueTest =>
  (actual) =>
    actual === wanted;
const like =
  (wanted: string): ValueTest =>
  (actual) =>
    matchesWildcard(wanted, actual);

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', { negated: false, compile: equals, arnOnly: false }],
  ['StringNotEquals', { negated: true, compile: equals, arnOnly: false }],
  ['StringLike', { negated: false, compile: like, arnOnly: false }],
  ['StringNotLike', { negated: true, compile: like, arnOnly: false }],
  ['ArnEquals', { negated: false, compile: arnMatcher, arnOnly: true }],
  ['ArnLike', { negated: false, compile: arnMatcher, arnOnly: true }],
  ['ArnNotEquals', { negated: true, compile: arnMatcher, arnOnly: true }],
  ['ArnNotLike', { negated: true, compile: arnMatcher, arnOnly: true }],
]);

/** Condition keys are compared without case; these are the ones that a request here can carry. */
const KEYS: ReadonlySet<string> = new Set([
  'sts:externalid',
  'aws:principalorgid',
  'aws:principalarn',
  'aws:principalaccount',
]);

export const SUPPORTED_OPERATORS = [...OPERATORS.keys()].join(', ');
export const SUPPORTED_KEYS = 'sts:ExternalId, aws:PrincipalOrgID, aws:PrincipalArn, aws:PrincipalAccount';

export function isSupportedOperator(operator: string): boolean {
  return OPERATORS.has(operator);
}

export function isSupportedKey(operator: string, key: string): boolean {
  const name = key.toLowerCase();
  return KEYS.has(name) && (OPERATORS.get(operator)?.arnOnly !== true || name === 'aws:principalarn');
}

/**
 * One operator over one key. A list holds when any value matches; negated, when none does. A key that the
 * request lacks fails a plain operator and satisfies a negated one, as in IAM. Undefined: a value is no ARN pattern.
 */
export function conditionTest(
  operator: string,
  key: string,
  wanted: readonly string[],
): ConditionTest | undefined {
  const found = OPERATORS.get(operator);
  if (found === undefined) return undefined;
  const tests: ValueTest[] = [];
  for (const value of wanted) {
    const test = found.compile(value);
    if (test === undefined) return undefined;
    tests.push(test);
  }
  const name = key.toLowerCase();
  return (context) => {
    const actual = context.get(name);
    if (actual === undefined) return found.negated;
    return tests.some((test) => test(actual)) !== found.negated;
  };
}
