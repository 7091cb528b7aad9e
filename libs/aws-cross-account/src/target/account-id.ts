import { describeValue } from '../errors/describe-value.js';

const ACCOUNT_ID = /^[0-9]{12}$/;

export function isAccountId(value: unknown): value is string {
  return typeof value === 'string' && value.length === 12 && ACCOUNT_ID.test(value);
}

/** What is wrong with a value that should be an account id, in words. */
export function accountIdProblem(value: unknown): string {
  const hint = typeof value === 'number' ? ' Numbers lose leading zeros: quote it.' : '';
  return `expected a string of 12 digits (0-9), got ${describeValue(value)}.${hint}`;
}
