import { isThenable } from '../data/is-thenable.js';
import { byName } from './compile-buckets.js';
import { compileWorld } from './compile-world.js';
import type { CompiledBucket, CompiledWorld } from './compiled-world.js';
import type { World } from './world.js';
import { WorldError } from './world-error.js';

/** The running world: its description and the form that requests are answered from, always of one mind. */
export class WorldStore {
  #data: World;
  #compiled: CompiledWorld;

  constructor(
    world: World,
    private readonly clock: () => number,
    private readonly newRoleId: () => string,
  ) {
    this.#data = copy(world);
    this.#compiled = compileWorld(this.#data, { previous: undefined, now: clock(), newRoleId });
  }

  get current(): CompiledWorld {
    return this.#compiled;
  }

  /** Changes a draft of the world, checks it and swaps it in; throws and changes nothing when it is invalid. */
  update(change: (draft: World) => void): void {
    const draft = structuredClone(this.#data);
    const result: unknown = change(draft);
    if (isThenable(result)) {
      // Whatever it comes to, it comes too late to count.
      result.then(undefined, () => undefined);
      throw new WorldError('update', 'a synchronous function that changes the draft');
    }
    const data = copy(draft);
    const previous = this.#compiled;
    const compiled = compileWorld(data, { previous, now: this.clock(), newRoleId: this.newRoleId });
    if (compiled.hub.arn !== previous.hub.arn) {
      throw new WorldError('hub', `the hub role that this world was started with: ${previous.hub.arn}`);
    }
    this.#data = data;
    this.#compiled = compiled;
  }

  /** A bucket made through S3. It becomes part of the description. */
  addBucket(bucket: CompiledBucket): void {
    const { name, region, accountId, createdAt } = bucket;
    // Only the hub's account can own a bucket without being listed.
    const account = (this.#data.accounts[accountId] ??= { partition: this.#compiled.hub.partition });
    (account.buckets ??= []).push({ name, region, createdAt: new Date(createdAt).toISOString() });
    this.#compiled.buckets.set(name, bucket);
    const own = [...(this.#compiled.bucketsOf.get(accountId) ?? []), bucket].toSorted(byName);
    this.#compiled.bucketsOf.set(accountId, own);
  }

  removeBucket({ name, accountId }: CompiledBucket): void {
    const account = this.#data.accounts[accountId];
    if (account?.buckets !== undefined) {
      account.buckets = account.buckets.filter((b) => (typeof b === 'string' ? b : b.name) !== name);
    }
    this.#compiled.buckets.delete(name);
    const own = this.#compiled.bucketsOf.get(accountId) ?? [];
    this.#compiled.bucketsOf.set(
      accountId,
      own.filter((bucket) => bucket.name !== name),
    );
  }
}

/** A copy that nobody else holds. What cannot be copied is not plain data. */
function copy(world: World): World {
  try {
    return structuredClone(world);
  } catch {
    throw new WorldError('world', 'plain data, as JSON has it');
  }
}
