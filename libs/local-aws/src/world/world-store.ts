import { isThenable } from '../data/is-thenable.js';
import { BucketObjects } from '../objects/bucket-objects.js';
import type { StoredObject } from '../objects/stored-object.js';
import { byName } from './compile-buckets.js';
import { compileWorld } from './compile-world.js';
import type { CompiledBucket, CompiledWorld } from './compiled-world.js';
import type { World, WorldBucket } from './world.js';
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
  addBucket(made: Omit<CompiledBucket, 'objects'>): void {
    const { name, region, accountId, createdAt } = made;
    const bucket = { ...made, objects: new BucketObjects() };
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
      account.buckets = account.buckets.filter((bucket) => nameOf(bucket) !== name);
    }
    this.#compiled.buckets.delete(name);
    const own = this.#compiled.bucketsOf.get(accountId) ?? [];
    this.#compiled.bucketsOf.set(
      accountId,
      own.filter((bucket) => bucket.name !== name),
    );
  }

  /** An object put through S3. It is held beside the description, and takes the place of a described one. */
  putObject(bucket: CompiledBucket, key: string, object: StoredObject): void {
    this.#forgetObject(bucket, key);
    bucket.objects.put(key, object);
  }

  deleteObject(bucket: CompiledBucket, key: string): void {
    this.#forgetObject(bucket, key);
    bucket.objects.delete(key);
  }

  #forgetObject(bucket: CompiledBucket, key: string): void {
    if (bucket.objects.get(key)?.declared !== true) return;
    const buckets = this.#data.accounts[bucket.accountId]?.buckets ?? [];
    const described = buckets.find((other) => nameOf(other) === bucket.name);
    if (typeof described === 'object' && described.objects !== undefined) delete described.objects[key];
  }
}

function nameOf(bucket: string | WorldBucket): string {
  return typeof bucket === 'string' ? bucket : bucket.name;
}

/** A copy that nobody else holds. What cannot be copied is not plain data. */
function copy(world: World): World {
  try {
    return structuredClone(world);
  } catch {
    throw new WorldError('world', 'plain data, as JSON has it');
  }
}
