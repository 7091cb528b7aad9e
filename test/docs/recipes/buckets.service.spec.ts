import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { mockClient } from 'aws-sdk-client-mock';
import { AccountContext, type AccountTarget, CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { BucketsModule } from './buckets.module.js';
import { BucketsService } from '../context/buckets.service.js';

describe('BucketsService', () => {
  it('answers the names of buckets', async () => {
    const s3 = new S3Client();
    mockClient(s3)
      .on(ListBucketsCommand)
      .resolves({ Buckets: [{ Name: 'ledger' }] });
    expect(await new BucketsService(s3).names()).toEqual(['ledger']);
  });

  it('works in the account of the context', async () => {
    const clientOf = ({ accountId }: AccountTarget) => ({
      send: async () => ({ Buckets: [{ Name: `of ${accountId}` }] }),
    });
    const testing = await Test.createTestingModule({ imports: [BucketsModule] })
      .overrideProvider(CrossAccountClientFactory)
      .useValue({ get: (_: unknown, target: AccountTarget) => clientOf(target) })
      .compile();
    const names = testing
      .get(AccountContext)
      .run({ accountId: '111122223333' }, () => testing.get(BucketsService).names());
    expect(await names).toEqual(['of 111122223333']);
    await testing.close();
  });
});
