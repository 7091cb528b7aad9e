/** A source of random bytes: `size` of them, new ones at each call. */
export type RandomBytes = (size: number) => Uint8Array;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Upper-case letters and digits, as in AWS's key and unique ids. */
export function randomBase32(random: RandomBytes, length: number): string {
  let text = '';
  for (const byte of random(length)) text += BASE32.charAt(byte & 31);
  return text;
}

/** The form of AWS's request ids: lower-case hexadecimal in five groups. */
export function randomRequestId(random: RandomBytes): string {
  const hex = Buffer.from(random(16)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
