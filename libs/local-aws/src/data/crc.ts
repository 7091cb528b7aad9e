/** A reflected cyclic redundancy check of up to 64 bits, held as two halves of 32 bits: no big integers, so it is fast. */
export interface Crc {
  readonly bytes: 4 | 8;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** Prepares a check. The polynomial is given in reflected form; a check of 32 bits has only the low half. */
export function crcOf(bytes: 4 | 8, polynomialHigh: number, polynomialLow: number): Crc {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let [h, l] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const odd = (l & 1) === 1;
      l = (l >>> 1) | ((h & 1) << 31);
      h >>>= 1;
      if (odd) [h, l] = [h ^ polynomialHigh, l ^ polynomialLow];
    }
    high[byte] = h;
    low[byte] = l;
  }
  return { bytes, high, low };
}

/** The check of `data`, most significant byte first; it starts from ones and ends inverted, as S3's checks do. */
export function crcDigest({ bytes, high, low }: Crc, data: Uint8Array): Buffer {
  let h = bytes === 8 ? -1 : 0;
  let l = -1;
  for (const byte of data) {
    const index = (l ^ byte) & 0xff;
    l = ((l >>> 8) | (h << 24)) ^ (low[index] ?? 0);
    h = (h >>> 8) ^ (high[index] ?? 0);
  }
  const digest = Buffer.alloc(8);
  digest.writeUInt32BE(~h >>> 0, 0);
  digest.writeUInt32BE(~l >>> 0, 4);
  return digest.subarray(8 - bytes);
}
