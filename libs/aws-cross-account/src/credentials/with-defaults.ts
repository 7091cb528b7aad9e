/** The defaults, and over them what was given; a field that is undefined was not given. */
export function withDefaults<T extends object>(
  defaults: T,
  given: { readonly [Name in keyof T]?: T[Name] | undefined },
): T {
  const fields = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(fields) as Partial<T>) };
}
