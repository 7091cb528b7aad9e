import { AwsFault } from '../service/aws-fault.js';

/** EC2's words for what the caller may not do. */
export function unauthorized(detail: string | undefined): AwsFault {
  const what = 'You are not authorized to perform this operation.';
  return new AwsFault(403, 'UnauthorizedOperation', detail === undefined ? what : `${what} ${detail}`);
}
