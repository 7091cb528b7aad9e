/** Fields in which S3 and others answer the token or the request that they did not take, and the header with the token in it. */
const SECRET_FIELD = /^(?:token(?:-\d+)?|securitytoken|(?:stringtosign|canonicalrequest)(?:bytes)?)$/i;
const RAW_BODY = '$responseBodyText';

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
  const { $response: response } = error as { $response?: unknown };
  if (typeof response === 'object' && response !== null && 'body' in response) response.body = undefined;
  return Object.hasOwn(error, RAW_BODY) ? withoutRawBody(error) : error;
}

function withoutRawBody(error: object): object {
  const fields: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(error);
  delete fields[RAW_BODY];
  const copy = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(error) as object) as object;
  return Object.defineProperties(copy, fields);
}
