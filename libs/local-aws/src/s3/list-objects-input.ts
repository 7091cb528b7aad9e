import { decodeToken } from './continuation-token.js';
import { invalidArgument } from './s3-refusals.js';

/** The parameters of ListObjectsV2. */
export interface ListObjectsInput {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly maxKeys: number;
  readonly startAfter: string | undefined;
  readonly token: string | undefined;
  /** What the token stands for: the last entry of the page before. */
  readonly after: string | undefined;
  readonly encodingType: string | undefined;
  readonly fetchOwner: boolean;
}

/** The most entries that one answer holds; S3 takes larger numbers and keeps to this one. */
const MAX_KEYS = 1000;
const MAX_INTEGER = 2_147_483_647;

export function readListObjects(query: ReadonlyMap<string, string>): ListObjectsInput {
  const token = query.get('continuation-token');
  const after = token === undefined ? undefined : decodeToken(token);
  if (token !== undefined && after === undefined) {
    throw invalidArgument('continuation-token', 'The continuation token provided is incorrect');
  }
  const encodingType = query.get('encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    throw invalidArgument('encoding-type', 'Invalid Encoding Method specified in Request');
  }
  return {
    prefix: query.get('prefix') ?? '',
    // An empty delimiter divides nothing.
    delimiter: query.get('delimiter') || undefined,
    maxKeys: readMaxKeys(query.get('max-keys')),
    startAfter: query.get('start-after'),
    token,
    after,
    encodingType,
    fetchOwner: readFlag(query.get('fetch-owner')),
  };
}

function readMaxKeys(text: string | undefined): number {
  if (text === undefined) return MAX_KEYS;
  const keys = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  if (keys < 0 || keys > MAX_INTEGER) {
    throw invalidArgument('max-keys', 'Provided max-keys not an integer or within integer range');
  }
  return Math.min(keys, MAX_KEYS);
}

function readFlag(text: string | undefined): boolean {
  if (text !== undefined && text !== 'true' && text !== 'false') {
    throw invalidArgument('fetch-owner', 'fetch-owner must be true or false');
  }
  return text === 'true';
}
