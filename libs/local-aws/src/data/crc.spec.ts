import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crcDigest, crcOf } from './crc.js';

const DIGITS = Buffer.from('123456789');

describe('crcDigest', () => {
  it.each([
    ['CRC32', crcOf(4, 0, 0xedb88320), 'cbf43926'],
    ['CRC32C', crcOf(4, 0, 0x82f63b78), 'e3069283'],
    ['CRC64NVME', crcOf(8, 0x9a6c9329, 0xac4bc9b5), 'ae8b14860a799888'],
  ])('gives the published check value of %s', (_name, crc, value) => {
    expect(crcDigest(crc, DIGITS).toString('hex')).toBe(value);
  });

  it("agrees with Node's own CRC32", () => {
    const crc = crcOf(4, 0, 0xedb88320);
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        expect(crcDigest(crc, data).readUInt32BE()).toBe(crc32(data));
      }),
    );
  });
});
