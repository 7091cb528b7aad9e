import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { LocalAws, trustPolicy } from 'local-aws-accounts';
import { CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { BucketsModule } from './buckets.module.js';

const trust = trustPolicy({ principal: 'arn:aws:iam::999999999999:role/inventory-hub' });
const roles = { 'inventory-reader': { trust } };

let aws: LocalAws;
let app: INestApplication;

beforeAll(async () => {
  aws = await LocalAws.start({
    hub: { accountId: '999999999999', roleName: 'inventory-hub', region: 'eu-west-1' },
    accounts: {
      '111122223333': { buckets: ['payments-ledger'], roles },
      '444455556666': { buckets: ['search-index'], roles },
      '222233334444': { buckets: ['none-of-our-business'], roles },
    },
  });
  Object.assign(process.env, aws.env);
  const testing = await Test.createTestingModule({ imports: [BucketsModule] }).compile();
  app = testing.createNestApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
});

afterAll(async () => {
  await app.close();
  await aws.close();
});

async function get(path: string) {
  const response = await fetch(`${await app.getUrl()}/accounts/${path}`);
  return { status: response.status, body: await response.json() };
}

describe('the routes of buckets', () => {
  it('answer what is in the account', async () => {
    expect(await get('111122223333/buckets')).toEqual({ status: 200, body: ['payments-ledger'] });
    expect(await get('444455556666/buckets')).toEqual({ status: 200, body: ['search-index'] });
    expect(await get('444455556666/buckets/search-index')).toEqual({
      status: 200,
      body: { accountId: '444455556666', region: 'eu-west-1' },
    });
  });

  it('lead nowhere else, and assume no role for it', async () => {
    aws.calls.reset();
    expect(await get('222233334444/buckets')).toMatchObject({
      status: 403,
      body: { code: 'TARGET_REFUSED' },
    });
    expect(aws.calls.count('sts:AssumeRole')).toBe(0);
  });

  it('say when the role does not let us in', async () => {
    const stranger = trustPolicy({ principal: 'arn:aws:iam::222233334444:root' });
    aws.update(({ accounts }) => {
      accounts['444455556666'] = { roles: { 'inventory-reader': { trust: stranger } } };
    });
    app.get(CrossAccountClientFactory).invalidateAccount('444455556666');
    expect(await get('444455556666/buckets')).toMatchObject({ body: { code: 'ASSUME_ROLE_DENIED' } });
  });
});
