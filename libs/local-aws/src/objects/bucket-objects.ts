import { compareUtf8 } from '../data/utf8-order.js';
import type { MultipartUpload } from './multipart-upload.js';
import type { StoredObject } from './stored-object.js';

/** The objects of one bucket. */
export class BucketObjects {
  readonly #objects = new Map<string, StoredObject>();
  #sorted: readonly string[] | undefined;

  constructor(
    /** What is being put in parts, by the id of the upload. */
    readonly uploads = new Map<string, MultipartUpload>(),
  ) {}

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
