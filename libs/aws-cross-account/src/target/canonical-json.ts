type Refuse = (path: string, value: unknown) => never;

/** Deeper than any policy or configuration; an object that holds itself has no end. */
const MAX_DEPTH = 64;

/**
 * JSON with the fields of every object in order, so that equal content gives equal text. Fields that are undefined are left
 * out. Every field is read once. A value that JSON does not carry faithfully goes to `refuse`, with its path.
 */
export function canonicalJson(value: unknown, path: string, refuse: Refuse, depth = 0): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (depth === MAX_DEPTH) return refuse(path, value);
  if (Array.isArray(value)) {
    const items = Array.from(value, (item, index) =>
      canonicalJson(item, `${path}[${index}]`, refuse, depth + 1),
    );
    return `[${items.join(',')}]`;
  }
  return isPlainObject(value) ? canonicalObject(value, path, refuse, depth) : refuse(path, value);
}

function canonicalObject(
  value: Record<string, unknown>,
  path: string,
  refuse: Refuse,
  depth: number,
): string {
  const fields: string[] = [];
  for (const name of Object.keys(value).toSorted()) {
    const inner = value[name];
    if (inner === undefined) continue;
    fields.push(`${JSON.stringify(name)}:${canonicalJson(inner, `${path}.${name}`, refuse, depth + 1)}`);
  }
  return `{${fields.join(',')}}`;
}

/** That of another realm too: what structuredClone answers in a test runner's sandbox is of the world outside. */
function isObjectPrototype(value: object): boolean {
  return Object.getPrototypeOf(value) === null && Object.hasOwn(value, 'isPrototypeOf');
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || prototype === Object.prototype || isObjectPrototype(prototype);
}
