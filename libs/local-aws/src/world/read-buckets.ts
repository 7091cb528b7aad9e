import { isBucketName } from '../data/bucket-name.js';
import { isRecord } from '../data/is-record.js';
import { partitionOfRegion } from '../data/region.js';
import { readObject, readText } from './read.js';
import { readRegion } from './read-hub.js';
import { readObjects } from './read-objects.js';
import type { ObjectDraft } from './read-objects.js';
import type { AccountPlace } from './read-roles.js';
import { WorldError } from './world-error.js';

const KEYS = ['name', 'region', 'createdAt', 'objects'];

/** A bucket of the world; without a date of its own it was made when the running world first saw it. */
export interface BucketDraft {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly createdAt: number | undefined;
  readonly objects: readonly ObjectDraft[];
  readonly path: string;
}

export function readBuckets(
  value: unknown,
  path: string,
  place: AccountPlace,
  region: string,
): BucketDraft[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new WorldError(path, 'a list of buckets');
  return value.map((bucket: unknown, i) => readBucket(bucket, `${path}[${i}]`, place, region));
}

function readBucket(value: unknown, path: string, place: AccountPlace, defaultRegion: string): BucketDraft {
  const bucket = readObject(isRecord(value) ? value : { name: value }, path, KEYS);
  const name = readText(
    bucket['name'],
    isRecord(value) ? `${path}.name` : path,
    "a name by S3's rules",
    isBucketName,
  );
  const region = readRegion(bucket['region'] ?? defaultRegion, `${path}.region`);
  if (partitionOfRegion(region) !== place.partition) {
    throw new WorldError(`${path}.region`, `a region of the account's partition ${place.partition}`);
  }
  return {
    name,
    region,
    accountId: place.accountId,
    createdAt: readDate(bucket['createdAt'], `${path}.createdAt`),
    objects: readObjects(bucket['objects'], `${path}.objects`),
    path,
  };
}

function readDate(value: unknown, path: string): number | undefined {
  if (value === undefined) return undefined;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new WorldError(path, 'a date in ISO 8601');
  return time;
}
