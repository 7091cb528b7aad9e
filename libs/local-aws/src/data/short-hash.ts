import { createHash } from 'node:crypto';

/** Lower-case hexadecimal digits that are the same for the same text, for ids that nobody has chosen. */
export function shortHash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
