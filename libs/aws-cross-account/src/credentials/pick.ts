/** Fields by name, each read once; they may be inherited or computed. Those that are undefined are left out. */
export function pick<T extends object>(source: T, names: readonly string[]): T {
  const entries = names.map((name): [string, unknown] => [name, (source as Record<string, unknown>)[name]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as T;
}
