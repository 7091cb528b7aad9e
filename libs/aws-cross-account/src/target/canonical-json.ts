type Refuse = (path: string, value: unknown) => never;

/**
 * JSON with the fields of every object in order, so that equal content gives equal text. Fields that are undefined are left
 * out. A value that JSON does not carry faithfully goes to `refuse`, with its path.
 */
export function canonicalJson(value: unknown, path: string, refuse: Refuse): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => canonicalJson(item, `${path}[${index}]`, refuse)).join(',')}]`;
  }
  return isPlainObject(value) ? canonicalObject(value, path, refuse) : refuse(path, value);
}

function canonicalObject(value: Record<string, unknown>, path: string, refuse: Refuse): string {
  const fields = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name], `${path}.${name}`, refuse)}`);
  return `{${fields.join(',')}}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
