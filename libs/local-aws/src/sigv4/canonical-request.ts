import type { HttpRequest } from '../http/http-request.js';
import { encodePercent } from '../http/percent.js';
import { parseQuery } from '../http/query.js';

/** How a service writes the path into what it signs: as sent (S3), or normalised and encoded once more. */
export type PathRule = 'as-sent' | 'normalised';

/** The canonical request of Signature Version 4; undefined when the query cannot be decoded. */
export function canonicalRequest(
  request: HttpRequest,
  signedHeaders: readonly string[],
  payloadHash: string,
  rule: PathRule,
): string | undefined {
  const query = canonicalQuery(request.rawQuery);
  if (query === undefined) return undefined;
  const path = rule === 'as-sent' ? request.rawPath : canonicalPath(request.rawPath);
  let headers = '';
  for (const name of signedHeaders) headers += `${name}:${canonicalValue(request.headers.get(name) ?? '')}\n`;
  return `${request.method}\n${path}\n${query}\n${headers}\n${signedHeaders.join(';')}\n${payloadHash}`;
}

/** Dot segments resolved, empty ones dropped, then encoded again. */
function canonicalPath(raw: string): string {
  if (raw === '/') return raw;
  const kept: string[] = [];
  for (const segment of raw.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(encodePercent(segment));
  }
  return `/${kept.join('/')}${kept.length > 0 && raw.endsWith('/') ? '/' : ''}`;
}

function canonicalQuery(raw: string): string | undefined {
  if (raw === '') return '';
  const pairs = parseQuery(raw);
  return pairs
    ?.map(([name, value]): [string, string] => [encodePercent(name), encodePercent(value)])
    .toSorted((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Trimmed, with each run of blanks as one space. */
function canonicalValue(value: string): string {
  const trimmed = value.trim();
  return trimmed.includes('  ') || trimmed.includes('\t') ? trimmed.replaceAll(/[ \t]+/g, ' ') : trimmed;
}
