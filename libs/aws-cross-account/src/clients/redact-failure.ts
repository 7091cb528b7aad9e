/** Fields in which S3 and others answer the token or the request that they did not take, and the header with the token in it. */
const SECRET_FIELD = /^(?:token(?:-\d+)?|securitytoken|(?:stringtosign|canonicalrequest)(?:bytes)?)$/i;
const RAW_BODY = '$responseBodyText';
/**
 * Texts that may hold the request as the service signed it, with the token among its headers or in its query: services of the JSON and
 * query protocols answer a wrong signature with it.
 */
const TEXTS = ['message', 'Message', 'stack'];
const TOKEN_IN_TEXT = /(x-amz-(?:security|s3session)-token\\?["']?\s*(?:[:=]|%3D)\s*\\?["']?)[^\s"'\\,&]+/gi;

/**
 * Takes out of an error of the SDK what must not come into a log: fields that repeat the session token, and the raw answer, which
 * holds whatever the service said, and with some HTTP handlers the headers of the request.
 *
 * @returns the same error; a copy of it where the SDK has locked what has to go
 */
export function redacted(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  for (const field of Object.keys(error)) {
    if (SECRET_FIELD.test(field)) Reflect.set(error, field, '[redacted]');
  }
  for (const field of TEXTS) withoutToken(error, field);
  const { $response: response } = error as { $response?: unknown };
  if (typeof response === 'object' && response !== null && 'body' in response)
    Reflect.set(response, 'body', undefined);
  return Object.hasOwn(error, RAW_BODY) ? withoutRawBody(error) : error;
}

function withoutToken(error: object, field: string): void {
  const text: unknown = Reflect.get(error, field);
  if (typeof text !== 'string') return;
  const safe = text.replace(TOKEN_IN_TEXT, '$1[redacted]');
  if (safe !== text) Reflect.set(error, field, safe);
}

function withoutRawBody(error: object): object {
  const fields: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(error);
  delete fields[RAW_BODY];
  const copy = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(error) as object) as object;
  return Object.defineProperties(copy, fields);
}
