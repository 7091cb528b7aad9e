import type { Call } from '../service/service.js';
import type { OrganizationNode } from '../world/compiled-organization.js';
import { administeredBy, authorize } from './access.js';
import { accountView } from './account-view.js';
import type { Input } from './input.js';
import { listView } from './list-view.js';
import { parentNotFound } from './refusals.js';

/** Accounts directly in a unit or the root, not those in units inside it. */
export function listAccountsForParent(call: Call, input: Input): Record<string, unknown> {
  const parent = parentOf(call, input, 'organizations:ListAccountsForParent');
  const page = input.page(call, parent.accounts, ({ id }) => id, `accounts ${parent.id}`);
  return listView('Accounts', page, accountView);
}

export function listOrganizationalUnitsForParent(call: Call, input: Input): Record<string, unknown> {
  const parent = parentOf(call, input, 'organizations:ListOrganizationalUnitsForParent');
  const page = input.page(call, parent.units, ({ id }) => id, `units ${parent.id}`);
  return listView('OrganizationalUnits', page, unitView);
}

function unitView({ id, arn, name, path }: OrganizationNode): Record<string, unknown> {
  return { Id: id, Arn: arn, Name: name, Path: path };
}

function parentOf(call: Call, input: Input, action: string): OrganizationNode {
  const id = input.id('ParentId');
  const parent = administeredBy(call).nodes.get(id);
  authorize(call, action, parent?.arn);
  if (parent === undefined) throw parentNotFound();
  return parent;
}
