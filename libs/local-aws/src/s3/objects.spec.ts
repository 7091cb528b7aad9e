import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { refusalOf } from '../testing/refusal.js';
import { NOON, running } from '../testing/running.js';
import { elementText, s3Draft, send, sign } from '../testing/signed.js';
import { exampleWorld, HUB, PAYMENTS } from '../testing/worlds.js';
import type { World } from '../world/world.js';

const Bucket = 'hub-logs';
const MIB = 1024 * 1024;

const put = (Key: string, Body: PutObjectCommandInput['Body'], more: Partial<PutObjectCommandInput> = {}) =>
  new PutObjectCommand({ Bucket, Key, ...(Body === undefined ? {} : { Body }), ...more });
const get = (Key: string) => new GetObjectCommand({ Bucket, Key });

async function textOf(s3: S3Client, Key: string): Promise<string | undefined> {
  return (await s3.send(get(Key))).Body?.transformToString();
}

function hubMay(...Action: string[]): World {
  const world = exampleWorld();
  const Resource = ['arn:aws:s3:::hub-logs', 'arn:aws:s3:::hub-logs/open/*'];
  world.hub.permissions = { Statement: { Effect: 'Allow', Action, Resource } };
  world.accounts[HUB] = { buckets: [{ name: Bucket, objects: { 'open/a': 'A', closed: 'C' } }] };
  return world;
}

describe('an object', () => {
  it.each<[string, PutObjectCommandInput['Body']]>([
    ['a text', 'hällo'],
    ['bytes', Buffer.from('hällo')],
    ['a stream', Readable.from([Buffer.from('hällo')])],
  ])('comes back as it was put: %s', async (_what, body) => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      await s3.send(put('a', body, { ContentLength: 6 }));
      expect(await textOf(s3, 'a')).toBe('hällo');
    });
  });

  it.each<[string, PutObjectCommandInput['Body']]>([
    ['no body', undefined],
    ['an empty text', ''],
    ['empty bytes', Buffer.alloc(0)],
    ['an empty stream', Readable.from([])],
  ])('may be empty: %s', async (_what, body) => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      await s3.send(put('empty', body, { ContentLength: 0 }));
      expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'empty' }))).ContentLength).toBe(0);
      expect(await textOf(s3, 'empty')).toBe('');
    });
  });

  it('of several MiB comes back, asked for with 100-continue or streamed in chunks', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const body = Buffer.alloc(5 * MIB, 'some bytes ');
      const pieces = Array.from({ length: 80 }, (_, i) => body.subarray(i * 65_536, (i + 1) * 65_536));
      await s3.send(put('whole', body));
      await s3.send(put('streamed', Readable.from(pieces), { ContentLength: body.length }));
      for (const key of ['whole', 'streamed']) {
        const bytes = await (await s3.send(get(key))).Body?.transformToByteArray();
        expect(body.equals(bytes ?? Buffer.alloc(0))).toBe(true);
      }
    });
  });

  it('has any key, which is never normalised', async () => {
    const keys = [
      '/a',
      'a//b',
      '../a',
      'a/./b',
      '.',
      '..',
      'a b',
      'a+b',
      'a%20b',
      '%',
      'ä/日本/🦀',
      '\u0007',
      'a/',
    ];
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      for (const key of keys) await s3.send(put(key, `at ${key}`));
      for (const key of keys) expect(await textOf(s3, key)).toBe(`at ${key}`);
      const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
      const listed = Contents?.map(({ Key }) => decodeURIComponent((Key ?? '').replaceAll('+', ' ')));
      expect(listed?.toSorted()).toEqual(keys.toSorted());
    });
  });

  it('is found under whatever key it was put', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(key, async (Key) => {
          await s3.send(put(Key, Key));
          expect(await textOf(s3, Key)).toBe(Key);
        }),
        { numRuns: 60 },
      );
    });
  });

  it('is replaced as a whole', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      await s3.send(put('a', 'one', { Metadata: { from: 'one' }, ContentLanguage: 'en' }));
      await s3.send(put('a', 'two'));
      const { Metadata, ContentLanguage } = await s3.send(get('a'));
      expect([Metadata, ContentLanguage, await textOf(s3, 'a')]).toEqual([{}, undefined, 'two']);
    });
  });

  it('is gone when it is deleted, as often as one likes', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      await s3.send(put('a', 'one'));
      for (let i = 0; i < 2; i++) await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
      expect(await refusalOf(s3.send(get('a')))).toMatchObject({ name: 'NoSuchKey', status: 404 });
      expect(await refusalOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'a' })))).toMatchObject({
        name: 'NotFound',
        status: 404,
      });
    });
  });

  it('keeps its bucket from being deleted', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      await s3.send(put('a', 'one'));
      const remove = () => s3.send(new DeleteBucketCommand({ Bucket }));
      expect(await refusalOf(remove())).toMatchObject({ name: 'BucketNotEmpty', status: 409 });
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
      await remove();
    });
  });

  it('has the content encoding of its maker, without that of its way', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const body = Readable.from([Buffer.from('zipped')]);
      await s3.send(put('a', body, { ContentLength: 6, ContentEncoding: 'gzip' }));
      expect((await s3.send(get('a'))).ContentEncoding).toBe('gzip');
    });
  });
});

