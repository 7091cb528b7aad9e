export const ACCOUNT_ID = 'an account id: a string of twelve digits';

export function isAccountId(value: unknown): boolean {
  return typeof value === 'string' && /^\d{12}$/.test(value);
}
