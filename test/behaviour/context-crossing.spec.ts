import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  waitUntilObjectExists,
} from '@aws-sdk/client-s3';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { Upload } from '@aws-sdk/lib-storage';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { CrossedAccountContextError, InjectAccountClient, wrapClient } from 'nestjs-aws-cross-account';
import { defer, lastValueFrom, Observable } from 'rxjs';
import { ContextApplication } from '../support/context-application.js';
import { DynamoStub } from '../support/dynamo-stub.js';
import { PAYMENTS, SEARCH, smallWorld } from '../support/world.js';

/** Both accounts hold a bucket of this name, so that only the keys of a request tell them apart. */
const A = PAYMENTS;
const B = SEARCH;

const Documents = wrapClient({
  client: DynamoDBClient,
  as: DynamoDBDocumentClient,
  wrap: (client) => DynamoDBDocumentClient.from(client),
});

@Injectable()
class Tables {
  constructor(
    @InjectAccountClient(DynamoDBClient) readonly dynamo: DynamoDBClient,
    @InjectAccountClient(Documents) readonly documents: DynamoDBDocumentClient,
  ) {}
}

function world() {
  const described = smallWorld();
  for (const accountId of [A, B]) {
    const objects = Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`${n}`, `of ${accountId}`]));
    const { buckets = [], ...account } = described.accounts[accountId] ?? {};
    described.accounts[accountId] = {
      ...account,
      buckets: [...buckets, { name: bucket(accountId), objects }],
    };
  }
  return described;
}

const bucket = (accountId: string): string => `pages-of-${accountId}`;

let test: ContextApplication;
let s3: S3Client;

beforeAll(async () => {
  test = await ContextApplication.start(world());
  ({ s3 } = test.clients);
});

beforeEach(() => test.aws.calls.reset());

afterAll(() => test.close());

const pagesOf = (accountId: string, input: Partial<ListObjectsV2CommandInput> = {}) =>
  paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket: bucket(accountId), ...input });

describe('a paginator that was begun in account A', () => {
  it('and is continued in B throws, and sends nothing', async () => {
    const pages = pagesOf(A);
    await test.in(A, () => pages.next());
    const continued = test.in(B, () => pages.next());
    await expect(continued).rejects.toThrow(CrossedAccountContextError);
    await expect(continued).rejects.toMatchObject({
      code: 'CROSSED_ACCOUNT_CONTEXT',
      accountId: B,
      begunIn: A,
    });
    expect(test.sent).toEqual([`ListObjectsV2 by ${A}`]);
  });

  it('does not tell B in whose account it was begun', async () => {
    const pages = pagesOf(A);
    await test.in(A, () => pages.next());
    const error: unknown = await test.in(B, () => pages.next()).catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain(A);
    expect(String(error)).toContain('accountContext.require()');
  });

  it('with a token of its own, or of an aggregated client, throws likewise', async () => {
    const { NextContinuationToken } = await test.in(A, () =>
      s3.send(new ListObjectsV2Command({ Bucket: bucket(A), MaxKeys: 2 })),
    );
    const started = paginateListObjectsV2(
      { client: s3, pageSize: 2, startingToken: NextContinuationToken },
      { Bucket: bucket(A) },
    );
    const aggregated = test.in(A, () =>
      test.clients.aggregated.paginateListObjectsV2({ Bucket: bucket(A), MaxKeys: 2 }),
    );
    for (const pages of [started, aggregated]) {
      await test.in(A, () => pages.next());
    }
    await expect(test.in(B, () => started.next())).rejects.toThrow(CrossedAccountContextError);
    expect(test.sent.filter((call) => call.endsWith(B))).toEqual([]);
  });

  it('goes on in another request of A, and in other contexts when it is bound to its own', async () => {
    const pages = pagesOf(A);
    await test.in(A, () => pages.next());
    await test.in(A, () => pages.next());
    const bound = test.in(A, () => pagesOf(A));
    await test.in(B, () => bound.next());
    await bound.next();
    expect(test.sent).toEqual(Array.from({ length: 4 }, () => `ListObjectsV2 by ${A}`));
  });

  it('pages in the account of its first caller with a pinned client', async () => {
    const client = test.in(A, () => test.factory.get(S3Client, test.context.require()));
    const pages = paginateListObjectsV2({ client, pageSize: 2 }, { Bucket: bucket(A) });
    await test.in(A, () => pages.next());
    await test.in(B, () => pages.next());
    await pages.next();
    expect(test.sent).toEqual(Array.from({ length: 3 }, () => `ListObjectsV2 by ${A}`));
  });

  it('leaves its token in an input that B uses next: B throws', async () => {
    const shared = { Bucket: bucket(A) };
    const all = async (): Promise<void> => {
      for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, shared)) void page;
    };
    await test.in(A, all);
    await expect(test.in(B, all)).rejects.toThrow(CrossedAccountContextError);
    expect(new Set(test.sent)).toEqual(new Set([`ListObjectsV2 by ${A}`]));
  });

  it('throws when B has begun with the same input meanwhile: neither can tell whose page comes next', async () => {
    const shared = { Bucket: bucket(A), MaxKeys: 2 };
    const begin = () => paginateListObjectsV2({ client: s3 }, shared);
    const [ofA, ofB] = [begin(), begin()];
    await test.in(A, () => ofA.next());
    await test.in(B, () => ofB.next()).catch(() => undefined);
    await expect(test.in(A, () => ofA.next())).rejects.toThrow(CrossedAccountContextError);
  });
});

