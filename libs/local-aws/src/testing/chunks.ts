import { createHash, createHmac } from 'node:crypto';
import type { SessionKeys } from '../sessions/session.js';
import type { Draft } from './signed.js';

const EMPTY = hash('');

function hash(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Headers that announce a body in chunks. */
export function chunkedHeaders(kind: string, length: number, trailer?: string): Record<string, string> {
  return {
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': kind,
    'x-amz-decoded-content-length': String(length),
    ...(trailer === undefined ? {} : { 'x-amz-trailer': trailer }),
  };
}

/** Chunks without signatures, and what trails them. */
export function unsignedChunks(chunks: readonly string[], trailers = ''): string {
  const framed = chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`);
  return `${framed.join('')}0\r\n${trailers}\r\n`;
}

/** Chunks chained to the signature of the request that was signed, as AWS documents it. Trailers are `name:value\n`. */
export function signedChunks(
  signed: Draft,
  keys: SessionKeys,
  chunks: readonly string[],
  trailers?: string,
): string {
  const { authorization = '', 'x-amz-date': date = '' } = signed.headers;
  const scope = /Credential=[^/]+\/([^,]+),/.exec(authorization)?.[1] ?? '';
  let key: string | Buffer = `AWS4${keys.secretAccessKey}`;
  for (const part of scope.split('/')) key = hmac(key, part);
  let previous = /Signature=([0-9a-f]+)/.exec(authorization)?.[1] ?? '';
  const next = (kind: string, ...hashes: string[]): string => {
    previous = hmac(key, [`AWS4-HMAC-SHA256-${kind}`, date, scope, previous, ...hashes].join('\n')).toString(
      'hex',
    );
    return previous;
  };
  const framed = [...chunks, ''].map((chunk) => {
    const signature = next('PAYLOAD', EMPTY, hash(chunk));
    const head = `${Buffer.byteLength(chunk).toString(16)};chunk-signature=${signature}\r\n`;
    return chunk === '' ? head : `${head}${chunk}\r\n`;
  });
  if (trailers === undefined) return `${framed.join('')}\r\n`;
  const signature = next('TRAILER', hash(trailers));
  return `${framed.join('')}${trailers.replaceAll('\n', '\r\n')}x-amz-trailer-signature:${signature}\r\n\r\n`;
}
