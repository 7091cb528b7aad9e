import { AwsFault } from '../service/aws-fault.js';

/** An argument that is within its bounds, and does not go with the others or with the caller's session. */
export function invalidParameterValue(message: string): AwsFault {
  return new AwsFault(400, 'InvalidParameterValue', message);
}
