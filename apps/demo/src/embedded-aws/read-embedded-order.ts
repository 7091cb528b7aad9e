import { type FieldRule, readFields } from '../problems/read-fields.js';
import type { NewAccountOrderDto, StsOrderDto, TrustOrderDto } from './embedded-order.dto.js';

const yesOrNo: FieldRule = {
  accepts: (value) => typeof value === 'boolean',
  expected: 'true or false',
  required: true,
};

const accountId: FieldRule = {
  accepts: (value) => typeof value === 'string' && /^\d{12}$/.test(value),
  expected: 'an account id of 12 digits, as a text',
  required: true,
};

const name: FieldRule = {
  accepts: (value) => typeof value === 'string' && /^\S(?:.{0,48}\S)?$/u.test(value),
  expected: 'a name of 1 to 50 characters, with no space around it',
  required: true,
};

/** Each throws BadRequestException that names the first field that is wrong. */
export const readTrustOrder = (body: unknown): TrustOrderDto =>
  readFields<TrustOrderDto>(
    body,
    { accountId, trusted: yesOrNo },
    { accountId: '111122223333', trusted: false },
  );

export const readStsOrder = (body: unknown): StsOrderDto =>
  readFields<StsOrderDto>(body, { throttles: yesOrNo }, { throttles: true });

export const readNewAccountOrder = (body: unknown): NewAccountOrderDto =>
  readFields<NewAccountOrderDto>(body, { name }, { name: 'Experiments' });
