import type { Call } from '../service/service.js';
import type { OrganizationNode } from '../world/compiled-organization.js';
import { administeredBy, authorize } from './access.js';
import type { Input } from './input.js';
import { listView } from './list-view.js';
import { childNotFound } from './refusals.js';

/** The one root or unit that an account or a unit is directly in. */
export function listParents(call: Call, input: Input): Record<string, unknown> {
  const id = input.id('ChildId');
  const { members, nodes } = administeredBy(call);
  const child = members.get(id) ?? nodes.get(id);
  authorize(call, 'organizations:ListParents', child?.arn);
  if (child?.parent === undefined) throw childNotFound();
  const page = input.page(call, [child.parent], (parent) => parent.id, `parents ${id}`);
  return listView('Parents', page, parentView);
}

function parentView({ id, parent }: OrganizationNode): Record<string, unknown> {
  return { Id: id, Type: parent === undefined ? 'ROOT' : 'ORGANIZATIONAL_UNIT' };
}
