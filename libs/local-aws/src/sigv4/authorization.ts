/** Which key signed, and the scope that it signed for. */
export interface Credential {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** A signature of Version 4, taken apart. */
export interface Authorization extends Credential {
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Undefined when the header is not of the one form `AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=`. */
export function parseAuthorization(header: string): Authorization | undefined {
  if (!header.startsWith(`${ALGORITHM} `)) return undefined;
  const fields = new Map<string, string>();
  for (const part of header.slice(ALGORITHM.length + 1).split(',')) {
    const text = part.trim();
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0));
    if (fields.has(name)) return undefined;
    fields.set(name, text.slice(equals + 1));
  }
  const credential = parseCredential(fields.get('Credential') ?? '');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  if (fields.size !== 3 || credential === undefined || !signedHeaders || !signature) return undefined;
  return { ...credential, signedHeaders: signedHeaders.split(';'), signature };
}

/** `<key>/<date>/<region>/<service>/aws4_request`; undefined when it is not of five parts. */
export function parseCredential(text: string): Credential | undefined {
  const parts = text.split('/');
  if (parts.length !== 5) return undefined;
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = parts;
  return { accessKeyId, date, region, service, terminator };
}
