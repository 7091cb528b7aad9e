import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crcDigest, crcOf } from '../data/crc.js';

const CRC32C = crcOf(4, 0, 0x82f63b78);
const CRC64NVME = crcOf(8, 0x9a6c9329, 0xac4bc9b5);

/** What S3 can check and keep for an object, by S3's names; S3 has more, which are not here. */
const DIGESTS = {
  CRC32: { bytes: 4, digest: crc32Digest },
  CRC32C: { bytes: 4, digest: (data: Buffer) => crcDigest(CRC32C, data) },
  CRC64NVME: { bytes: 8, digest: (data: Buffer) => crcDigest(CRC64NVME, data) },
  SHA1: { bytes: 20, digest: (data: Buffer) => createHash('sha1').update(data).digest() },
  SHA256: { bytes: 32, digest: (data: Buffer) => createHash('sha256').update(data).digest() },
} as const;

export type ChecksumAlgorithm = keyof typeof DIGESTS;

/** The checksum of an object, in base64. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
}

const ALGORITHMS: readonly string[] = Object.keys(DIGESTS);

/** The algorithm of this name, whatever its case. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  const found = name.toUpperCase();
  return isAlgorithm(found) ? found : undefined;
}

export function checksumOf(algorithm: ChecksumAlgorithm, data: Buffer): Checksum {
  return { algorithm, value: DIGESTS[algorithm].digest(data).toString('base64') };
}

/** Whether this is base64 of as many bytes as the algorithm gives. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  return isBase64Of(DIGESTS[algorithm].bytes, value);
}

/** Whether this is canonical base64 of so many bytes. */
export function isBase64Of(bytes: number, value: string): boolean {
  const decoded = Buffer.from(value, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === value;
}

/** The header, or trailer, that carries a checksum of this algorithm. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

function isAlgorithm(name: string): name is ChecksumAlgorithm {
  return ALGORITHMS.includes(name);
}

function crc32Digest(data: Buffer): Buffer {
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE(crc32(data));
  return digest;
}
