import { describe, expect, it } from '@jest/globals';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  ListBucketsCommand,
  paginateListBuckets,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { refusalOf } from '../testing/refusal.js';
import { NOON, running } from '../testing/running.js';
import { elementText, s3Draft, send, sign } from '../testing/signed.js';
import { exampleWorld, HUB, PAYMENTS } from '../testing/worlds.js';
import type { World } from '../world/world.js';

const names = (buckets: { Name?: string | undefined }[] | undefined) => buckets?.map(({ Name }) => Name);

function hubWithBuckets(...buckets: string[]): World {
  const world = exampleWorld();
  world.accounts[HUB] = { buckets };
  return world;
}

describe('ListBuckets', () => {
  it("lists the buckets of the caller's account alone, sorted by name", async () => {
    await running(async ({ clients }) => {
      const hub = await clients.s3().send(new ListBucketsCommand({}));
      expect(names(hub.Buckets)).toEqual(['hub-logs']);
      const member = await clients.s3(await clients.assumeKeys()).send(new ListBucketsCommand({}));
      expect(names(member.Buckets)).toEqual(['payments-archive', 'payments-invoices', 'payments-us']);
      expect(member.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
      expect(member.Owner?.ID).not.toBe(hub.Owner?.ID);
    });
  });

  it("tells each bucket's date, and its region to a request with a parameter only", async () => {
    await running(
      async ({ clients }) => {
        const s3 = clients.s3(await clients.assumeKeys());
        const plain = await s3.send(new ListBucketsCommand({}));
        expect(plain.Buckets?.[0]).toEqual({ Name: 'payments-archive', CreationDate: new Date(NOON) });
        const { Buckets } = await s3.send(new ListBucketsCommand({ MaxBuckets: 100 }));
        expect(Buckets?.map(({ BucketRegion }) => BucketRegion)).toEqual([
          'eu-west-1',
          'eu-west-1',
          'us-east-1',
        ]);
      },
      exampleWorld(),
      () => NOON,
    );
  });

  it('filters by prefix and by region', async () => {
    await running(async ({ clients }) => {
      const keys = await clients.assumeKeys();
      const list = (input: object, region?: string) =>
        clients.s3(keys, region).send(new ListBucketsCommand(input));
      expect(await list({ Prefix: 'payments-i' })).toMatchObject({
        Prefix: 'payments-i',
        Buckets: [{ Name: 'payments-invoices' }],
      });
      expect(names((await list({ BucketRegion: 'us-east-1' }, 'us-east-1')).Buckets)).toEqual([
        'payments-us',
      ]);
      expect(names((await list({ BucketRegion: 'eu-central-1' }, 'eu-central-1')).Buckets ?? [])).toEqual([]);
      expect((await refusalOf(list({ BucketRegion: 'us-east-1' }))).name).toBe('InvalidArgument');
    });
  });

  it('echoes any prefix', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const legal = fc
        .string({ unit: 'grapheme', minLength: 1 })
        .filter((text) => !/[^\t\n\u0020-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text));
      await fc.assert(
        fc.asyncProperty(legal, async (Prefix) => {
          expect((await s3.send(new ListBucketsCommand({ Prefix }))).Prefix?.trim()).toBe(Prefix.trim());
        }),
        { numRuns: 100 },
      );
    });
  });

  it('pages without losing or repeating a bucket, whatever the page', async () => {
    const all = Array.from({ length: 23 }, (_, i) => `bucket-${String(i * 7919).padStart(6, '0')}`);
    await running(
      async ({ clients }) => {
        const client = clients.s3();
        for (const pageSize of [1, 5, 22, 23, 24, 10_000]) {
          const found: (string | undefined)[] = [];
          for await (const page of paginateListBuckets({ client, pageSize }, {})) {
            expect(page.Buckets?.length ?? 0).toBeLessThanOrEqual(pageSize);
            found.push(...(names(page.Buckets) ?? []));
          }
          expect(found).toEqual(all);
        }
      },
      hubWithBuckets(...all.toReversed()),
    );
  });

  it('pages a filtered list too, and stays right while buckets come and go', async () => {
    await running(
      async ({ clients }) => {
        const client = clients.s3();
        const found: (string | undefined)[] = [];
        for await (const page of paginateListBuckets({ client, pageSize: 2 }, { Prefix: 'a' })) {
          found.push(...(names(page.Buckets) ?? []));
          if (found.length !== 2) continue;
          await client.send(new DeleteBucketCommand({ Bucket: 'a-02' }));
          await client.send(new CreateBucketCommand({ Bucket: 'a-00' }));
          await client.send(new CreateBucketCommand({ Bucket: 'a-05' }));
        }
        expect(found).toEqual(['a-01', 'a-02', 'a-03', 'a-04', 'a-05', 'a-06']);
      },
      hubWithBuckets('a-01', 'a-02', 'a-03', 'a-04', 'a-06', 'b-01'),
    );
  });

  it.each<[Record<string, string>]>([
    [{ 'max-buckets': '0' }],
    [{ 'max-buckets': '10001' }],
    [{ 'max-buckets': '1.5' }],
    [{ 'max-buckets': '' }],
    [{ 'continuation-token': 'made-up' }],
    [{ 'continuation-token': Buffer.from('1:No Bucket').toString('base64url') }],
    [{ 'bucket-region': 'mars' }],
  ])('refuses %j', async (query) => {
    await running(async ({ aws, clients }) => {
      const draft = await sign(s3Draft(aws.url, 'GET', '/', query), clients.hubKeys, { service: 's3' });
      const reply = await send(aws.url, draft);
      expect([reply.status, elementText(reply, 'Code'), elementText(reply, 'ArgumentName')]).toEqual([
        400,
        'InvalidArgument',
        Object.keys(query)[0],
      ]);
    });
  });

  it('begins at the start for an empty token', async () => {
    await running(async ({ clients }) => {
      const { Buckets } = await clients.s3().send(new ListBucketsCommand({ ContinuationToken: '' }));
      expect(Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
        ['hub-logs', 'eu-west-1'],
      ]);
    });
  });

  it('needs s3:ListAllMyBuckets', async () => {
    const world = exampleWorld();
    const role = world.accounts[PAYMENTS]?.roles?.['inventory-reader'];
    if (role !== undefined)
      role.permissions = { Statement: { Effect: 'Allow', Action: 's3:CreateBucket', Resource: '*' } };
    const session = `arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`;
    await running(async ({ aws, clients }) => {
      const list = async () => clients.s3(await clients.assumeKeys()).send(new ListBucketsCommand({}));
      const action = 's3:ListAllMyBuckets';
      expect(await refusalOf(list())).toMatchObject({
        name: 'AccessDenied',
        status: 403,
        message: `User: ${session} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
      });
      aws.update((draft) => (draft.explainDenials = false));
      expect((await refusalOf(list())).message).toBe('Access Denied');
    }, world);
  });
});
