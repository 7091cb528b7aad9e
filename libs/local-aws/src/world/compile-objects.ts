import { isDeepStrictEqual } from 'node:util';
import { BucketObjects } from '../objects/bucket-objects.js';
import { storeObject } from '../objects/stored-object.js';
import type { StoredObject } from '../objects/stored-object.js';
import type { ObjectDraft } from './read-objects.js';

/**
 * The objects of a bucket: those put through S3 stay, those described are as the description has them. One whose
 * description did not change stays the very same object; one that is no longer described is gone.
 */
export function compileObjects(
  drafts: readonly ObjectDraft[],
  previous: BucketObjects | undefined,
  now: number,
): BucketObjects {
  const objects = new BucketObjects(previous?.uploads);
  for (const [key, object] of previous?.entries() ?? []) if (!object.declared) objects.put(key, object);
  for (const draft of drafts) {
    const before = previous?.get(draft.key);
    const next = storeObject(draft.content, { now, declared: true });
    objects.put(draft.key, before !== undefined && isSame(before, next) ? before : next);
  }
  return objects;
}

function isSame(before: StoredObject, next: StoredObject): boolean {
  return (
    before.declared &&
    before.etag === next.etag &&
    isDeepStrictEqual([before.headers, before.metadata], [next.headers, next.metadata])
  );
}
