import { createHash } from 'node:crypto';
import {
  checksumAlgorithm,
  checksumHeader,
  checksumOf,
  isBase64Of,
  isChecksumValue,
} from '../objects/checksum.js';
import type { Checksum, ChecksumAlgorithm } from '../objects/checksum.js';
import { AwsFault } from '../service/aws-fault.js';
import type { Upload } from './read-upload.js';
import { invalidRequest, notImplemented } from './s3-refusals.js';

type Headers = ReadonlyMap<string, string>;

const PREFIX = 'x-amz-checksum-';
/** What S3 knows beside the algorithms that are here. */
const ELSEWHERE: ReadonlySet<string> = new Set(['md5', 'sha512', 'xxhash3', 'xxhash64', 'xxhash128']);

/** Verifies all that a request says of the bytes that it uploads. Returns the checksum to keep, if it sent one. */
export function verifyIntegrity(headers: Headers, { body, trailers }: Upload): Checksum | undefined {
  verifyMd5(headers.get('content-md5'), body);
  const algorithm = readAlgorithm(headers);
  if (algorithm === undefined) return undefined;
  const name = checksumHeader(algorithm);
  const sent = headers.get(name);
  const value = sent ?? trailers?.get(name) ?? '';
  if (!isChecksumValue(algorithm, value)) {
    throw invalidRequest(`Value for ${name} ${sent === undefined ? 'trailing ' : ''}header is invalid.`);
  }
  const checksum = checksumOf(algorithm, body);
  if (checksum.value !== value) {
    const message = `The ${algorithm} you specified did not match the calculated checksum.`;
    throw new AwsFault(400, 'BadDigest', message);
  }
  return checksum;
}

/** The algorithm of the one checksum that is sent, as a header or behind the chunks; undefined when none is. */
function readAlgorithm(headers: Headers): ChecksumAlgorithm | undefined {
  const sent = [...headers.keys()].filter((name) => name.startsWith(PREFIX));
  const trailer = headers.get('x-amz-trailer')?.toLowerCase();
  if (trailer !== undefined && !trailer.startsWith(PREFIX)) {
    throw invalidRequest('The value specified in the x-amz-trailer header is not supported');
  }
  const names = trailer === undefined ? sent : [...sent, trailer];
  if (names.length > 1) {
    throw invalidRequest(
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const algorithm = names[0] === undefined ? undefined : known(names[0].slice(PREFIX.length));
  checkNamed(headers.get('x-amz-sdk-checksum-algorithm'), algorithm);
  return algorithm;
}

function known(name: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithm(name);
  if (algorithm !== undefined) return algorithm;
  if (ELSEWHERE.has(name)) throw notImplemented(`checksums of ${name}`);
  throw invalidRequest('The algorithm type you specified in x-amz-checksum- header is invalid.');
}

function checkNamed(named: string | undefined, algorithm: ChecksumAlgorithm | undefined): void {
  if (named === undefined) return;
  if (algorithm === undefined) {
    throw invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  if (checksumAlgorithm(named) !== algorithm) {
    throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
}

function verifyMd5(sent: string | undefined, body: Buffer): void {
  if (sent === undefined) return;
  if (!isBase64Of(16, sent)) {
    throw new AwsFault(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.', {
      fields: { 'Content-MD5': sent },
    });
  }
  const calculated = createHash('md5').update(body).digest('base64');
  if (calculated !== sent) {
    throw new AwsFault(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.', {
      fields: { ExpectedDigest: sent, CalculatedDigest: calculated },
    });
  }
}
