import { compareUtf8 } from '../data/utf8-order.js';
import type { StoredObject } from './stored-object.js';

/** The objects of one bucket. */
export class BucketObjects {
  readonly #objects: Map<string, StoredObject>;
  #sorted: readonly string[] | undefined;

  constructor(objects: Iterable<readonly [key: string, object: StoredObject]> = []) {
    this.#objects = new Map(objects);
  }

  get size(): number {
    return this.#objects.size;
  }

  get(key: string): StoredObject | undefined {
    return this.#objects.get(key);
  }

  put(key: string, object: StoredObject): void {
    if (!this.#objects.has(key)) this.#sorted = undefined;
    this.#objects.set(key, object);
  }

  delete(key: string): void {
    if (this.#objects.delete(key)) this.#sorted = undefined;
  }

  entries(): Iterable<[string, StoredObject]> {
    return this.#objects.entries();
  }

  /** Every key, in S3's order. */
  keys(): readonly string[] {
    this.#sorted ??= [...this.#objects.keys()].toSorted(compareUtf8);
    return this.#sorted;
  }
}
