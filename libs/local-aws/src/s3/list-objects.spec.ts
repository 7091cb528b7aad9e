import { describe, expect, it } from '@jest/globals';
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { ListObjectsV2CommandInput, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { compareUtf8 } from '../data/utf8-order.js';
import { running } from '../testing/running.js';
import { elementText, s3Draft, send, sign } from '../testing/signed.js';
import { exampleWorld, HUB } from '../testing/worlds.js';
import type { World } from '../world/world.js';
import { takePage } from './list-page.js';

const Bucket = 'hub-logs';
const KEYS = ['2025/a', '2025/b', '2026/01/a', '2026/01/b', '2026/02/a', 'README', 'a b+c', 'ä'];

function worldOf(keys: readonly string[]): World {
  const world = exampleWorld();
  const objects = Object.fromEntries(keys.map((key) => [key, key]));
  world.accounts[HUB] = { buckets: [{ name: Bucket, objects }] };
  return world;
}

function shown({ Contents, CommonPrefixes }: ListObjectsV2CommandOutput): string {
  const keys = (Contents ?? []).map(({ Key }) => Key);
  return [...keys, ...(CommonPrefixes ?? []).map(({ Prefix }) => `[${Prefix}]`)].join(' ');
}

describe('ListObjectsV2', () => {
  it.each<[Partial<ListObjectsV2CommandInput>, string]>([
    [{}, KEYS.join(' ')],
    [{ Prefix: '2026/' }, '2026/01/a 2026/01/b 2026/02/a'],
    [{ Prefix: 'nothing' }, ''],
    [{ Delimiter: '/' }, 'README a b+c ä [2025/] [2026/]'],
    [{ Delimiter: '/', Prefix: '2026/' }, '[2026/01/] [2026/02/]'],
    [{ Delimiter: '/', Prefix: '2026/01/' }, '2026/01/a 2026/01/b'],
    [{ Delimiter: '/', Prefix: '2026' }, '[2026/]'],
    [{ Delimiter: '01/' }, '2025/a 2025/b 2026/02/a README a b+c ä [2026/01/]'],
    [{ Delimiter: '' }, KEYS.join(' ')],
    [{ StartAfter: '2026/01/b' }, '2026/02/a README a b+c ä'],
    [{ StartAfter: 'S' }, 'a b+c ä'],
    [{ Delimiter: '/', StartAfter: '2025/' }, 'README a b+c ä [2026/]'],
    [{ Delimiter: '/', StartAfter: '2026/01/a' }, 'README a b+c ä'],
    [{ MaxKeys: 2 }, '2025/a 2025/b'],
    [{ MaxKeys: 0 }, ''],
    [{ EncodingType: 'url', Prefix: 'a' }, 'a+b%2Bc'],
  ])('with %j lists %s', async (input, expected) => {
    await running(async ({ clients }) => {
      const list = await clients.s3().send(new ListObjectsV2Command({ Bucket, ...input }));
      expect(shown(list)).toBe(expected);
    }, worldOf(KEYS));
  });

  it('encodes everything but slashes when it is asked to', async () => {
    await running(async ({ clients }) => {
      const input = { Bucket, EncodingType: 'url', Prefix: 'ä/', Delimiter: ' ', StartAfter: 'a+' } as const;
      expect(await clients.s3().send(new ListObjectsV2Command(input))).toMatchObject({
        EncodingType: 'url',
        Prefix: '%C3%A4/',
        Delimiter: '+',
        StartAfter: 'a%2B',
      });
    });
  });

  it('names the owner when it is asked to', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const ask = async (FetchOwner: boolean) =>
        (await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, FetchOwner }))).Contents?.[0]?.Owner;
      expect(await ask(true)).toEqual({ ID: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(await ask(false)).toBeUndefined();
    }, worldOf(KEYS));
  });

  it('never holds more than 1000 entries', async () => {
    const keys = Array.from({ length: 1001 }, (_, i) => `key-${String(i).padStart(4, '0')}`);
    await running(async ({ clients }) => {
      const list = await clients.s3().send(new ListObjectsV2Command({ Bucket, MaxKeys: 5000 }));
      expect(list).toMatchObject({ KeyCount: 1000, MaxKeys: 1000, IsTruncated: true });
    }, worldOf(keys));
  });

  it('is at its end when no entry is asked for', async () => {
    await running(async ({ clients }) => {
      const list = await clients.s3().send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
      expect(list).toMatchObject({ KeyCount: 0, IsTruncated: false });
      expect(list.NextContinuationToken).toBeUndefined();
    }, worldOf(KEYS));
  });

  it('takes no parameter twice', async () => {
    await running(async ({ aws, clients }) => {
      const draft = s3Draft(aws.url, 'GET', `/${Bucket}`, { 'list-type': '2', prefix: ['a', 'b'] });
      const signed = await sign(draft, clients.hubKeys, { service: 's3' });
      expect(elementText(await send(aws.url, signed), 'Code')).toBe('InvalidURI');
    });
  });

  it('lists an object as soon as it is put, and no longer when it is deleted', async () => {
    await running(async ({ clients }) => {
      const s3 = clients.s3();
      const list = async () => shown(await s3.send(new ListObjectsV2Command({ Bucket })));
      for (const [Key, keys] of [
        ['b', 'b'],
        ['a', 'a b'],
        ['a', 'a b'],
      ] as const) {
        await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
        expect(await list()).toBe(keys);
      }
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
      expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(1);
    });
  });

  it('goes on behind the last entry while objects come and go', async () => {
    await running(async ({ clients }) => {
      const client = clients.s3();
      const found: string[] = [];
      for await (const page of paginateListObjectsV2({ client, pageSize: 3 }, { Bucket, Delimiter: '/' })) {
        found.push(shown(page));
        if (found.length > 1) continue;
        await client.send(new DeleteObjectCommand({ Bucket, Key: 'README' }));
        await client.send(new PutObjectCommand({ Bucket, Key: '2026/03', Body: 'x' }));
        await client.send(new PutObjectCommand({ Bucket, Key: 'zz', Body: 'x' }));
      }
      expect(found).toEqual(['README [2025/] [2026/]', 'a b+c zz ä']);
    }, worldOf(KEYS));
  });

  it.each<[Record<string, string>]>([
    [{ 'max-keys': '-1' }],
    [{ 'max-keys': '1.5' }],
    [{ 'max-keys': '2147483648' }],
    [{ 'continuation-token': 'made-up' }],
    [{ 'continuation-token': '' }],
    [{ 'encoding-type': 'xml' }],
    [{ 'fetch-owner': 'yes' }],
  ])('refuses %j', async (query) => {
    await running(async ({ aws, clients }) => {
      const draft = s3Draft(aws.url, 'GET', `/${Bucket}`, { 'list-type': '2', ...query });
      const reply = await send(aws.url, await sign(draft, clients.hubKeys, { service: 's3' }));
      expect([reply.status, elementText(reply, 'Code'), elementText(reply, 'ArgumentName')]).toEqual([
        400,
        'InvalidArgument',
        Object.keys(query)[0],
      ]);
    });
  });
});

