const SHAPE = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const PREFIXES = ['xn--', 'sthree-'];
const SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/** The naming rules of general purpose buckets. */
export function isBucketName(name: string): boolean {
  if (!SHAPE.test(name) || name.includes('..') || IP_ADDRESS.test(name)) return false;
  return !PREFIXES.some((prefix) => name.startsWith(prefix)) && !SUFFIXES.some((end) => name.endsWith(end));
}
