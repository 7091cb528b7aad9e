import type { Caller } from '../policy/caller.js';
import { AwsFault } from '../service/aws-fault.js';

/** STS's `AccessDenied`. `reason` is left out where AWS would not tell it. */
export function denied(
  caller: Caller,
  action: string,
  roleArn: string,
  reason: string | undefined,
): AwsFault {
  const what = `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${roleArn}`;
  return new AwsFault(403, 'AccessDenied', reason === undefined ? what : `${what} ${reason}`);
}
