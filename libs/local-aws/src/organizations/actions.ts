import type { OperationName } from '../service/operations.js';
import type { Call } from '../service/service.js';
import { describeAccount } from './describe-account.js';
import { describeOrganization } from './describe-organization.js';
import type { Input } from './input.js';
import { listAccounts } from './list-accounts.js';
import { listAccountsForParent, listOrganizationalUnitsForParent } from './list-for-parent.js';
import { listParents } from './list-parents.js';
import { listRoots } from './list-roots.js';
import { listTagsForResource } from './list-tags-for-resource.js';

/** An action: the members that its requests may have, and what it answers. */
export interface Action {
  readonly name: OperationName;
  readonly members: readonly string[];
  readonly run: (call: Call, input: Input) => Record<string, unknown>;
}

const PAGED = ['NextToken', 'MaxResults'];

/** The table of actions, by the name that requests give. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map(
  (
    [
      { name: 'organizations:DescribeAccount', members: ['AccountId'], run: describeAccount },
      { name: 'organizations:DescribeOrganization', members: [], run: describeOrganization },
      { name: 'organizations:ListAccounts', members: PAGED, run: listAccounts },
      {
        name: 'organizations:ListAccountsForParent',
        members: ['ParentId', ...PAGED],
        run: listAccountsForParent,
      },
      {
        name: 'organizations:ListOrganizationalUnitsForParent',
        members: ['ParentId', ...PAGED],
        run: listOrganizationalUnitsForParent,
      },
      { name: 'organizations:ListParents', members: ['ChildId', ...PAGED], run: listParents },
      { name: 'organizations:ListRoots', members: PAGED, run: listRoots },
      {
        name: 'organizations:ListTagsForResource',
        members: ['ResourceId', 'NextToken'],
        run: listTagsForResource,
      },
    ] satisfies Action[]
  ).map((action) => [action.name.slice('organizations:'.length), action]),
);
