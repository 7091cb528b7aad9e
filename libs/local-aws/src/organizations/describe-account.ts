import type { Call } from '../service/service.js';
import { administeredBy, authorize } from './access.js';
import { accountView } from './account-view.js';
import type { Input } from './input.js';
import { accountNotFound } from './refusals.js';

export function describeAccount(call: Call, input: Input): Record<string, unknown> {
  const id = input.id('AccountId');
  const { members } = administeredBy(call);
  const account = members.get(id);
  authorize(call, 'organizations:DescribeAccount', account?.arn);
  if (account === undefined) throw accountNotFound();
  return { Account: accountView(account) };
}
