import { describe, expect, it } from '@jest/globals';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import type { BucketLocationConstraint } from '@aws-sdk/client-s3';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import { elementText, s3Draft, send, sign } from '../testing/signed.js';
import { exampleWorld, PAYMENTS, SHIPPING } from '../testing/worlds.js';

const create = (Bucket: string, LocationConstraint?: BucketLocationConstraint) =>
  new CreateBucketCommand({
    Bucket,
    ...(LocationConstraint === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint } }),
  });

describe('CreateBucket', () => {
  it("makes a bucket of the caller's account, in the region of the client", async () => {
    await running(async ({ aws, clients }) => {
      const s3 = clients.s3(await clients.assumeKeys());
      expect((await s3.send(create('made-now'))).Location).toBe('/made-now');
      expect((await s3.send(new HeadBucketCommand({ Bucket: 'made-now' }))).BucketRegion).toBe('eu-west-1');
      let seen: unknown;
      aws.update((draft) => (seen = draft.accounts[PAYMENTS]?.buckets?.at(-1)));
      expect(seen).toMatchObject({ name: 'made-now', region: 'eu-west-1' });
      expect((await clients.s3().send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
    });
  });

  it('obeys the location constraint', async () => {
    await running(async ({ clients }) => {
      const keys = clients.hubKeys;
      const virginia = clients.s3(keys, 'us-east-1');
      await virginia.send(create('made-in-virginia'));
      await virginia.send(create('made-in-ireland', 'eu-west-1'));
      const { Buckets } = await virginia.send(new ListBucketsCommand({ MaxBuckets: 9, Prefix: 'made' }));
      expect(Buckets?.map(({ BucketRegion }) => BucketRegion)).toEqual(['eu-west-1', 'us-east-1']);
      const ireland = clients.s3(keys);
      expect(await refusalOf(ireland.send(create('made-in-paris', 'eu-west-3')))).toMatchObject({
        name: 'IllegalLocationConstraintException',
        status: 400,
      });
      expect(await refusalOf(virginia.send(create('made-in-china', 'cn-north-1')))).toMatchObject({
        name: 'InvalidLocationConstraint',
        status: 400,
      });
    });
  });

  it.each(['eu-west-1', 'us-east-1'])('takes EU for eu-west-1, asked in %s', async (region) => {
    await running(async ({ clients }) => {
      await clients.s3(clients.hubKeys, region).send(create('old-name', 'EU'));
      expect((await clients.s3().send(new HeadBucketCommand({ Bucket: 'old-name' }))).BucketRegion).toBe(
        'eu-west-1',
      );
    });
  });

  it.each<[string, string, string]>([
    ['us-east-1', 'us-east-1', 'InvalidLocationConstraint'],
    ['us-east-1', 'eu-west-1', 'IllegalLocationConstraintException'],
    ['EU', 'eu-west-3', 'IllegalLocationConstraintException'],
  ])('refuses %s in %s with %s', async (location, region, name) => {
    await running(async ({ clients }) => {
      const s3 = clients.s3(clients.hubKeys, region);
      // The SDK does not know us-east-1 as a constraint, since S3 does not.
      const refusal = await refusalOf(s3.send(create('a-bucket', location as BucketLocationConstraint)));
      expect(refusal).toMatchObject({ name, status: 400 });
    });
  });

  it.each([
    ['no constraint elsewhere than in us-east-1', '', 'IllegalLocationConstraintException', 400],
    ['a body that is no XML', '{}', 'MalformedXML', 400],
    ['another document', '<Other/>', 'MalformedXML', 400],
    [
      'another element',
      '<CreateBucketConfiguration><Bucket/></CreateBucketConfiguration>',
      'NotImplemented',
      501,
    ],
    [
      'no region',
      '<CreateBucketConfiguration><LocationConstraint>Mars</LocationConstraint></CreateBucketConfiguration>',
      'InvalidLocationConstraint',
      400,
    ],
  ])('refuses %s', async (_what, body, code, status) => {
    await running(async ({ aws, clients }) => {
      const draft = await sign({ ...s3Draft(aws.url, 'PUT', '/new-bucket/'), body }, clients.hubKeys, {
        service: 's3',
      });
      const reply = await send(aws.url, draft);
      expect([reply.status, elementText(reply, 'Code')]).toEqual([status, code]);
    });
  });

  it.each([
    'ab',
    'A-Bucket',
    'a_bucket',
    '192.168.0.1',
    'a..b',
    '-abc',
    'abc-',
    'xn--abc',
    'abc-s3alias',
    'x'.repeat(64),
  ])('refuses the name %s', async (Bucket) => {
    await running(async ({ aws, clients }) => {
      const body =
        '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>';
      const draft = await sign({ ...s3Draft(aws.url, 'PUT', `/${Bucket}`), body }, clients.hubKeys, {
        service: 's3',
      });
      expect(elementText(await send(aws.url, draft), 'Code')).toBe('InvalidBucketName');
    });
  });

  it('knows that names are shared by all accounts', async () => {
    await running(async ({ clients }) => {
      const keys = await clients.assumeKeys();
      const s3 = clients.s3(keys);
      expect(await refusalOf(s3.send(create('shipping-labels')))).toMatchObject({
        name: 'BucketAlreadyExists',
        status: 409,
      });
      expect(await refusalOf(s3.send(create('payments-invoices')))).toMatchObject({
        name: 'BucketAlreadyOwnedByYou',
        status: 409,
      });
      await expect(clients.s3(keys, 'us-east-1').send(create('payments-us'))).resolves.toHaveProperty(
        'Location',
      );
      expect((await s3.send(new ListBucketsCommand({}))).Buckets).toHaveLength(3);
    });
  });

  it('needs s3:CreateBucket on that bucket', async () => {
    const world = exampleWorld();
    world.hub.permissions = {
      Statement: { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::hub-*' },
    };
    await running(async ({ clients }) => {
      await clients.s3().send(create('hub-new'));
      const { message } = await refusalOf(clients.s3().send(create('other-new')));
      expect(message).toContain(
        'perform: s3:CreateBucket on resource: "arn:aws:s3:::other-new" because no identity-based policy',
      );
    }, world);
  });
});

describe('HeadBucket', () => {
  it('tells the region of an own bucket', async () => {
    await running(async ({ clients }) => {
      const { BucketRegion } = await clients.s3().send(new HeadBucketCommand({ Bucket: 'hub-logs' }));
      expect(BucketRegion).toBe('eu-west-1');
    });
  });

  it.each([
    ['a bucket that does not exist', 'no-such-bucket', 404],
    ["another account's bucket", 'payments-invoices', 403],
    ['a bucket of another region', 'payments-us', 301],
  ])('answers for %s as S3 does', async (_what, Bucket, status) => {
    await running(async ({ clients }) => {
      expect((await refusalOf(clients.s3().send(new HeadBucketCommand({ Bucket })))).status).toBe(status);
    });
  });

  it('names the right region when it redirects', async () => {
    await running(async ({ aws, clients }) => {
      const keys = await clients.assumeKeys();
      const draft = await sign(s3Draft(aws.url, 'HEAD', '/payments-us'), keys, { service: 's3' });
      const reply = await send(aws.url, draft);
      expect([reply.status, reply.headers['x-amz-bucket-region'], reply.body]).toEqual([
        301,
        'us-east-1',
        '',
      ]);
    });
  });
});

describe('GetBucketLocation', () => {
  it('names every region but the oldest', async () => {
    await running(async ({ clients }) => {
      const keys = await clients.assumeKeys();
      const locate = async (region: string, Bucket: string) =>
        (await clients.s3(keys, region).send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint;
      expect(await locate('eu-west-1', 'payments-invoices')).toBe('eu-west-1');
      expect((await locate('us-east-1', 'payments-us')) ?? '').toBe('');
    });
  });
});

describe('DeleteBucket', () => {
  it('removes an own bucket, and frees its name', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3(await clients.assumeKeys());
      await s3.send(new DeleteBucketCommand({ Bucket: 'payments-archive' }));
      const { Buckets } = await s3.send(new ListBucketsCommand({}));
      expect(Buckets?.map(({ Name }) => Name)).toEqual(['payments-invoices', 'payments-us']);
      await clients.s3().send(create('payments-archive'));
      expect((await refusalOf(s3.send(new HeadBucketCommand({ Bucket: 'payments-archive' })))).status).toBe(
        403,
      );
    });
  });

  it.each([
    ['a bucket that does not exist', 'no-such-bucket', 'NoSuchBucket', 404],
    ["another account's bucket", 'payments-invoices', 'AccessDenied', 403],
    ['a bucket of another region', 'payments-us', 'PermanentRedirect', 301],
  ])('refuses %s', async (_what, Bucket, name, status) => {
    await running(async ({ clients }) => {
      expect(await refusalOf(clients.s3().send(new DeleteBucketCommand({ Bucket })))).toMatchObject({
        name,
        status,
      });
    });
  });
});

describe('what is not implemented', () => {
  it('is refused: the older list, versions, options of buckets', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const Bucket = 'hub-logs';
      const calls = [
        () => s3.send(new ListObjectsCommand({ Bucket })),
        () => s3.send(new ListObjectVersionsCommand({ Bucket })),
        () => s3.send(new GetBucketPolicyCommand({ Bucket })),
        () => s3.send(new CreateBucketCommand({ Bucket: 'new-one', ACL: 'private' })),
        () => s3.send(new CreateBucketCommand({ Bucket: 'new-one', ObjectLockEnabledForBucket: true })),
      ];
      for (const call of calls)
        expect(await refusalOf(call())).toMatchObject({ name: 'NotImplemented', status: 501 });
    });
  });

  it('does not hide the expected owner, which is honoured', async () => {
    await running(async ({ clients }) => {
      const head = (ExpectedBucketOwner: string) =>
        clients.s3().send(new HeadBucketCommand({ Bucket: 'hub-logs', ExpectedBucketOwner }));
      await head('999999999999');
      expect((await refusalOf(head(SHIPPING))).status).toBe(403);
    });
  });
});
