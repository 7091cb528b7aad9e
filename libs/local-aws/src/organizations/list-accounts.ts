import type { Call } from '../service/service.js';
import { administeredBy, authorize } from './access.js';
import { accountView } from './account-view.js';
import { listView } from './list-view.js';
import type { Input } from './input.js';

export function listAccounts(call: Call, input: Input): Record<string, unknown> {
  const { members } = administeredBy(call);
  authorize(call, 'organizations:ListAccounts');
  const page = input.page(call, [...members.values()], ({ id }) => id, 'accounts');
  return listView('Accounts', page, accountView);
}
