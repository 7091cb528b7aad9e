import { AwsFault } from '../service/aws-fault.js';

/** The refusal of a session in a region that its account has not switched on. */
export function regionDisabled(accountId: string): AwsFault {
  return new AwsFault(
    403,
    'RegionDisabledException',
    `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  );
}
