import { AwsFault } from './aws-fault.js';

/** Longest body of every request but those that put an object. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** Largest object. Objects are held in memory. */
export const MAX_OBJECT_BYTES = 64 * MAX_BODY_BYTES;
/** Longest body of a request that puts an object: chunks need some room for their framing. */
export const MAX_UPLOAD_BYTES = MAX_OBJECT_BYTES + MAX_BODY_BYTES;

/** Refuses a body that is longer than its limit. */
export function bodyTooLong(limit: number): AwsFault {
  if (limit > MAX_BODY_BYTES) return objectTooLarge();
  return new AwsFault(413, 'RequestEntityTooLarge', 'The body of the request is longer than 1 MiB.');
}

export function objectTooLarge(): AwsFault {
  return new AwsFault(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    fields: { MaxSizeAllowed: String(MAX_OBJECT_BYTES) },
  });
}
