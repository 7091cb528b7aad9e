import { describeValue } from '../errors/describe-value.js';

/** Throws the error of whoever gave the field. @param problem what was expected, what was got (never a secret), and what to do */
export type RefuseField = (path: string, problem: string) => never;

/** Fields that can be enumerated and are not known: a misspelt restriction must not be lost. */
export function refuseUnknown(
  fields: object,
  known: readonly string[],
  path: string,
  refuse: RefuseField,
): void {
  for (const field in fields) {
    if (!known.includes(field))
      refuse(`${path}${shownName(field)}`, `unknown field. Known are ${known.join(', ')}.`);
  }
}

/** A name that came from outside may be of any length, or forge a line of a log. */
function shownName(field: string): string {
  return field.length <= 48 && /^[\w$-]+$/.test(field) ? field : describeValue(field);
}
