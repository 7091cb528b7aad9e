import type { CompiledBucket } from './compiled-world.js';
import { compileObjects } from './compile-objects.js';
import type { Continuity } from './continuity.js';
import type { BucketDraft } from './read-buckets.js';
import { WorldError } from './world-error.js';

/** Indexes buckets by name and by owner. A bucket that stays keeps its date and what was put into it. */
export function compileBuckets(drafts: readonly BucketDraft[], { previous, now }: Continuity) {
  const buckets = new Map<string, CompiledBucket>();
  const bucketsOf = new Map<string, CompiledBucket[]>();
  for (const { path, ...draft } of drafts) {
    if (buckets.has(draft.name))
      throw new WorldError(path, `a bucket name that is not taken: ${draft.name} is`);
    const same = previous?.buckets.get(draft.name);
    const before = same?.accountId === draft.accountId ? same : undefined;
    const bucket = {
      ...draft,
      createdAt: draft.createdAt ?? before?.createdAt ?? now,
      objects: compileObjects(draft.objects, before?.objects, now),
    };
    buckets.set(bucket.name, bucket);
    const own = bucketsOf.get(bucket.accountId);
    if (own === undefined) bucketsOf.set(bucket.accountId, [bucket]);
    else own.push(bucket);
  }
  for (const own of bucketsOf.values()) own.sort(byName);
  return { buckets, bucketsOf };
}

/** By UTF-16 code unit, which for bucket names is S3's order. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
