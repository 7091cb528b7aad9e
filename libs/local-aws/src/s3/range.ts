import { AwsFault } from '../service/aws-fault.js';
import { notImplemented } from './s3-refusals.js';

/** A part of an object: from `start` up to, but not including, `end`. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/** The part that a `Range` header asks for. What is no range of bytes is no range at all, as in RFC 9110. */
export function readRange(range: string | undefined, size: number): Part | undefined {
  if (range?.startsWith('bytes=') === true && range.includes(','))
    throw notImplemented('several ranges at once');
  const [, first = '', last = ''] = RANGE.exec(range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const part =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size }
      : { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) };
  if (part.start < part.end) return part;
  throw new AwsFault(416, 'InvalidRange', 'The requested range is not satisfiable', {
    fields: { RangeRequested: range ?? '', ActualObjectSize: String(size) },
    headers: { 'content-range': `bytes */${size}` },
  });
}
