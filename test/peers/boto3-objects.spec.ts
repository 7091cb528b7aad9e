import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import { smallWorld } from '../support/world.js';
import { Boto3, type Boto3Call, type Boto3Fields, seen } from './support/boto3.js';

const MINUTE = 60_000;
const MIB = 1024 * 1024;
const Bucket = 'hub-reports';

let aws: LocalAws;
let boto3: Boto3;
let port: string;
/** How far AWS's clock is ahead of boto3's, which is the machine's. */
let ahead = 0;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld(), { clock: () => Date.now() + ahead });
  ({ port } = new URL(aws.url));
  boto3 = Boto3.start(aws.env);
});

beforeEach(() => {
  ahead = 0;
  aws.calls.reset();
});

afterAll(async () => {
  await boto3.close();
  await aws.close();
});

const s3 = (operation: string, params: object = {}): Boto3Call => ({
  service: 's3',
  operation,
  params: { Bucket, ...params },
});
const put = (Key: string, Body: string, more: object = {}) => s3('put_object', { Key, Body, ...more });
const get = (Key: string, more: object = {}) => s3('get_object', { Key, ...more });

const keysOf = ({ Contents = [] }: Boto3Fields): string[] =>
  (Contents as { Key: string }[]).map(({ Key }) => Key);

describe('objects of boto3', () => {
  it('are put, read, looked at and deleted', async () => {
    const Metadata = { team: 'blue  sky' };
    const { ETag } = await boto3.call(put('a', 'größer', { Metadata, ContentType: 'text/plain' }));
    const told = { ETag, Metadata, ContentType: 'text/plain', ContentLength: 8 };
    // A body is told one character a byte.
    const Body = Buffer.from('größer').toString('latin1');
    expect(await boto3.call(get('a'))).toMatchObject({ ...told, Body });
    expect(await boto3.call(s3('head_object', { Key: 'a' }))).toMatchObject({
      ...told,
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
    });
    const { ResponseMetadata } = await boto3.call(s3('delete_object', { Key: 'a' }));
    expect(ResponseMetadata.HTTPStatusCode).toBe(204);
    expect(seen(await boto3.refusal(get('a')))).toEqual([404, 'NoSuchKey']);
    expect(seen(await boto3.refusal(s3('head_object', { Key: 'a' })))).toEqual([404, '404']);
  });

  it('keep their bucket from being deleted', async () => {
    await boto3.call(put('a', 'x'));
    expect(seen(await boto3.refusal(s3('delete_bucket')))).toEqual([409, 'BucketNotEmpty']);
  });

  it.each([
    'a//b',
    '/a',
    './a',
    '../a',
    'a/../b',
    'a b+c%20d?e=f&g#h',
    'größe/日本/\u{1F600}',
    '~-_.!*\'()",:;@$=',
    '"<&>\\',
    'new\nline\t',
  ])('may have the key %j', async (Key) => {
    await boto3.call(put(Key, 'odd'));
    expect(await boto3.call(get(Key))).toMatchObject({ Body: 'odd' });
    const list = await boto3.call(s3('list_objects_v2', { Prefix: Key, EncodingType: 'url' }));
    expect([keysOf(list)].flat().map((key) => decodeURIComponent(key.replaceAll('+', ' ')))).toEqual([Key]);
    await boto3.call(s3('delete_object', { Key }));
    expect(seen(await boto3.refusal(get(Key)))).toEqual([404, 'NoSuchKey']);
  });
});

describe('ListObjectsV2 by boto3', () => {
  it('gives every key exactly once through its paginator, as it was put', async () => {
    const expected = ['p/a b', 'p/a+b', 'p/größe', 'p/x%y', 'p/z', 'p/日本'];
    for (const key of expected.toReversed()) await boto3.call(put(key, key));
    const params = { Bucket, Prefix: 'p/', PaginationConfig: { PageSize: 4 } };
    const pages = await boto3.pages({ service: 's3', operation: 'list_objects_v2', params });
    expect(pages.map((page) => keysOf(page).length)).toEqual([4, 2]);
    expect(pages.flatMap(keysOf)).toEqual(expected);
  });

  it('divides keys by a delimiter', async () => {
    for (const key of ['d/1/a', 'd/1/b', 'd/2']) await boto3.call(put(key, key));
    const list = await boto3.call(s3('list_objects_v2', { Prefix: 'd/', Delimiter: '/' }));
    expect([keysOf(list), list.CommonPrefixes]).toEqual([['d/2'], [{ Prefix: 'd/1/' }]]);
  });

  it('is refused for a token of nobody', async () => {
    const error = await boto3.refusal(s3('list_objects_v2', { ContinuationToken: 'made up' }));
    expect(seen(error)).toEqual([400, 'InvalidArgument']);
  });
});

