import { type FieldRule, readFields } from '../problems/read-fields.js';
import type { CheckOrderDto } from './check.dto.js';

const RULES: Readonly<Record<keyof CheckOrderDto, FieldRule>> = {
  accountIds: {
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every(isAccountId),
    expected: 'a list of account ids of 12 digits, as texts',
  },
};

/** @throws BadRequestException that names the field that is wrong */
export function readCheckOrder(body: unknown = {}): CheckOrderDto {
  return readFields<CheckOrderDto>(body, RULES, { accountIds: ['111122223333'] });
}

function isAccountId(value: unknown): boolean {
  return typeof value === 'string' && /^\d{12}$/.test(value);
}
