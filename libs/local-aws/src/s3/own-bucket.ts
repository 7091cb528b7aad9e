import type { Call } from '../service/service.js';
import type { CompiledBucket } from '../world/compiled-world.js';
import { authorize, denied } from './authorize.js';
import { noSuchBucket, permanentRedirect } from './s3-refusals.js';

/**
 * The bucket, if the caller may do this to it, or to this key of it: it exists, in the region that the request was
 * signed for, belongs to the caller's account, and the caller's permissions allow the action. There are no bucket
 * policies here, so no other account ever gets in.
 */
export function ownBucket(call: Call, name: string, action: string, key?: string): CompiledBucket {
  const bucket = call.cloud.world.current.buckets.get(name);
  if (bucket === undefined) throw noSuchBucket(name);
  if (bucket.region !== call.region) throw permanentRedirect(name, bucket.region);
  const access = {
    action,
    bucket: key === undefined ? name : `${name}/${key}`,
    headers: { 'x-amz-bucket-region': bucket.region },
  };
  authorize(call, access);
  if (bucket.accountId !== call.caller.accountId) {
    throw denied(call, access, `because no resource-based policy allows the ${action} action`);
  }
  return bucket;
}
