import { invalidField } from './invalid-field.js';

/** What a field must be: `accepts` it, or the answer says what was `expected`. */
export interface FieldRule {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
  readonly required?: boolean;
}

/**
 * The body of a request, whose fields are those of the rules and meet them.
 *
 * @throws BadRequestException that names the first field that is wrong
 */
export function readFields<T extends object>(
  body: unknown,
  rules: Readonly<Record<keyof T & string, FieldRule>>,
  example: T,
): T {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    refuse('body', `expected an object such as ${JSON.stringify(example)}.`);
  const all: Readonly<Record<string, FieldRule>> = rules;
  for (const [field, value] of Object.entries(body)) {
    const rule = Object.hasOwn(all, field) ? all[field] : undefined;
    if (!rule) refuse(field, `unknown field. Known are ${Object.keys(rules).join(', ')}.`);
    if (!rule.accepts(value)) refuse(field, `expected ${rule.expected}.`);
  }
  for (const [field, { required = false, expected }] of Object.entries(all)) {
    if (required && !Object.hasOwn(body, field)) refuse(field, `is missing: expected ${expected}.`);
  }
  return body as T;
}

/** @throws BadRequestException */
export function refuse(field: string, problem: string): never {
  throw invalidField(field, `${field}: ${problem}`);
}
