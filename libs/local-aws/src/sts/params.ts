import type { Params } from '../service/query-params.js';
import { validationError } from './violations.js';

/**
 * The list `Name.member.1`, `Name.member.2`, ...: of each member what stands behind its number, under `''` when
 * nothing does. Throws when a number is missing, since the rest of the list would be ignored.
 */
export function readMembers(params: Params, name: string): Params[] {
  const start = `${name}.member.`;
  const members = new Map<string, Map<string, string>>();
  for (const [key, value] of params) {
    if (!key.startsWith(start)) continue;
    const [index = '', field = ''] = key.slice(start.length).split('.', 2);
    const fields = members.get(index);
    if (fields === undefined) members.set(index, new Map([[field, value]]));
    else fields.set(field, value);
  }
  return Array.from({ length: members.size }, (_, i) => {
    const fields = members.get(String(i + 1));
    if (fields === undefined) throw validationError(`${name} has members without ${start}${i + 1}`);
    return fields;
  });
}
