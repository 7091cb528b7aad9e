const VERSION = '1:';

/** An opaque token for the place behind this name; it stays right while others come and go. */
export function encodeToken(name: string): string {
  return Buffer.from(VERSION + name).toString('base64url');
}

/** Undefined for anything that {@link encodeToken} does not make. */
export function decodeToken(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const name = text.slice(VERSION.length);
  return text.startsWith(VERSION) && name !== '' && encodeToken(name) === token ? name : undefined;
}
