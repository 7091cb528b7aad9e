/** Longest key, in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024;

const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/** Whether S3 takes this key. Nothing in it is ever normalised: `a//b`, `../a` and `/a` are keys of their own. */
export function isObjectKey(key: string): boolean {
  return key !== '' && !LONE_SURROGATE.test(key) && Buffer.byteLength(key) <= MAX_KEY_BYTES;
}
