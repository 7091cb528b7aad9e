import type { IncomingHttpHeaders } from 'node:http';
import { type FieldRule, readFields, refuse } from '../problems/read-fields.js';
import { MAX_CONCURRENCY, type SweepOrderDto } from './sweep-order.dto.js';

/** Which regions there are, the sweep itself knows. */
const RULES: Readonly<Record<keyof SweepOrderDto, FieldRule>> = {
  regions: {
    accepts: (value) => value === 'enabled' || isListOfTexts(value),
    expected: '"enabled", or a list of regions',
  },
  concurrency: {
    accepts: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_CONCURRENCY,
    expected: `a whole number from 1 to ${MAX_CONCURRENCY}`,
  },
  ous: { accepts: isListOfTexts, expected: 'a list of organizational units' },
};

/** @throws BadRequestException that names the first field that is wrong */
export function readSweepOrder(body: unknown, headers: IncomingHttpHeaders): SweepOrderDto {
  // What is sent otherwise would not be read at all, and everything would be swept.
  if (!isJson(headers)) refuse('Content-Type', 'expected application/json.');
  return readFields<SweepOrderDto>(body ?? {}, RULES, { regions: ['eu-west-1'] });
}

/** Or nothing at all. */
function isJson({
  'content-type': type,
  'content-length': length = '0',
  'transfer-encoding': encoding,
}: IncomingHttpHeaders): boolean {
  if (type === undefined) return length === '0' && encoding === undefined;
  return /^application\/json\s*(?:;|$)/i.test(type);
}

function isListOfTexts(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '')
  );
}