describe('a command', () => {
  it('that never changes is sent in any account, at the same time too', async () => {
    const list = new ListBucketsCommand();
    const lists = await Promise.all([A, B, A].map((id) => test.in(id, () => s3.send(list))));
    expect(lists.map(({ Buckets = [] }) => Buckets[0]?.Name)).toEqual([bucket(A), bucket(B), bucket(A)]);
    expect(test.sent.toSorted((x, y) => x.localeCompare(y))).toEqual(
      [A, A, B].map((id) => `ListBuckets by ${id}`),
    );
  });

  it('to whose input the SDK adds a field is a constant all the same', async () => {
    const input = { Bucket: 'made-of-a-constant' };
    const make = (): Promise<unknown> => s3.send(new CreateBucketCommand(input));
    await test.in(A, make);
    await expect(test.in(B, make)).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
    expect(input).toHaveProperty('CreateBucketConfiguration');
    expect(test.sent).toEqual([`CreateBucket by ${A}`, `CreateBucket by ${B}`]);
  });

  it('whose input was changed between two accounts is not sent', async () => {
    const input = { Bucket: bucket(A), Prefix: 'of A' };
    await test.in(A, () => s3.send(new ListObjectsV2Command(input)));
    input.Prefix = 'of B';
    await expect(test.in(B, () => s3.send(new ListObjectsV2Command(input)))).rejects.toThrow(
      CrossedAccountContextError,
    );
    await test.in(A, () => s3.send(new ListObjectsV2Command({ ...input })));
  });
});

describe('work that was begun in account A and is awaited in B stays with A:', () => {
  it('a waiter', async () => {
    const params = { client: s3, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.01 };
    const waiting = test.in(A, () => waitUntilObjectExists(params, { Bucket: bucket(A), Key: 'late' }));
    await test.in(B, async () => {
      while (test.sent.length < 2) await new Promise(setImmediate);
      await test.factory
        .get(S3Client, { accountId: A })
        .send(new PutObjectCommand({ Bucket: bucket(A), Key: 'late', Body: 'x' }));
      await waiting;
    });
    expect(new Set(test.sent.map((call) => call.split(' by ')[1]))).toEqual(new Set([A]));
  });

  it('an upload in parts, whose body is made while it is sent', async () => {
    const Body = Readable.from(chunks());
    const params = { Bucket: bucket(A), Key: 'big', Body };
    const upload = test.in(B, () => new Upload({ client: s3, params, queueSize: 2 }));
    const sending = test.in(A, () => upload.done());
    await test.in(B, () => sending);
    expect(new Set(test.sent)).toEqual(
      new Set(
        ['CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload'].map((name) => `${name} by ${A}`),
      ),
    );
  });

  it('the clean-up of an upload that fails', async () => {
    const failing = test.aws.faults.add({ action: 's3:UploadPart', fault: { kind: 'deny' } });
    const params = { Bucket: bucket(A), Key: 'never', Body: Readable.from(chunks()) };
    const sending = test.in(A, () => new Upload({ client: s3, params, queueSize: 1 }).done());
    await expect(test.in(B, () => sending)).rejects.toMatchObject({ name: 'AccessDenied' });
    failing.clear();
    expect(test.sent.at(-1)).toBe(`AbortMultipartUpload by ${A}`);
    expect(test.sent.filter((call) => call.endsWith(B))).toEqual([]);
  });

  it('an Observable, a generator, a stream: what a context answers is bound to it', async () => {
    const list = (): Promise<unknown> => s3.send(new ListBucketsCommand());
    async function* generate(): AsyncGenerator<string> {
      for (const part of ['one', 'two']) {
        await list();
        yield part;
      }
    }
    const observable = test.in(A, () => defer(list));
    const later = test.in(A, async () => Readable.from(generate()));
    const generator = test.in(A, generate);
    await test.in(B, async () => {
      await lastValueFrom(observable);
      for await (const part of generator) void part;
      for await (const part of await later) void part;
    });
    expect(observable).toBeInstanceOf(Observable);
    expect(test.sent).toEqual(Array.from({ length: 5 }, () => `ListBuckets by ${A}`));
  });

  it('an Observable that was kept aside runs whole in the context that subscribes', async () => {
    const kept: Observable<unknown>[] = [];
    test.in(A, () => {
      kept.push(defer(() => s3.send(new ListBucketsCommand())));
    });
    await test.in(B, () => Promise.all(kept.map((observable) => lastValueFrom(observable))));
    expect(test.sent).toEqual([`ListBuckets by ${B}`]);
  });
});

