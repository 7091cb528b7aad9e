import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Session } from '../sessions/session.js';
import type { Authorization } from './authorization.js';

/** A session signs for few days, regions and services; a client that varies them at will gains no memory. */
const CACHED_KEYS = 64;

export function sha256Hex(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The signature of a request, and the means to sign what follows it: chunks of a body are chained to it. */
export interface Seed {
  readonly signature: string;
  readonly amzDate: string;
  /** The credential scope, without the key's id. */
  readonly scope: string;
  /** Signs with the key of this request, in hexadecimal. */
  readonly sign: (text: string) => string;
}

/** What the session's secret makes of this canonical request. */
export function seedOf(session: Session, auth: Authorization, amzDate: string, canonical: string): Seed {
  const scope = `${auth.date}/${auth.region}/${auth.service}/aws4_request`;
  const key = signingKey(session, auth, scope);
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('hex');
  const signature = sign(`AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${sha256Hex(canonical)}`);
  return { signature, amzDate, scope, sign };
}

/** Compares in constant time. */
export function sameSignature(expected: string, received: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(received);
  return a.length === b.length && timingSafeEqual(a, b);
}

function signingKey(session: Session, scope: Authorization, place: string): Buffer {
  const cached = session.signingKeys.get(place);
  if (cached !== undefined) return cached;
  let key = hmac(`AWS4${session.keys.secretAccessKey}`, scope.date);
  for (const part of [scope.region, scope.service, 'aws4_request']) key = hmac(key, part);
  if (session.signingKeys.size >= CACHED_KEYS) session.signingKeys.clear();
  session.signingKeys.set(place, key);
  return key;
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
