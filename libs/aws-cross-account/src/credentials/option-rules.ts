import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';

/** What the value of one option must be. */
export interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  /** In words that follow `expected`. */
  readonly expected: string;
}

export type OptionRules<Name extends string> = Readonly<Record<Name, OptionRule>>;

export function numberFrom(min: number, max: number): OptionRule {
  return {
    accepts: (value) => typeof value === 'number' && value >= min && value <= max,
    expected: `a number from ${min} to ${max}`,
  };
}

export function wholeNumberFrom(min: number, max: number): OptionRule {
  return {
    accepts: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
    expected: `a whole number from ${min} to ${max}`,
  };
}

/** @throws InvalidOptionError when the value was given and breaks the rule */
export function checkOption(path: string, value: unknown, { accepts, expected }: OptionRule): void {
  if (value === undefined || accepts(value)) return;
  throw new InvalidOptionError(path, `expected ${expected}, got ${describeValue(value)}.`);
}

/** @throws InvalidOptionError with the path of the first field that is unknown or breaks its rule */
export function checkGroup(
  path: string,
  group: unknown,
  names: readonly string[],
  rules: OptionRules<string>,
): void {
  if (typeof group !== 'object' || group === null || Array.isArray(group)) {
    throw new InvalidOptionError(
      path,
      `expected an object with any of ${names.join(', ')}, got ${describeValue(group)}.`,
    );
  }
  const unknown = Object.keys(group).find((name) => !names.includes(name));
  if (unknown)
    throw new InvalidOptionError(`${path}.${unknown}`, `unknown option. Known are ${names.join(', ')}.`);
  for (const [name, rule] of Object.entries(rules)) {
    checkOption(`${path}.${name}`, (group as Record<string, unknown>)[name], rule);
  }
}
