/** The names that S3 itself answers to; what stands before one of them is a bucket. */
const OWN_NAME =
  /(?:^|\.)(?:s3(?:[.-]fips)?(?:[.-]dualstack)?(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?|s3(?:\.[a-z0-9-]+)?\.localhost|localhost)$/;
const PORT = /:\d+$/;

/**
 * The bucket that the `Host` header names in virtual-host style: `<bucket>.s3.<region>.amazonaws.com`,
 * `<bucket>.s3.localhost` or `<bucket>.localhost`. Undefined for every other host, an IP address among them: its
 * requests are of path style.
 */
export function bucketOfHost(host: string): string | undefined {
  const name = host.toLowerCase().replace(PORT, '');
  const own = OWN_NAME.exec(name);
  return own === null || own.index === 0 ? undefined : name.slice(0, own.index);
}
