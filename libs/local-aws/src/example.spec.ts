process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { AwsFault, generateWorld } from 'local-aws-accounts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { LocalAws, trustPolicy } from 'local-aws-accounts';
import type { World } from 'local-aws-accounts';

const world: World = {
  organizationId: 'o-exampleorgid',
  hub: { accountId: '999999999999', roleName: 'inventory-hub', region: 'eu-west-1' },
  accounts: {
    '999999999999': { name: 'Hub', buckets: [{ name: 'hub-logs', objects: { 'app/1.log': 'started' } }] },
    '111122223333': {
      name: 'Payments',
      buckets: ['payments-invoices', { name: 'payments-archive', region: 'us-east-1' }],
      roles: {
        'inventory-reader': {
          trust: trustPolicy({ principal: 'arn:aws:iam::999999999999:role/inventory-hub' }),
          permissions: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
          },
        },
      },
    },
  },
};

describe('the inventory', () => {
  let aws: LocalAws;
  beforeAll(async () => Object.assign(process.env, (aws = await LocalAws.start(world)).env));
  afterAll(() => aws.close());

  it("lists a member account's buckets", async () => {
    const RoleArn = 'arn:aws:iam::111122223333:role/inventory-reader';
    const { Credentials: keys } = await new STSClient().send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'inventory' }),
    );
    const s3 = new S3Client({
      credentials: {
        accessKeyId: keys?.AccessKeyId ?? '',
        secretAccessKey: keys?.SecretAccessKey ?? '',
        sessionToken: keys?.SessionToken ?? '',
      },
    });
    const { Buckets } = await s3.send(new ListBucketsCommand());
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['payments-archive', 'payments-invoices']);
    expect(aws.calls.count('sts:AssumeRole', { roleArn: RoleArn })).toBe(1);
  });

  it('survives throttling', async () => {
    aws.faults.add({ action: 'sts:AssumeRole', times: 2, fault: { kind: 'throttle' } });
    const sts = new STSClient({ maxAttempts: 3, retryMode: 'standard' });
    const RoleArn = 'arn:aws:iam::111122223333:role/inventory-reader';
    await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'inventory' }));
    expect(aws.calls.count('sts:AssumeRole', { errorCode: 'Throttling' })).toBe(2);
  });

  it('asks once for a role that many want', async () => {
    aws.calls.reset();
    const RoleArn = 'arn:aws:iam::111122223333:role/inventory-reader';
    const assume = () =>
      new STSClient().send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'inventory' }));

    let open = (): void => undefined;
    const until = new Promise<void>((resolve) => (open = resolve));
    const held = aws.faults.add({
      action: 'sts:AssumeRole',
      roleArn: RoleArn,
      fault: { kind: 'gate', until },
    });
    const answer = assume();
    await held.reached(1); // the request has arrived, and its answer is being held
    expect(aws.calls.count('sts:AssumeRole')).toBe(1);
    open();
    await answer;
    held.clear();
  });

  it('reads and writes objects', async () => {
    const s3 = new S3Client(); // the hub role, from the environment
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'hub-logs', Key: 'app/1.log' }));
    expect(await Body?.transformToString()).toBe('started');
    await s3.send(new PutObjectCommand({ Bucket: 'hub-logs', Key: 'app/2.log', Body: 'stopped' }));
  });

  it('notices a new account', async () => {
    aws.update((draft) => {
      draft.accounts['444455556666'] = {
        buckets: ['shipping-labels'],
        roles: {
          'inventory-reader': { trust: trustPolicy({ principal: '999999999999', externalId: 'shipping' }) },
        },
      };
    });
    const RoleArn = 'arn:aws:iam::444455556666:role/inventory-reader';
    const input = { RoleArn, RoleSessionName: 'inventory' };
    const sts = new STSClient();
    await expect(sts.send(new AssumeRoleCommand(input))).rejects.toThrow('no role trust policy allows');
    await sts.send(new AssumeRoleCommand({ ...input, ExternalId: 'shipping' }));
  });

  it('finds the accounts of its organization', async () => {
    aws.update((draft) => {
      draft.organization = { units: { Workloads: { units: { Production: { tags: { tier: 'one' } } } } } };
      Object.assign(draft.accounts['111122223333'] ?? {}, {
        unit: 'Workloads/Production',
        tags: { team: 'money' },
        regions: { 'me-south-1': 'off' },
      });
    });
    const organizations = new OrganizationsClient({ region: 'us-east-1' });
    const { Accounts } = await organizations.send(new ListAccountsCommand());
    expect(Accounts?.map(({ Name, State }) => [Name, State])).toContainEqual(['Payments', 'ACTIVE']);
  });

  it('runs against many accounts that are slow', async () => {
    const many = generateWorld({ accounts: 1000, suspended: 0.02, denying: 0.01 });
    const slow = await LocalAws.start(many, {
      latency: { sts: 20, 's3:ListBuckets': () => 5 + Math.random() * 10 },
    });
    expect(slow.url).not.toBe(aws.url);
    await slow.close();
  });

  it('reads tables, which only the test has', async () => {
    const tables = aws.handle('dynamodb', 'ListTables', ({ accountId, region, input }) => {
      if (input['Limit'] === 0) throw new AwsFault(400, 'ValidationException', 'Limit must be above 0');
      return { TableNames: [`orders-${accountId}-${region}`] };
    });
    const { TableNames } = await new DynamoDBClient().send(new ListTablesCommand());
    expect(TableNames).toEqual(['orders-999999999999-eu-west-1']);
    expect(aws.calls.count(tables.action, { accountId: '999999999999' })).toBe(1);
  });
});
