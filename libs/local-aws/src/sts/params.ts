/** The parameters of a request of the query protocol, each given once. */
export type Params = ReadonlyMap<string, string>;

/** `Name.member.1`, `Name.member.2`, ... without a gap, each with what stands behind its number. */
export function readMembers(params: Params, name: string): Params[] {
  const members: Params[] = [];
  for (;;) {
    const prefix = `${name}.member.${members.length + 1}`;
    const fields = new Map<string, string>();
    for (const [key, value] of params) {
      if (key === prefix) fields.set('', value);
      else if (key.startsWith(`${prefix}.`)) fields.set(key.slice(prefix.length + 1), value);
    }
    if (fields.size === 0) return members;
    members.push(fields);
  }
}
