/** A request as it came in. Nothing of the path or the query has been decoded, since signatures cover the raw form. */
export interface HttpRequest {
  readonly method: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  /** By name in lower case; the values of a repeated header are joined with commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Collects raw header pairs, in the order of arrival. */
export function readHeaders(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = readValue(raw[i + 1] ?? '');
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}

/** Node hands out each byte as a character; what clients sign is the UTF-8 that the bytes are. */
function readValue(raw: string): string {
  const bytes = Buffer.from(raw, 'latin1');
  return bytes.length === Buffer.byteLength(raw) ? raw : bytes.toString('utf8');
}

/** Splits a request target into its path and its query, both raw. */
export function splitTarget(target: string): { rawPath: string; rawQuery: string } {
  const mark = target.indexOf('?');
  if (mark < 0) return { rawPath: target, rawQuery: '' };
  return { rawPath: target.slice(0, mark), rawQuery: target.slice(mark + 1) };
}