describe('what boto3 sends to verify an upload', () => {
  it('is a CRC32 in a header, where there is no TLS', async () => {
    const [request] = await boto3.requests(put('sum', 'text'));
    expect(request?.headers).toMatchObject({ 'x-amz-checksum-crc32': 'O4unxw==', expect: '100-continue' });
    expect(await boto3.call(get('sum'))).toMatchObject({ ChecksumCRC32: 'O4unxw==', Body: 'text' });
  });

  it('trails a body in chunks, where there is', async () => {
    const overTls = { ...put('trailing', 'text'), endpoint: `https://127.0.0.1:${port}` };
    const [request] = await boto3.requests(overTls);
    expect(request?.headers).toMatchObject({
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    });
    const object = await boto3.call(get('trailing'));
    expect(object).toMatchObject({ ChecksumCRC32: 'O4unxw==', Body: 'text', ContentLength: 4 });
    expect(object).not.toHaveProperty('ContentEncoding');
  });

  it.each(['SHA256', 'SHA1', 'CRC32'])('is a %s that it asks for', async (ChecksumAlgorithm) => {
    const answer = await boto3.call(put('sum', 'text', { ChecksumAlgorithm }));
    const read = await boto3.call(get('sum', { ChecksumMode: 'ENABLED' }));
    const name = `Checksum${ChecksumAlgorithm}`;
    expect(read[name]).toEqual(expect.any(String));
    expect(read[name]).toBe(answer[name]);
  });

  it.each([
    ['ContentMD5', Buffer.alloc(16).toString('base64')],
    ['ChecksumCRC32', 'AAAAAA=='],
  ])('is found wrong: %s', async (name, value) => {
    await boto3.call(put('verified', 'before'));
    const error = await boto3.refusal(put('verified', 'after', { [name]: value }));
    expect(seen(error)).toEqual([400, 'BadDigest']);
    expect(await boto3.call(get('verified'))).toMatchObject({ Body: 'before' });
  });
});

describe('ranges and conditions of boto3', () => {
  it('read a part', async () => {
    await boto3.call(put('ten', '0123456789'));
    const part = { Body: '789', ContentRange: 'bytes 7-9/10', ResponseMetadata: { HTTPStatusCode: 206 } };
    expect(await boto3.call(get('ten', { Range: 'bytes=7-' }))).toMatchObject(part);
    expect(await boto3.call(get('ten', { Range: 'bytes=-3' }))).toMatchObject(part);
    const error = await boto3.refusal(get('ten', { Range: 'bytes=10-' }));
    expect(seen(error)).toEqual([416, 'InvalidRange']);
    expect(error.Error).toMatchObject({ ActualObjectSize: '10', RangeRequested: 'bytes=10-' });
  });

  it('spare what is known, and keep what is there', async () => {
    const { ETag } = await boto3.call(put('known', 'x'));
    expect(seen(await boto3.refusal(get('known', { IfNoneMatch: ETag })))).toEqual([304, '304']);
    expect(seen(await boto3.refusal(get('known', { IfMatch: '"other"' })))).toEqual([
      412,
      'PreconditionFailed',
    ]);
    const again = await boto3.refusal(put('known', 'y', { IfNoneMatch: '*' }));
    expect(seen(again)).toEqual([412, 'PreconditionFailed']);
    await boto3.call(put('known', 'y', { IfMatch: ETag }));
    expect(await boto3.call(get('known', { IfNoneMatch: ETag }))).toMatchObject({ Body: 'y' });
  });
});

