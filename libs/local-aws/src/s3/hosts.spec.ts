import { describe, expect, it } from '@jest/globals';
import { Agent } from 'node:http';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { elementText, s3Draft, send, sign } from '../testing/signed.js';
import { bucketOfHost } from './bucket-of-host.js';

/** Finds every name on the loopback address: not every machine resolves `*.localhost`. */
class LoopbackAgent extends Agent {
  readonly hosts: string[] = [];

  override createConnection(...[options, done]: Parameters<Agent['createConnection']>) {
    this.hosts.push(String(options.host));
    return super.createConnection({ ...options, host: '127.0.0.1' }, done);
  }
}

async function withClient(
  endpoint: (port: string) => string,
  config: S3ClientConfig,
  test: (s3: S3Client, hosts: string[], it: Running) => Promise<void>,
): Promise<void> {
  await running(async (it) => {
    const agent = new LoopbackAgent();
    const s3 = new S3Client({
      endpoint: endpoint(new URL(it.aws.url).port),
      region: 'eu-west-1',
      credentials: it.clients.hubKeys,
      requestHandler: { httpAgent: agent },
      ...config,
    });
    try {
      await test(s3, agent.hosts, it);
    } finally {
      s3.destroy();
      agent.destroy();
    }
  });
}

async function useBucket(s3: S3Client): Promise<void> {
  const Bucket = 'made-here';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new HeadBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: '/a//b c', Body: 'text' }));
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(['/a//b c']);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: '/a//b c' }));
  expect(await Body?.transformToString()).toBe('text');
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toEqual(['hub-logs', 'made-here']);
}

describe('a client of S3', () => {
  it('may name the bucket in the host', async () => {
    for (const name of ['localhost', 's3.localhost', 's3.eu-west-1.amazonaws.com']) {
      await withClient(
        (port) => `http://${name}:${port}`,
        { forcePathStyle: false },
        async (s3, hosts) => {
          await useBucket(s3);
          expect(new Set(hosts)).toEqual(new Set([`made-here.${name}`, name]));
        },
      );
    }
  });

  it('may name it in the path, at any host', async () => {
    for (const name of ['localhost', 's3.localhost', 'aws.example']) {
      await withClient(
        (port) => `http://${name}:${port}`,
        { forcePathStyle: true },
        async (s3, hosts) => {
          await useBucket(s3);
          expect(new Set(hosts)).toEqual(new Set([name]));
        },
      );
    }
  });

  it('names it in the path by itself where the endpoint is an IP address', async () => {
    await withClient(
      (port) => `http://127.0.0.1:${port}`,
      { forcePathStyle: false },
      async (s3, hosts) => {
        await useBucket(s3);
        expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
      },
    );
  });

  it('has the whole path for its key when the host names the bucket', async () => {
    await withClient(
      (port) => `http://localhost:${port}`,
      {},
      async (s3, _hosts, { aws, clients }) => {
        await s3.send(new PutObjectCommand({ Bucket: 'hub-logs', Key: 'hub-logs/a', Body: 'inner' }));
        const draft = s3Draft(aws.url, 'GET', '/hub-logs/a');
        const headers = { host: `HUB-LOGS.localhost:${new URL(aws.url).port}` };
        const reply = await send(
          aws.url,
          await sign({ ...draft, headers }, clients.hubKeys, { service: 's3' }),
        );
        expect([reply.status, reply.body]).toEqual([200, 'inner']);
        await s3.send(new DeleteBucketCommand({ Bucket: 'hub-logs' })).catch(() => undefined);
      },
    );
  });

  it('cannot name a bucket in the host that breaks the rules of names', async () => {
    await running(async ({ aws, clients }) => {
      const draft = { ...s3Draft(aws.url, 'PUT', '/'), headers: { host: 'a_bad_name.localhost' } };
      const body =
        '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>';
      const signed = await sign({ ...draft, body }, clients.hubKeys, { service: 's3' });
      expect(elementText(await send(aws.url, signed), 'Code')).toBe('InvalidBucketName');
    });
  });
});

describe('bucketOfHost', () => {
  it.each([
    ['127.0.0.1:4566', undefined],
    ['[::1]:4566', undefined],
    ['localhost', undefined],
    ['localhost:4566', undefined],
    ['s3.localhost:4566', undefined],
    ['s3.eu-west-1.localhost', undefined],
    ['s3.amazonaws.com', undefined],
    ['s3.eu-west-1.amazonaws.com', undefined],
    ['s3.dualstack.eu-west-1.amazonaws.com', undefined],
    ['s3.cn-north-1.amazonaws.com.cn', undefined],
    ['aws.example:80', undefined],
    ['a-bucket.example', undefined],
    ['a-bucket.localhost:4566', 'a-bucket'],
    ['a.b.c.localhost', 'a.b.c'],
    ['a-bucket.s3.localhost', 'a-bucket'],
    ['a-bucket.s3.eu-west-1.localhost', 'a-bucket'],
    ['a-bucket.s3.amazonaws.com', 'a-bucket'],
    ['a-bucket.s3.eu-west-1.amazonaws.com', 'a-bucket'],
    ['a-bucket.s3-eu-west-1.amazonaws.com', 'a-bucket'],
    ['a-bucket.s3-fips.us-gov-east-1.amazonaws.com', 'a-bucket'],
    ['a-bucket.s3.dualstack.eu-west-1.amazonaws.com:443', 'a-bucket'],
    ['a-bucket.s3.cn-north-1.amazonaws.com.cn', 'a-bucket'],
    ['A-Bucket.LOCALHOST', 'a-bucket'],
  ])('finds in %s: %s', (host, bucket) => {
    expect(bucketOfHost(host)).toBe(bucket);
  });

  it('finds every bucket before every name of S3', () => {
    const bucket = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,20}[a-z0-9]$/).filter((name) => name !== 's3');
    const own = fc.constantFrom(
      'localhost',
      's3.localhost',
      's3.amazonaws.com',
      's3.eu-west-1.amazonaws.com',
    );
    fc.assert(
      fc.property(bucket, own, fc.nat(65_535), (name, host, port) => {
        expect(bucketOfHost(`${name}.${host}:${port}`)).toBe(name);
      }),
    );
  });
});
