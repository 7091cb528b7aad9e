import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoProcess } from '../support/demo-process.js';
import { PAYMENTS, ROLE_NAME, SEARCH } from '../support/world.js';
import { createBucketIn } from './support/create-bucket.js';
import { keysOf } from './support/keys.js';
import { MotoServer } from './support/moto-server.js';

const KEY = 'a-key-of-some-length';

let moto: MotoServer;
let demo: DemoProcess;
let url: string;

/** Makes buckets as a deployment of these accounts would, without the library or the demo. */
async function fill(): Promise<void> {
  const place = {
    endpoint: moto.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'dummy', secretAccessKey: 'dummy' },
  };
  const sts = new STSClient(place);
  const inAccount = async (accountId: string): Promise<S3Client> => {
    const RoleArn = `arn:aws:iam::${accountId}:role/deployer`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'fill' }));
    return new S3Client({ ...place, credentials: keysOf(Credentials) });
  };
  await createBucketIn(await inAccount(PAYMENTS), 'payments-invoices');
  await createBucketIn(await inAccount(SEARCH), 'search-index');
  await createBucketIn(new S3Client(place), 'hub-reports');
}

beforeAll(async () => {
  moto = await MotoServer.start();
  await fill();
  demo = DemoProcess.spawn({
    ...moto.env,
    LOCAL_AWS: 'off',
    DEMO_API_KEYS: `${KEY}=alice`,
    AWS_CROSS_ACCOUNT_ROLE_NAME: ROLE_NAME,
    AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: `${PAYMENTS},${SEARCH},555566667777`,
  });
  url = await demo.listening();
});

afterAll(async () => {
  await demo.stop();
  await moto.stop();
});

async function bucketsAt(path: string): Promise<unknown> {
  const response = await fetch(url + path, { headers: { 'x-api-key': KEY } });
  const { buckets } = (await response.json()) as { buckets?: { name: string }[] };
  return buckets?.map(({ name }) => name);
}

describe('the demo against moto', () => {
  it('lists the buckets of each account, and of the hub, and of no other', async () => {
    expect(await bucketsAt(`/accounts/${PAYMENTS}/buckets`)).toEqual(['payments-invoices']);
    expect(await bucketsAt(`/accounts/${SEARCH}/buckets`)).toEqual(['search-index']);
    expect(await bucketsAt('/accounts/555566667777/buckets')).toEqual([]);
    expect(await bucketsAt('/buckets')).toEqual(['hub-reports']);
  });

  it('lists the buckets of one region', async () => {
    expect(await bucketsAt(`/accounts/${PAYMENTS}/buckets?region=eu-west-1`)).toEqual(['payments-invoices']);
    expect(await bucketsAt(`/accounts/${PAYMENTS}/buckets?region=us-east-1`)).toEqual([]);
  });

  it('assumed each role once for all of that', async () => {
    const response = await fetch(`${url}/cache`, { headers: { 'x-api-key': KEY } });
    expect(await response.json()).toMatchObject({ credentials: { obtained: 3, failed: 0 } });
  });
});