describe('what was made of the injected client in account A', () => {
  it('presigns in A, and throws in B', async () => {
    const presigner = test.in(A, () => new S3RequestPresigner({ ...s3.config }));
    const request = {
      method: 'GET',
      protocol: 'https:',
      hostname: 'example.com',
      path: '/',
      headers: {},
      query: {},
    };
    await test.in(A, () => presigner.presign(request as never));
    await expect(test.in(B, () => presigner.presign(request as never))).rejects.toThrow(
      CrossedAccountContextError,
    );
  });

  it('sends in A by its middleware, and throws in B', async () => {
    const command = new ListBucketsCommand();
    const handler = test.in(A, () => command.resolveMiddleware(s3.middlewareStack as never, s3.config, {}));
    await test.in(A, () => handler(command));
    await expect(test.in(B, () => handler(command))).rejects.toThrow(CrossedAccountContextError);
    expect(test.sent).toEqual([`ListBuckets by ${A}`]);
  });

  it('sends in A as a client of its own, and throws in B: no copy of the keys is kept', async () => {
    const { config } = test.in(A, () => ({ config: s3.config }));
    const own = new S3Client({ credentials: config.credentials, region: 'eu-west-1' });
    await test.in(A, () => own.send(new ListBucketsCommand()));
    await expect(test.in(B, () => own.send(new ListBucketsCommand()))).rejects.toThrow(
      CrossedAccountContextError,
    );
    expect(test.sent).toEqual([`ListBuckets by ${A}`]);
  });
});

describe('a DocumentClient', () => {
  let dynamo: DynamoStub;
  let tables: ContextApplication;
  const get = new GetCommand({ TableName: 't', Key: { id: 1 } });
  const accountOf: Record<string, string> = {};

  beforeAll(async () => {
    dynamo = await DynamoStub.start();
    tables = await ContextApplication.start(
      world(),
      { clientDefaults: (ClientClass) => (ClientClass === DynamoDBClient ? { endpoint: dynamo.url } : {}) },
      { providers: [Tables] },
    );
    for (const accountId of [A, B]) {
      const { accessKeyId } = await tables.factory.getCredentials({ accountId })();
      accountOf[accessKeyId] = accountId;
    }
  });

  beforeEach(() => {
    dynamo.keys.length = 0;
  });

  afterAll(async () => {
    await tables.close();
    await dynamo.close();
  });

  const callers = (): string[] => dynamo.keys.map((key) => accountOf[key] ?? key);

  it('that is injected follows the context, marshalling and all', async () => {
    const { documents } = tables.app.get(Tables);
    expect(documents).toBeInstanceOf(DynamoDBDocumentClient);
    const { Item } = await tables.in(A, () => documents.send(get));
    await tables.in(B, () => documents.send(get));
    expect(Item).toEqual({ id: 1 });
    expect(callers()).toEqual([A, B]);
  });

  it('that was made of the injected client in A throws in B, and stays with A elsewhere', async () => {
    const { dynamo: following } = tables.app.get(Tables);
    const kept = tables.in(A, () => DynamoDBDocumentClient.from(following));
    await tables.in(A, () => kept.send(get));
    await expect(tables.in(B, () => kept.send(get))).rejects.toThrow(CrossedAccountContextError);
    await kept.send(get);
    expect(callers()).toEqual([A, A]);
  });

  it('keeps its own options, which reach nobody else', async () => {
    const { dynamo: following } = tables.app.get(Tables);
    tables.in(A, () =>
      DynamoDBDocumentClient.from(following, { marshallOptions: { removeUndefinedValues: true } }),
    );
    const { config } = tables.factory.get(DynamoDBClient, { accountId: A });
    expect(config).not.toHaveProperty('translateConfig');
  });

  it('whose pages were begun in A throws in B', async () => {
    const { documents } = tables.app.get(Tables);
    const pages = paginateQuery({ client: documents }, { TableName: 't', KeyConditionExpression: 'id = 1' });
    await tables.in(A, () => pages.next());
    await expect(tables.in(B, () => pages.next())).rejects.toThrow(CrossedAccountContextError);
    expect(callers()).toEqual([A]);
  });
});

it('a stream of an object of A is read in B without another request', async () => {
  const { Body } = await test.in(A, () => s3.send(new GetObjectCommand({ Bucket: bucket(A), Key: '1' })));
  expect(await test.in(B, () => Body?.transformToString())).toBe(`of ${A}`);
  expect(test.sent).toEqual([`GetObject by ${A}`]);
});

/** Three parts of an upload; each is asked for while the one before is sent. */
async function* chunks(): AsyncGenerator<Buffer> {
  for (let part = 0; part < 3; part += 1) yield Buffer.alloc(5 * 1024 * 1024, part);
}
