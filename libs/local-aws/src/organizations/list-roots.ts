import type { Call } from '../service/service.js';
import { administeredBy, authorize } from './access.js';
import type { Input } from './input.js';
import { listView } from './list-view.js';

export function listRoots(call: Call, input: Input): Record<string, unknown> {
  const { root } = administeredBy(call);
  authorize(call, 'organizations:ListRoots');
  const page = input.page(call, [root], ({ id }) => id, 'roots');
  return listView('Roots', page, ({ id, arn, name }) => ({ Id: id, Arn: arn, Name: name, PolicyTypes: [] }));
}
