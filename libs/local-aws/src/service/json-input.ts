import { isRecord } from '../data/is-record.js';
import { parseJson } from '../data/parse-json.js';
import { AwsFault, unsupported } from './aws-fault.js';

/** The members of a request in JSON; an empty body has none. */
export function readJsonInput(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const input = parseJson(body.toString('utf8'));
  if (!isRecord(input)) throw serialization();
  return input;
}

/** Refuses members that are not looked at here. */
export function checkMembers(input: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(input).find((name) => !known.includes(name));
  if (unknown !== undefined) throw unsupported(`the member ${unknown.slice(0, 64)} of this request`);
}

/** The member, which may be missing or null, if it is of this type. */
export function readMember<T>(
  input: Readonly<Record<string, unknown>>,
  name: string,
  isType: (value: unknown) => value is T,
): T | undefined {
  const value = input[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!isType(value)) throw serialization();
  return value;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}

export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function serialization(): AwsFault {
  return new AwsFault(400, 'SerializationException', 'The body of the request cannot be read.');
}
