import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { PAYMENTS, SEARCH } from '../../support/world.js';
import { createBucketIn } from '../support/create-bucket.js';
import type { Scenario } from './scenario.js';

export const Bucket = 'the-bucket';
/** The object that is there, and one that is not. */
export const there = { Bucket, Key: 'there' };
export const missing = { Bucket, Key: 'missing' };

/** Who meets a bucket of the payments account that holds one object, and how. */
export interface Meeting {
  readonly accountId?: string;
  readonly from?: string;
  readonly policy?: string;
}

export const meets =
  (act: (s3: S3Client) => Promise<string>, meeting: Meeting = {}): Scenario['ask'] =>
  async (place) => {
    const { accountId = PAYMENTS, from = 'eu-west-1', policy: Policy } = meeting;
    const owner = place.s3(await place.keysIn(PAYMENTS));
    await createBucketIn(owner, Bucket);
    await owner.send(new PutObjectCommand({ ...there, Body: '0123456789' }));
    return act(place.s3(await place.keysIn(accountId, { Policy }), from));
  };

/** Another account. */
export const stranger = { accountId: SEARCH };

const allow = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' };
/** A session that may read and write objects, and list none. */
export const withoutList = { policy: JSON.stringify({ Version: '2012-10-17', Statement: [allow] }) };
