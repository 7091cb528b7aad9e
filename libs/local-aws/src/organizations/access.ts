import { anyResource, reasonToDeny } from '../service/permissions.js';
import type { Call } from '../service/service.js';
import type { CompiledOrganization } from '../world/compiled-organization.js';
import { accessDenied, notInUse } from './refusals.js';

/** The organization of the caller's account. Throws `AWSOrganizationsNotInUseException` when it has none. */
export function organizationOf({ caller, cloud }: Call): CompiledOrganization {
  const { organization } = cloud.world.current;
  if (organization?.members.has(caller.accountId) !== true) throw notInUse();
  return organization;
}

/** The same for an account that may ask about all of it. */
export function administeredBy(call: Call): CompiledOrganization {
  const organization = organizationOf(call);
  if (!organization.administrators.has(call.caller.accountId)) throw accessDenied();
  return organization;
}

/** Throws unless the caller's permissions allow the action on the resource; without one, on all. */
export function authorize({ caller, cloud }: Call, action: string, resource?: string): void {
  const world = cloud.world.current;
  const reason = reasonToDeny(world, caller, action, resource ?? anyResource(caller, 'organizations'));
  if (reason === undefined) return;
  const what = `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${resource ?? '*'}`;
  throw accessDenied(world.explainDenials ? `${what} ${reason}` : what);
}
