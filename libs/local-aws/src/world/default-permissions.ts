import type { Policy } from '../policy/policy.js';
import { readPolicy } from '../policy/read-policy.js';

/** ARNs that say nothing of the caller's account: S3's name none, those of an organization name its management account. */
const ELSEWHERE = ['arn:*:s3:::*', 'arn:*:organizations::*:*', 'arn:*:account::*:*'];

/** What a role may do unless the world says otherwise: everything in its own account. */
export function defaultPermissions(accountId: string, hub: boolean): Policy {
  const own = { Effect: 'Allow', Action: '*', Resource: [`arn:*:*:*:${accountId}:*`, ...ELSEWHERE] };
  const assume = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: '*' };
  return readPolicy({ Statement: hub ? [own, assume] : [own] }, 'identity', 'permissions');
}
