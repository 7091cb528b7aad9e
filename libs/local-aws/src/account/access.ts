import { AwsFault } from '../service/aws-fault.js';
import { reasonToDeny } from '../service/permissions.js';
import type { Call } from '../service/service.js';

/**
 * The account that a request is about: the caller's own, or the member of its organization that it names, which only
 * the management account and delegated administrators may, and the former not for itself.
 */
export function targetAccount(call: Call, action: string, named: string | undefined): string {
  const { caller, cloud } = call;
  const { organization } = cloud.world.current;
  const own = `arn:${caller.partition}:account::${caller.accountId}:account`;
  if (named === undefined) {
    authorize(call, action, own);
    return caller.accountId;
  }
  const member = organization?.members.get(named);
  if (
    organization?.administrators.has(caller.accountId) !== true ||
    member === undefined ||
    named === organization.management.id
  ) {
    throw accessDenied();
  }
  const management = organization.management.id;
  const resource = `arn:${caller.partition}:account::${management}:account/${organization.id}/${named}`;
  authorize(call, action, resource);
  return named;
}

export function accessDenied(
  message = 'User does not have sufficient access to perform this action.',
): AwsFault {
  return new AwsFault(403, 'AccessDeniedException', message);
}

function authorize({ caller, cloud }: Call, action: string, resource: string): void {
  const world = cloud.world.current;
  const reason = reasonToDeny(world, caller, action, resource);
  if (reason === undefined) return;
  const what = `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${resource}`;
  throw accessDenied(world.explainDenials ? `${what} ${reason}` : what);
}
