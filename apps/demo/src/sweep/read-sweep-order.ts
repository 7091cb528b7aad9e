import { invalidField } from '../problems/invalid-field.js';
import { MAX_CONCURRENCY, type SweepOrderDto } from './sweep-order.dto.js';

interface Rule {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
}

/** Which regions there are, the sweep itself knows. */
const RULES: Readonly<Record<keyof SweepOrderDto, Rule>> = {
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
export function readSweepOrder(body: unknown = {}, contentType = 'application/json'): SweepOrderDto {
  // What is sent otherwise would not be read at all, and everything would be swept.
  if (!/^application\/json\b/i.test(contentType)) refuse('Content-Type', 'expected application/json.');
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    refuse('body', 'expected an object such as {"regions":["eu-west-1"]}.');
  for (const [field, value] of Object.entries(body)) {
    if (!Object.hasOwn(RULES, field))
      refuse(field, `unknown field. Known are ${Object.keys(RULES).join(', ')}.`);
    const { accepts, expected } = RULES[field as keyof SweepOrderDto];
    if (!accepts(value)) refuse(field, `expected ${expected}.`);
  }
  return body;
}

function refuse(field: string, problem: string): never {
  throw invalidField(field, `${field}: ${problem}`);
}

function isListOfTexts(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '')
  );
}