describe('takePage', () => {
  const key = fc.string({
    unit: fc.constantFrom('a', 'b', '/', '-', '\u{10000}', '\uFFFD'),
    minLength: 1,
    maxLength: 6,
  });
  const input = fc.record({
    prefix: fc.oneof(fc.constant(''), key),
    delimiter: fc.option(fc.constantFrom('/', '-', 'ab'), { nil: undefined }),
    maxKeys: fc.integer({ min: 1, max: 5 }),
  });

  /** Every entry at once, written without a thought for speed. */
  function entries(keys: readonly string[], prefix: string, delimiter: string | undefined): string[] {
    const all = keys
      .filter((name) => name.startsWith(prefix))
      .map((name) => {
        const rest = name.slice(prefix.length);
        const cut = delimiter === undefined ? -1 : rest.indexOf(delimiter);
        return cut < 0 ? name : prefix + rest.slice(0, cut) + delimiter;
      });
    return [...new Set(all)].toSorted(compareUtf8);
  }

  it('gives every entry once and in order, page by page, whatever the keys', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 30 }), input, (keys, { prefix, delimiter, maxKeys }) => {
        const sorted = keys.toSorted(compareUtf8);
        const found: string[] = [];
        let after: string | undefined = '';
        while (after !== undefined) {
          const page = takePage(sorted, { prefix, delimiter, maxKeys, after });
          const both = [...page.keys, ...page.commonPrefixes].toSorted(compareUtf8);
          expect(both.length).toBeLessThanOrEqual(maxKeys);
          found.push(...both);
          after = page.next;
        }
        expect(found).toEqual(entries(keys, prefix, delimiter));
      }),
      { numRuns: 500 },
    );
  });
});
