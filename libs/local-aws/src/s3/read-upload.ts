import { AwsFault } from '../service/aws-fault.js';
import { MAX_OBJECT_BYTES, objectTooLarge } from '../service/body-limit.js';
import type { Call } from '../service/service.js';
import { chunkedPayload } from '../sigv4/payload.js';
import type { ChunkedPayload } from '../sigv4/payload.js';
import { chunksAreSigned } from './chunk-signatures.js';
import { readChunkedBody } from './chunked-body.js';
import type { ChunkedBody, SmallChunk } from './chunked-body.js';
import { incompleteBody, malformedTrailer, missingContentLength, notImplemented } from './s3-refusals.js';
import type { S3Request } from './s3-request.js';

/** What a request uploads. */
export interface Upload {
  readonly body: Buffer;
  /** Undefined when the body was sent as it is. */
  readonly trailers: ReadonlyMap<string, string> | undefined;
}

/** Every chunk but the last that has data must have this many bytes. */
const MIN_CHUNK_BYTES = 8192;

/** The body as its sender had it, whole and signed as it should be. */
export function readUpload(call: Call, { headers, body }: S3Request): Upload {
  const kind = chunkedPayload(headers.get('x-amz-content-sha256'));
  const upload = kind === undefined ? readPlain(headers, body) : readChunked(call, kind, headers, body);
  if (upload.body.length > MAX_OBJECT_BYTES) throw objectTooLarge();
  return upload;
}

function readPlain(headers: ReadonlyMap<string, string>, body: Buffer): Upload {
  if (headers.has('transfer-encoding')) throw notImplemented('Transfer-Encoding without chunks of its own');
  if (!headers.has('content-length')) throw missingContentLength();
  if (headers.has('x-amz-trailer')) throw malformedTrailer();
  return { body, trailers: undefined };
}

function readChunked(
  { seed }: Call,
  kind: ChunkedPayload,
  headers: ReadonlyMap<string, string>,
  raw: Buffer,
): Upload {
  const length = headers.get('x-amz-decoded-content-length') ?? '';
  if (!/^\d{1,15}$/.test(length)) throw missingContentLength();
  const read = readChunkedBody(raw, MIN_CHUNK_BYTES);
  if (read === 'broken') throw incompleteBody();
  if (read === 'bad-trailer') throw malformedTrailer();
  if ('smallChunk' in read) throw chunkTooSmall(read);
  checkTrailers(read, kind, headers);
  const signed = kind !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  if (signed && !chunksAreSigned(seed, read, kind.endsWith('-TRAILER'))) {
    const message = 'The signature of a chunk, or of what trails them, does not match.';
    throw new AwsFault(403, 'SignatureDoesNotMatch', message);
  }
  const body = Buffer.concat(read.chunks.map(({ data }) => data));
  if (body.length !== Number(length)) throw incompleteBody();
  return { body, trailers: read.trailers };
}

function chunkTooSmall({ smallChunk, bytes }: SmallChunk): AwsFault {
  const message = `Only the last chunk is allowed to have a size less than ${MIN_CHUNK_BYTES} bytes`;
  return new AwsFault(403, 'InvalidChunkSizeError', message, {
    fields: { Chunk: String(smallChunk), BadChunkSize: String(bytes) },
  });
}

/** Announced is exactly what comes, and in the kinds that say so something must. */
function checkTrailers(
  { trailers }: ChunkedBody,
  kind: ChunkedPayload,
  headers: ReadonlyMap<string, string>,
): void {
  const announced = headers.get('x-amz-trailer')?.toLowerCase();
  const sent = [...trailers.keys()].filter((name) => name !== 'x-amz-trailer-signature');
  const expected = announced === undefined ? [] : [announced];
  const fits = sent.length === expected.length && sent.every((name) => expected.includes(name));
  if (!fits || kind.endsWith('-TRAILER') !== (announced !== undefined)) throw malformedTrailer();
}
