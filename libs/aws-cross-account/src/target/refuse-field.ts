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
    if (!known.includes(field)) refuse(`${path}${field}`, `unknown field. Known are ${known.join(', ')}.`);
  }
}
