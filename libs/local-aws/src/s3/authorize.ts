import { AwsFault } from '../service/aws-fault.js';
import { reasonToDeny } from '../service/permissions.js';
import type { Call } from '../service/service.js';

/** What a request wants to do, in IAM's words. */
export interface Access {
  /** The IAM action, e.g. `s3:ListAllMyBuckets` for ListBuckets. */
  readonly action: string;
  /** The bucket, or `<bucket>/<key>`; absent for the service. */
  readonly bucket?: string;
  /** Headers of a refusal. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Throws S3's `AccessDenied` unless the role's permissions, and its session policy if any, allow the action. */
export function authorize(call: Call, access: Access): void {
  const { caller } = call;
  const resource = `arn:${caller.partition}:s3:::${access.bucket ?? '*'}`;
  const reason = reasonToDeny(call.cloud.world.current, caller, access.action, resource);
  if (reason !== undefined) throw denied(call, access, reason);
}

/** S3's `AccessDenied`, in full where the world explains denials. */
export function denied({ caller, cloud }: Call, access: Access, reason: string): AwsFault {
  const { action, bucket, headers = {} } = access;
  const resource = bucket === undefined ? '' : ` on resource: "arn:${caller.partition}:s3:::${bucket}"`;
  const full = `User: ${caller.sessionArn} is not authorized to perform: ${action}${resource} ${reason}`;
  const message = cloud.world.current.explainDenials ? full : 'Access Denied';
  return new AwsFault(403, 'AccessDenied', message, { headers });
}
