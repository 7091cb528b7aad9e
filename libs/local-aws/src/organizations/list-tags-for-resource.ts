import type { Call } from '../service/service.js';
import { administeredBy, authorize } from './access.js';
import type { Input } from './input.js';
import { listView } from './list-view.js';
import { targetNotFound } from './refusals.js';

/** Tags of an account, a unit or the root. */
export function listTagsForResource(call: Call, input: Input): Record<string, unknown> {
  const id = input.id('ResourceId');
  const { members, nodes } = administeredBy(call);
  const resource = members.get(id) ?? nodes.get(id);
  authorize(call, 'organizations:ListTagsForResource', resource?.arn);
  if (resource === undefined) throw targetNotFound();
  const tags = tagsOf(resource.tags);
  return listView(
    'Tags',
    input.page(call, tags, ([key]) => key, `tags ${id}`),
    ([Key, Value]) => ({ Key, Value }),
  );
}

function tagsOf(tags: ReadonlyMap<string, string>): [key: string, value: string][] {
  return [...tags].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
