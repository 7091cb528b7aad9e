import { shortHash } from '../data/short-hash.js';
import type { OrganizationNode } from './compiled-organization.js';
import { readEntries, readObject, readText } from './read.js';
import { readTags } from './read-tags.js';
import { WorldError } from './world-error.js';

const NAME = 'names of 1 to 128 characters without /';

/** Units that have been read: by id, and by their path of names. */
export class Units {
  readonly byId = new Map<string, OrganizationNode>();
  readonly byNames = new Map<string, OrganizationNode>();

  constructor(
    private readonly root: OrganizationNode,
    /** The ARN of a unit, up to its id. */
    private readonly arnPrefix: string,
  ) {
    this.byId.set(root.id, root);
  }

  /** Reads the units inside `parent` and all below them. */
  read(value: unknown, path: string, parent: OrganizationNode = this.root, names = ''): void {
    for (const [name, data] of readEntries(value, path)) {
      const at = `${path}.${name}`;
      if (name === '' || name.length > 128 || name.includes('/')) throw new WorldError(at, NAME);
      const own = names === '' ? name : `${names}/${name}`;
      const unit = readObject(data, at, ['id', 'tags', 'units']);
      const node = this.#add(name, own, unit, at, parent);
      this.read(unit['units'], `${at}.units`, node, own);
      node.units.sort(byId);
    }
    parent.units.sort(byId);
  }

  #add(
    name: string,
    names: string,
    unit: Record<string, unknown>,
    path: string,
    parent: OrganizationNode,
  ): OrganizationNode {
    const id = this.#readId(unit['id'], `${path}.id`, names);
    const tags = readTags(unit['tags'], `${path}.tags`);
    const arn = `${this.arnPrefix}${id}`;
    const node = { id, arn, name, tags, parent, path: `${parent.path}${id}/`, units: [], accounts: [] };
    parent.units.push(node);
    this.byId.set(id, node);
    this.byNames.set(names, node);
    return node;
  }

  #readId(value: unknown, path: string, names: string): string {
    const prefix = `ou-${this.root.id.slice(2)}-`;
    const id = readText(
      value ?? `${prefix}${shortHash(names, 12)}`,
      path,
      `${prefix} and 8 to 32 lower-case letters and digits`,
      (text) => text.startsWith(prefix) && /^[a-z0-9]{8,32}$/.test(text.slice(prefix.length)),
    );
    if (this.byId.has(id)) throw new WorldError(path, 'an id that no other unit has');
    return id;
  }
}

/** The order in which Organizations lists things here. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