describe('files of boto3', () => {
  const content = Array.from({ length: 6 }, (_, i) => String(i).repeat(MIB)).join('');
  const transfer = { multipart_threshold: 5 * MIB, multipart_chunksize: 5 * MIB };

  it('go up and come down in parts', async () => {
    const up = { ...s3('upload_fileobj', { Key: 'big', Fileobj: content }), transfer };
    await boto3.file(up);
    expect(aws.calls.count('s3:UploadPart', { outcome: 'succeeded' })).toBe(2);
    expect(await boto3.call(s3('head_object', { Key: 'big', ChecksumMode: 'ENABLED' }))).toMatchObject({
      ContentLength: 6 * MIB,
      ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/),
      ChecksumType: 'COMPOSITE',
      ChecksumCRC32: expect.stringMatching(/-2$/),
    });
    const down = { ...s3('download_fileobj', { Key: 'big', Fileobj: '' }), transfer };
    // Compared outside of `expect`, which would print all of it.
    expect((await boto3.file(down)) === content).toBe(true);
    expect(aws.calls.count('s3:GetObject', { outcome: 'succeeded' })).toBe(2);
  });

  it('leave nothing behind when a part is lost on the way', async () => {
    const lost = aws.faults.add({ action: 's3:UploadPart', times: 1, fault: { kind: 'server-error' } });
    const up = { ...s3('upload_fileobj', { Key: 'lost', Fileobj: content }), transfer };
    expect(seen(await boto3.refusal(up))).toEqual([500, 'InternalError']);
    expect([lost.hits, aws.calls.count('s3:AbortMultipartUpload', { outcome: 'succeeded' })]).toEqual([1, 1]);
    expect(seen(await boto3.refusal(get('lost')))).toEqual([404, 'NoSuchKey']);
  });
});

describe('presigned URLs of boto3', () => {
  const codeIn = async (response: Response): Promise<[number, string | undefined]> => [
    response.status,
    /<Code>(\w+)</.exec(await response.text())?.[1],
  ];

  it('put and read an object, for as long as they say', async () => {
    const signed = await boto3.url('put_object', { Bucket, Key: 'ü b', ContentType: 'text/x-peer' });
    const headers = { 'content-type': 'text/x-peer' };
    expect((await fetch(signed, { method: 'PUT', body: 'by URL', headers })).status).toBe(200);
    const read = await boto3.url('get_object', { Bucket, Key: 'ü b' });
    const response = await fetch(read);
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/x-peer', 'by URL']);
    ahead = MINUTE + 1000;
    expect(await codeIn(await fetch(read))).toEqual([403, 'AccessDenied']);
  });

  it('are good for what was signed only', async () => {
    const read = await boto3.url('get_object', { Bucket, Key: 'mine' });
    expect(await codeIn(await fetch(read.replace('/mine', '/other')))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    expect(await codeIn(await fetch(read, { method: 'PUT', body: 'x' }))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    const typed = await boto3.url('put_object', { Bucket, Key: 'mine', ContentType: 'text/x-peer' });
    const headers = { 'content-type': 'text/html' };
    expect(await codeIn(await fetch(typed, { method: 'PUT', body: 'x', headers }))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
  });

  it('are of Signature Version 2 unless boto3 is told otherwise, which is refused by name', async () => {
    const old = await boto3.url('get_object', { Bucket, Key: 'mine' }, {});
    expect(await codeIn(await fetch(old))).toEqual([400, 'InvalidRequest']);
  });
});

describe('hosts that name the bucket, by boto3', () => {
  it.each(['localhost', 's3.localhost', 's3.eu-west-1.localhost', 's3.eu-west-1.amazonaws.com'])(
    'are found below %s',
    async (host) => {
      const config = { s3: { addressing_style: 'virtual' } };
      const there = { endpoint: `http://${host}:${port}`, config };
      const [request] = await boto3.requests({ ...put('a//b c', host), ...there });
      expect(request).toMatchObject({ host: `${Bucket}.${host}:${port}`, path: '/a//b%20c' });
      expect(await boto3.call(get('a//b c'))).toMatchObject({ Body: host });
      expect(keysOf(await boto3.call({ ...s3('list_objects_v2', { Prefix: 'a//' }), ...there }))).toEqual([
        'a//b c',
      ]);
    },
  );
});
