import { Readable } from 'node:stream';
import { HeadBucketCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { CountingProvider, s3Error, ScriptedHandler } from '../../../../test/contracts/scripted-handler.js';
import type { CredentialRejections } from './credential-rejections.js';
import { sendAgainWhenRefused } from './send-again.js';

const place = { sessionKey: 'session', region: 'eu-west-1' };

/** A credential cache that notes what it is told. */
class Told implements CredentialRejections {
  readonly rejected: unknown[][] = [];
  readonly askedIfExpired: unknown[][] = [];

  constructor(
    private readonly canHelp = true,
    private readonly expired = false,
  ) {}

  reject(...told: unknown[]): boolean {
    this.rejected.push(told);
    return this.canHelp;
  }

  hasExpired(...asked: unknown[]): boolean {
    this.askedIfExpired.push(asked);
    return this.expired;
  }
}

const ignore = (): void => {};

/** An S3 client that is answered with these statuses and this error, and whose every signature has a key of its own. */
function clientOf(
  told: Told,
  statuses: number[],
  error: string,
): { client: S3Client; keys: () => unknown[] } {
  const handler = new ScriptedHandler(statuses, error);
  const credentials = new CountingProvider().memoized;
  const client = new S3Client({
    region: place.region,
    credentials,
    requestHandler: handler,
    endpoint: 'http://s3.test',
    maxAttempts: 1,
    // The SDK remarks on streams that it cannot send again.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  sendAgainWhenRefused(client, told, place);
  return { client, keys: () => handler.accessKeyIds };
}

describe('a request whose key the service does not take', () => {
  it('for RequestExpired is told of as expired where our own clock says so too', async () => {
    const told = new Told(true, true);
    const { client } = clientOf(told, [400], s3Error('RequestExpired'));
    await client.send(new ListBucketsCommand());
    expect(told.rejected).toEqual([['session', 'AKIA2', 'expired', 'eu-west-1']]);
  });

  it.each([
    ['ExpiredToken', 'expired'],
    ['ExpiredTokenException', 'expired'],
    ['InvalidToken', 'unknown'],
    ['RequestExpired', 'request-expired'],
    ['InvalidClientTokenId', 'unknown'],
    ['UnrecognizedClientException', 'unknown'],
    ['InvalidAccessKeyId', 'unknown'],
  ])(
    'for %s, is told of as %s by the key that it was signed with, and sent once more with another',
    async (code, answer) => {
      const told = new Told();
      const { client, keys } = clientOf(told, [400], s3Error(code));
      expect(await client.send(new ListBucketsCommand())).toMatchObject({ Buckets: [] });
      expect(told.rejected).toEqual([['session', 'AKIA2', answer, 'eu-west-1']]);
      expect(keys()).toEqual(['AKIA2', 'AKIA3']);
    },
  );

  it('is sent no third time', async () => {
    const told = new Told();
    const { client, keys } = clientOf(told, [400, 400], s3Error('ExpiredToken'));
    await expect(client.send(new ListBucketsCommand())).rejects.toMatchObject({ name: 'ExpiredToken' });
    expect(keys()).toHaveLength(2);
    expect(told.rejected).toHaveLength(1);
  });

  it('is not sent again where other credentials cannot be had, and its error is as the SDK made it', async () => {
    const { client, keys } = clientOf(new Told(false), [400], s3Error('ExpiredToken'));
    await expect(client.send(new ListBucketsCommand())).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'no',
      $metadata: { attempts: 1 },
    });
    expect(keys()).toHaveLength(1);
  });

  it.each([
    ['text', 'some text'],
    ['bytes', Buffer.from('some bytes')],
  ])('is sent again with a body of %s', async (_, Body) => {
    const { client, keys } = clientOf(new Told(), [400], s3Error('ExpiredToken'));
    await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body }));
    expect(keys()).toHaveLength(2);
  });

  it('is not sent again with a stream, which can be read only once; the cache is told all the same', async () => {
    const told = new Told();
    const { client, keys } = clientOf(told, [400], s3Error('ExpiredToken'));
    const Body = Readable.from([Buffer.from('once')]);
    const put = client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body, ContentLength: 4 }));
    await expect(put).rejects.toMatchObject({ name: 'ExpiredToken' });
    expect(keys()).toHaveLength(1);
    expect(told.rejected).toHaveLength(1);
  });
});

describe('an answer to HEAD, which has no code', () => {
  const head = new HeadBucketCommand({ Bucket: 'b' });

  it('of status 400, is about the key when that has expired by our own clock', async () => {
    const told = new Told(true, true);
    const { client, keys } = clientOf(told, [400], '');
    await client.send(head);
    expect(told.askedIfExpired).toEqual([['session', 'AKIA2']]);
    expect(told.rejected).toEqual([['session', 'AKIA2', 'expired', 'eu-west-1']]);
    expect(keys()).toHaveLength(2);
  });

  it.each([
    ['400 for a key that has not expired', 400, false],
    ['403', 403, true],
    ['404', 404, true],
  ])('of status %s, is about something else', async (_, status, expired) => {
    const told = new Told(true, expired);
    const { client, keys } = clientOf(told, [status], '');
    await expect(client.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: status } });
    expect(told.rejected).toEqual([]);
    expect(keys()).toHaveLength(1);
  });
});

describe('any other error', () => {
  it.each(['AccessDenied', 'NoSuchBucket', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed'])(
    '%s is nothing to the cache',
    async (code) => {
      const told = new Told(true, true);
      const { client, keys } = clientOf(told, [403], s3Error(code));
      await expect(client.send(new ListBucketsCommand())).rejects.toMatchObject({ name: code });
      expect(told.rejected).toEqual([]);
      expect(keys()).toHaveLength(1);
    },
  );
});

describe('a client that signs nothing', () => {
  it('stays as it is', () => {
    const client = new S3Client({ region: place.region });
    client.middlewareStack.remove('httpSigningMiddleware');
    const before = client.middlewareStack.identify();
    sendAgainWhenRefused(client, new Told(), place);
    expect(client.middlewareStack.identify()).toEqual(before);
  });
});