describe('objects larger than 64 MiB', () => {
  it('are refused, before they are sent when the client asks first', async () => {
    await running(async ({ clients }) => {
      const call = clients.s3().send(put('large', Buffer.alloc(66 * MIB)));
      expect(await refusalOf(call)).toMatchObject({ name: 'EntityTooLarge', status: 400 });
    });
  });

  it('are refused in chunks too', async () => {
    await running(async ({ clients }) => {
      const piece = Buffer.alloc(MIB);
      const body = Readable.from(Array.from({ length: 65 }, () => piece));
      const call = clients.s3().send(put('large', body, { ContentLength: 65 * MIB }));
      expect(await refusalOf(call)).toMatchObject({ name: 'EntityTooLarge', status: 400 });
    });
  });

  it('are the only ones to be refused', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      await s3.send(put('largest', Buffer.alloc(64 * MIB)));
      const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'largest' }));
      expect(ContentLength).toBe(64 * MIB);
    });
  });
});

describe('access to objects', () => {
  it('is given by key', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      expect(await textOf(s3, 'open/a')).toBe('A');
      await s3.send(put('open/b', 'B'));
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'open/b' }));
      for (const call of [
        () => s3.send(get('closed')),
        () => s3.send(put('closed', 'B')),
        () => s3.send(new DeleteObjectCommand({ Bucket, Key: 'closed' })),
      ]) {
        expect(await refusalOf(call())).toMatchObject({
          name: 'AccessDenied',
          status: 403,
          message: expect.stringContaining('on resource: "arn:aws:s3:::hub-logs/closed" because'),
        });
      }
    }, hubMay('s3:*Object'));
  });

  it('tells that a key is missing only to who may list the bucket', async () => {
    const read = (world: World) =>
      running(async ({ clients }) => {
        const { name, message } = await refusalOf(clients.s3().send(get('open/missing')));
        seen.push(name, message.includes('s3:ListBucket'));
      }, world);
    const seen: unknown[] = [];
    await read(hubMay('s3:GetObject'));
    await read(hubMay('s3:GetObject', 's3:ListBucket'));
    expect(seen).toEqual(['AccessDenied', true, 'NoSuchKey', false]);
  });

  it('is needed to read what a write depends on', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      await s3.send(put('open/a', 'B'));
      const call = s3.send(put('open/a', 'C', { IfMatch: '"x"' }));
      expect((await refusalOf(call)).message).toContain('s3:GetObject');
    }, hubMay('s3:PutObject'));
  });

  it('ends at the account, whatever its permissions', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const Key = 'a';
      const foreign = { Bucket: 'payments-invoices', Key };
      for (const call of [
        () => s3.send(new GetObjectCommand(foreign)),
        () => s3.send(new PutObjectCommand({ ...foreign, Body: 'x' })),
        () => s3.send(new DeleteObjectCommand(foreign)),
        () => s3.send(new ListObjectsV2Command({ Bucket: foreign.Bucket })),
      ]) {
        expect((await refusalOf(call())).name).toBe('AccessDenied');
      }
    });
  });

  it('honours a session policy', async () => {
    await running(async ({ clients }) => {
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::payments-invoices/in/*' },
        ],
      });
      const s3 = clients.s3(await clients.assumeKeys({ Policy }));
      const target = { Bucket: 'payments-invoices', Key: 'in/1' };
      await s3.send(new PutObjectCommand({ ...target, Body: 'x' }));
      expect((await refusalOf(s3.send(new GetObjectCommand(target)))).message).toContain('no session policy');
    });
  });

  it('is refused in another region than that of the bucket', async () => {
    await running(async ({ clients }) => {
      const call = clients.s3(clients.hubKeys, 'us-east-1').send(get('a'));
      expect(await refusalOf(call)).toMatchObject({ name: 'PermanentRedirect', status: 301 });
    });
  });
});

describe('requests about objects that ask for more than is here', () => {
  it.each<[string, Partial<PutObjectCommandInput>]>([
    ['an ACL', { ACL: 'private' }],
    ['tags', { Tagging: 'a=b' }],
    ['another storage class', { StorageClass: 'GLACIER' }],
    ['encryption with a key', { ServerSideEncryption: 'aws:kms' }],
    ['a lock', { ObjectLockMode: 'COMPLIANCE' }],
    ['an ETag that must not match', { IfNoneMatch: '"abc"' }],
    ['metadata beyond US-ASCII', { Metadata: { name: 'ä' } }],
  ])('are refused, not half done: %s', async (_what, more) => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      expect(await refusalOf(s3.send(put('a', 'x', more)))).toMatchObject({
        name: 'NotImplemented',
        status: 501,
      });
      expect((await refusalOf(s3.send(get('a')))).name).toBe('NoSuchKey');
    });
  });

  it.each([
    ['GET', { versionId: 'null' }],
    ['GET', { partNumber: '1' }],
    ['GET', { acl: '' }],
    ['PUT', { tagging: '' }],
    ['POST', { restore: '' }],
    ['DELETE', { versionId: 'null' }],
  ])('are refused: %s %j', async (method, query) => {
    await running(async ({ aws, clients }) => {
      const draft = await sign(s3Draft(aws.url, method, `/${Bucket}/a`, query), clients.hubKeys, {
        service: 's3',
      });
      expect(elementText(await send(aws.url, draft), 'Code')).toBe('NotImplemented');
    });
  });

  it('are refused for a condition that the operation does not read', async () => {
    await running(async ({ clients }) => {
      const call = clients.s3().send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: '*' }));
      expect((await refusalOf(call)).name).toBe('NotImplemented');
    });
  });

  it('are refused for a range under a condition', async () => {
    await running(async ({ aws, clients }) => {
      const draft = s3Draft(aws.url, 'GET', `/${Bucket}/a`);
      const headers = { ...draft.headers, range: 'bytes=0-1', 'if-range': '"abc"' };
      const signed = await sign({ ...draft, headers }, clients.hubKeys, { service: 's3' });
      expect(elementText(await send(aws.url, signed), 'Code')).toBe('NotImplemented');
    });
  });
});

describe('objects of the description', () => {
  const described = (): World => {
    const world = exampleWorld();
    const objects = {
      'a.txt': 'text',
      'b.json': { body: '{}', contentType: 'application/json', metadata: { from: 'spec' } },
    };
    world.accounts[PAYMENTS] = { ...world.accounts[PAYMENTS], buckets: [{ name: 'payments-in', objects }] };
    return world;
  };
  const at = (Key: string) => ({ Bucket: 'payments-in', Key });

  it('are there from the start, made when the world was', async () => {
    await running(
      async ({ clients }) => {
        const s3 = clients.s3(await clients.assumeKeys());
        const a = await s3.send(new GetObjectCommand(at('a.txt')));
        expect([await a.Body?.transformToString(), a.ContentType]).toEqual(['text', 'binary/octet-stream']);
        expect(await s3.send(new HeadObjectCommand(at('b.json')))).toMatchObject({
          ContentType: 'application/json',
          Metadata: { from: 'spec' },
          LastModified: new Date(NOON),
        });
      },
      described(),
      () => NOON,
    );
  });

  it('change with it, while what was put through S3 stays', async () => {
    let now = NOON;
    await running(
      async ({ aws, clients }) => {
        const s3 = clients.s3(await clients.assumeKeys());
        const head = async (key: string) => s3.send(new HeadObjectCommand(at(key)));
        await s3.send(new PutObjectCommand({ ...at('put'), Body: 'put' }));
        now += 60_000;
        aws.update((draft) => {
          const [bucket] = draft.accounts[PAYMENTS]?.buckets ?? [];
          if (typeof bucket === 'object') bucket.objects = { 'a.txt': 'text', 'c.txt': 'new' };
        });
        expect((await head('a.txt')).LastModified).toEqual(new Date(NOON));
        expect((await head('c.txt')).LastModified).toEqual(new Date(NOON + 60_000));
        expect((await head('put')).ContentLength).toBe(3);
        expect((await refusalOf(head('b.json'))).name).toBe('NotFound');
      },
      described(),
      () => now,
    );
  });

  it('leave it when they are replaced or deleted through S3, and come back when it says so', async () => {
    await running(async ({ aws, clients }) => {
      const s3 = clients.s3(await clients.assumeKeys());
      await s3.send(new PutObjectCommand({ ...at('a.txt'), Body: 'replaced' }));
      await s3.send(new DeleteObjectCommand(at('b.json')));
      let draftObjects: unknown;
      aws.update((draft) => {
        const [bucket] = draft.accounts[PAYMENTS]?.buckets ?? [];
        draftObjects = typeof bucket === 'object' ? structuredClone(bucket.objects) : undefined;
        if (typeof bucket === 'object') bucket.objects = { 'b.json': '{"again":true}' };
      });
      expect(draftObjects).toEqual({});
      const read = async (key: string) =>
        (await s3.send(new GetObjectCommand(at(key)))).Body?.transformToString();
      expect([await read('a.txt'), await read('b.json')]).toEqual(['replaced', '{"again":true}']);
    }, described());
  });

  it('may be what was put through S3 before, and leave it all the same when they are deleted', async () => {
    await running(async ({ aws, clients }) => {
      const s3 = clients.s3(await clients.assumeKeys());
      await s3.send(
        new PutObjectCommand({ ...at('c.txt'), Body: 'text', ContentType: 'binary/octet-stream' }),
      );
      aws.update((draft) => {
        const [bucket] = draft.accounts[PAYMENTS]?.buckets ?? [];
        if (typeof bucket === 'object') bucket.objects = { 'c.txt': 'text' };
      });
      await s3.send(new DeleteObjectCommand(at('c.txt')));
      aws.update(() => undefined);
      expect((await refusalOf(s3.send(new HeadObjectCommand(at('c.txt'))))).name).toBe('NotFound');
    }, described());
  });

  it('go with their bucket', async () => {
    await running(async ({ aws, clients }) => {
      const s3 = clients.s3(await clients.assumeKeys());
      await s3.send(new PutObjectCommand({ ...at('put'), Body: 'put' }));
      for (const buckets of [[], ['payments-in']]) {
        aws.update((draft) => {
          const account = draft.accounts[PAYMENTS];
          if (account !== undefined) account.buckets = buckets;
        });
      }
      expect((await s3.send(new ListObjectsV2Command({ Bucket: 'payments-in' }))).KeyCount).toBe(0);
    }, described());
  });
});
