import type { Policy } from '../policy/policy.js';
import { readPolicy } from '../policy/read-policy.js';

/** What a role may do unless the world says otherwise: everything in its own account. S3's ARNs name no account. */
export function defaultPermissions(accountId: string, hub: boolean): Policy {
  const own = { Effect: 'Allow', Action: '*', Resource: [`arn:*:*:*:${accountId}:*`, 'arn:*:s3:::*'] };
  const assume = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: '*' };
  return readPolicy({ Statement: hub ? [own, assume] : [own] }, 'identity', 'permissions');
}
