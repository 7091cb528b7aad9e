import { setTimeout as later } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import {
  GetObjectCommand,
  ListBucketsCommand,
  paginateListObjectsV2,
  S3,
  S3Client,
  waitUntilBucketExists,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { mockClient } from 'aws-sdk-client-mock';
import { trustPolicy } from 'local-aws-accounts';
import {
  getAccountClientToken,
  InjectAccountClient,
  InvalidClientConfigError,
  InvalidTargetError,
  NoAccountContextError,
  wrapClient,
} from 'nestjs-aws-cross-account';
import { startWith } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { ContextApplication } from '../support/context-application.js';
import {
  HUB_ROLE,
  PAYMENTS,
  PARTNER,
  PARTNER_EXTERNAL_ID,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';

class Store {
  readonly #client: S3Client;
  readonly kind = 'store';
  destroyed = 0;
  readonly listLater = (): Promise<string[]> => this.list();
  readonly listAsMethod: () => Promise<string[]>;

  constructor(client: S3Client) {
    this.#client = client;
    this.listAsMethod = function listAsMethod(this: Store) {
      return bucketNames(this.#client);
    };
  }

  destroy(): void {
    this.destroyed += 1;
  }

  list(): Promise<string[]> {
    return bucketNames(this.#client);
  }

  get client(): S3Client {
    return this.#client;
  }
}

const WrappedStore = wrapClient({ client: S3Client, as: Store, wrap: (client) => new Store(client) });

@Injectable()
class Overlaid {
  constructor(
    @InjectAccountClient(S3Client, { roleName: 'inventory-writer' }) readonly writer: S3Client,
    @InjectAccountClient(S3Client, { region: 'us-east-1' }) readonly virginia: S3Client,
    @InjectAccountClient(S3Client, { sessionName: 'overlaid' }) readonly named: S3Client,
    @InjectAccountClient(WrappedStore) readonly store: Store,
  ) {}
}

function world() {
  const described = smallWorld();
  const trust = trustPolicy({ principal: HUB_ROLE });
  for (const accountId of [PAYMENTS, SEARCH]) {
    const account = described.accounts[accountId];
    if (!account) continue;
    account.roles = { ...account.roles, 'inventory-writer': { trust } };
    const objects = Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`${n}`, `of ${accountId}`]));
    account.buckets = [...(account.buckets ?? []), { name: `objects-${accountId}`, objects }];
  }
  return described;
}

let test: ContextApplication;
let s3: S3Client;
let aggregated: S3;

beforeAll(async () => {
  test = await ContextApplication.start(world(), {}, { providers: [Overlaid] });
  ({ s3, aggregated } = test.clients);
});

beforeEach(() => test.aws.calls.reset());

afterAll(() => test.close());

const bucketOf = (accountId: string): string => `objects-${accountId}`;

describe('a client that follows the context', () => {
  it('sends in the account of whichever context it is used in', async () => {
    const lists = await Promise.all(
      [PAYMENTS, SEARCH].map((accountId) =>
        test.in(accountId, async () => {
          await later(1);
          return bucketNames(s3);
        }),
      ),
    );
    expect(lists.map(([first]) => first)).toEqual(['objects-111122223333', 'objects-444455556666']);
  });

  it('is an instance of its class', () => {
    expect(s3).toBeInstanceOf(S3Client);
    expect(aggregated).toBeInstanceOf(S3);
    expect(s3.constructor).toBe(S3Client);
  });

  it('rejects outside of any context, and sends nothing', async () => {
    await expect(s3.send(new ListBucketsCommand())).rejects.toThrow(NoAccountContextError);
    await expect(aggregated.listBuckets()).rejects.toThrow(NoAccountContextError);
    expect(test.sent).toEqual([]);
  });

  it('tells a callback outside of any context, later', async () => {
    let error: unknown;
    const told = new Promise<void>((resolve) => {
      s3.send(new ListBucketsCommand(), (thrown: unknown) => {
        error = thrown;
        resolve();
      });
    });
    expect(error).toBeUndefined();
    await told;
    expect(error).toBeInstanceOf(NoAccountContextError);
  });

  it('rejects where the target cannot be used with its overlay', async () => {
    const chinese = { accountId: PAYMENTS, region: 'cn-north-1', partition: 'aws-cn' };
    expect(() => test.context.run(chinese, () => 'entered')).toThrow('aws-cn');
    const { virginia } = test.app.get(Overlaid);
    const call = test.context.run({ accountId: PAYMENTS, roleArn: `arn:aws:iam::${PAYMENTS}:role/x` }, () =>
      virginia.send(new ListBucketsCommand()),
    );
    await expect(call).rejects.toMatchObject({ code: 'ASSUME_ROLE_DENIED' });
  });

  it('can be looked at anywhere: only config needs a context', () => {
    for (const client of [s3, aggregated]) {
      for (let own: object = client; own !== Object.prototype; own = Object.getPrototypeOf(own) as object) {
        const keys = Reflect.ownKeys(own).filter((key) => key !== 'config');
        expect(() => keys.map((key) => Reflect.get(client, key) as unknown)).not.toThrow();
      }
      expect(() => client.config).toThrow(NoAccountContextError);
      expect(() => client.middlewareStack.clone()).toThrow(NoAccountContextError);
    }
  });

  it('is no promise, and prints, compares and serialises as the object that it is', async () => {
    expect(await Promise.resolve(s3)).toBe(s3);
    expect(inspect(s3)).toBe('S3Client {}');
    expect(JSON.stringify(s3)).toBe('{}');
    expect(Reflect.get(s3, Symbol.toPrimitive)).toBeUndefined();
    expect({ client: s3 }).toEqual({ client: s3 });
    expect(s3).not.toBe(aggregated);
    expect(() => expect(s3).toEqual('something else')).toThrow('something else');
  });

  it('is not destroyed by anybody', async () => {
    s3.destroy();
    test.in(PAYMENTS, () => s3.destroy());
    expect(await test.in(SEARCH, () => bucketNames(s3))).toContain('search-index');
  });

  it('shows the configuration of the account at hand, which nobody can change for others', async () => {
    const region = await test.context.run({ accountId: PAYMENTS, region: 'eu-north-1' }, () =>
      s3.config.region(),
    );
    expect(region).toBe('eu-north-1');
    test.in(PAYMENTS, () => Object.assign(s3.config, { maxAttempts: 'changed' }));
    expect(test.factory.get(S3Client, { accountId: PAYMENTS }).config.maxAttempts).not.toBe('changed');
  });

  it('takes no middleware, and says where it belongs', () => {
    const stack = test.in(PAYMENTS, () => s3.middlewareStack);
    const add = (): void => stack.add((next) => next, { step: 'build' });
    expect(add).toThrow(InvalidClientConfigError);
    expect(add).toThrow('wrapClient');
    expect(() => stack.remove('x')).toThrow(InvalidClientConfigError);
    expect(stack.identify().length).toBeGreaterThan(10);
  });
});

describe('what the SDK makes of a client', () => {
  it('an aggregated client: methods, paginators and waiters', async () => {
    const Bucket = bucketOf(SEARCH);
    const keys = await test.in(SEARCH, async () => {
      await aggregated.waitUntilBucketExists({ Bucket }, 10);
      const found: unknown[] = [];
      const input = { Bucket, MaxKeys: 2 };
      for await (const { Contents } of aggregated.paginateListObjectsV2(input)) found.push(Contents?.length);
      return found;
    });
    expect(keys).toEqual([2, 2, 1]);
    const told = await new Promise((resolve) => {
      test.in(SEARCH, () => aggregated.listBuckets({}, (_: unknown, output: unknown) => resolve(output)));
    });
    expect(told).toMatchObject({ Buckets: expect.anything() });
    expect(new Set(test.sent.map((call) => call.split(' by ')[1]))).toEqual(new Set([SEARCH]));
  });

  it('a paginator and a waiter', async () => {
    const Bucket = bucketOf(PAYMENTS);
    const pages = await test.in(PAYMENTS, async () => {
      await waitUntilBucketExists({ client: s3, maxWaitTime: 10 }, { Bucket });
      let count = 0;
      for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket }))
        count += page.KeyCount ?? 0;
      return count;
    });
    expect(pages).toBe(5);
  });

  it('a signed URL', async () => {
    const command = new GetObjectCommand({ Bucket: bucketOf(PAYMENTS), Key: '1' });
    const url = await test.in(PAYMENTS, () => getSignedUrl(s3, command));
    expect(await (await fetch(url)).text()).toBe(`of ${PAYMENTS}`);
  });

  it('an upload in parts, and a stream that is read after the context has ended', async () => {
    const params = { Bucket: bucketOf(SEARCH), Key: 'big', Body: Buffer.alloc(6 * 1024 * 1024, 'x') };
    await test.in(SEARCH, () => new Upload({ client: s3, params }).done());
    const { Body } = await test.in(SEARCH, () =>
      s3.send(new GetObjectCommand({ Bucket: params.Bucket, Key: 'big', Range: 'bytes=0-3' })),
    );
    expect(await text(Body as NodeJS.ReadableStream)).toBe('xxxx');
    expect(test.sent.filter((call) => call.startsWith('UploadPart'))).toHaveLength(2);
  });
});

describe('a wrapper of a class of its own', () => {
  it('works in the account at hand, private fields and all', async () => {
    const { store } = test.app.get(Overlaid);
    expect(store).toBeInstanceOf(Store);
    expect(await test.in(SEARCH, () => store.list())).toContain('search-index');
    expect(await test.in(SEARCH, () => store.listLater())).toContain('search-index');
    expect(await test.in(SEARCH, () => store.listAsMethod())).toContain('search-index');
    expect(test.in(SEARCH, () => [store.kind, store.client === store.client])).toEqual(['store', true]);
  });

  it('has nothing but its methods outside of a context, and these throw when they are called', () => {
    const { store } = test.app.get(Overlaid);
    expect(Reflect.get(store, 'onModuleInit')).toBeUndefined();
    expect(store.kind).toBeUndefined();
    expect(() => store.list()).toThrow(NoAccountContextError);
    expect(() => store.client).toThrow(NoAccountContextError);
    expect(inspect(store)).toBe('Store {}');
  });

  it('is not destroyed by anybody', () => {
    const { store } = test.app.get(Overlaid);
    store.destroy();
    test.in(SEARCH, () => store.destroy());
    expect(test.in(SEARCH, () => store.destroyed)).toBe(0);
  });

  it('can be mocked', () => {
    const { store } = test.app.get(Overlaid);
    jest.spyOn(store, 'list').mockResolvedValue(['mocked']);
    expect(store.list()).toBeInstanceOf(Promise);
    jest.restoreAllMocks();
    expect(() => store.list()).toThrow(NoAccountContextError);
  });
});

describe('an overlay', () => {
  it('makes a client of its own, which all who want the same share', async () => {
    const again = await test.app.resolve(getAccountClientToken(S3Client, { roleName: 'inventory-writer' }));
    const { writer, virginia } = test.app.get(Overlaid);
    expect(again).toBe(writer);
    expect(await test.app.resolve(getAccountClientToken(S3Client))).toBe(s3);
    expect(new Set([s3, aggregated, writer, virginia]).size).toBe(4);
  });

  it('with a role replaces the role, in the account and with the other fields of the context', async () => {
    const { writer } = test.app.get(Overlaid);
    await test.in(PAYMENTS, () => bucketNames(writer));
    const byArn = { roleArn: `arn:aws:iam::${SEARCH}:role/${ROLE_NAME}`, region: 'eu-north-1' };
    await test.context.run(byArn, () => bucketNames(writer));
    expect(test.sent).toEqual([
      `ListBuckets by ${PAYMENTS}/inventory-writer`,
      `ListBuckets by ${SEARCH}/inventory-writer`,
    ]);
    expect(test.aws.calls.list().at(-1)).toMatchObject({ region: 'eu-north-1' });
    const tenant = { accountId: PARTNER, externalId: PARTNER_EXTERNAL_ID };
    const denied = test.context.run(tenant, () => bucketNames(writer));
    await expect(denied).rejects.toMatchObject({ roleArn: `arn:aws:iam::${PARTNER}:role/inventory-writer` });
  });

  it('with other fields replaces these', async () => {
    const { virginia, named } = test.app.get(Overlaid);
    const tenant = { accountId: PARTNER, externalId: PARTNER_EXTERNAL_ID, region: 'eu-north-1' };
    await test.context.run(tenant, () => Promise.all([virginia, named].map(bucketNames)));
    const calls = test.aws.calls.list().filter(({ action }) => action === 's3:ListBuckets');
    expect(new Set(calls.map(({ region }) => region))).toEqual(new Set(['eu-north-1', 'us-east-1']));
    const overlaid = calls.find(({ region }) => region === 'eu-north-1');
    expect(overlaid?.principalArn).toMatch(/overlaid$/);
  });

  it('that is wrong fails the boot of the application that injects it', async () => {
    class Misled {
      constructor(readonly client: S3Client) {}
    }
    Injectable()(Misled);
    InjectAccountClient(S3Client, { roleName: 'no spaces please' })(Misled, undefined, 0);
    const { AwsCrossAccountModule } = await import('nestjs-aws-cross-account');
    const start = startWith({
      imports: [AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME })],
      providers: [Misled],
    });
    await expect(start).rejects.toThrow(InvalidTargetError);
  });
});

describe('mocks', () => {
  it('jest.spyOn on the injected client is hit, inside a context and outside, and restored', async () => {
    const send = jest.spyOn(s3, 'send').mockReturnValue(Promise.resolve({ Buckets: [] }) as never);
    expect(await bucketNames(s3)).toEqual([]);
    expect(await test.in(PAYMENTS, () => bucketNames(s3))).toEqual([]);
    expect(send).toHaveBeenCalledTimes(2);
    send.mockRestore();
    expect(Object.keys(s3)).toEqual([]);
    await expect(bucketNames(s3)).rejects.toThrow(NoAccountContextError);
  });

  it('mockClient on the injected client is hit, by aggregated methods and paginators too', async () => {
    const mock = mockClient(aggregated);
    mock.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'mocked' }] });
    expect(await aggregated.listBuckets()).toEqual({ Buckets: [{ Name: 'mocked' }] });
    for await (const page of aggregated.paginateListBuckets({})) expect(page.Buckets).toHaveLength(1);
    expect(mock.commandCalls(ListBucketsCommand)).toHaveLength(2);
    mock.restore();
    await expect(aggregated.listBuckets()).rejects.toThrow(NoAccountContextError);
  });

  it('mockClient on the class is hit in a context, whose absence stays an error', async () => {
    const mock = mockClient(S3Client);
    mock.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'mocked' }] });
    expect(await test.in(PAYMENTS, () => bucketNames(s3))).toEqual(['mocked']);
    await expect(bucketNames(s3)).rejects.toThrow(NoAccountContextError);
    mock.restore();
    expect(test.sent).toEqual([]);
  });

  it('a property that is set wins, and can be deleted', () => {
    Object.assign(s3, { config: { mocked: true } });
    expect(s3.config).toEqual({ mocked: true });
    expect(Reflect.deleteProperty(s3, 'config')).toBe(true);
    expect(() => s3.config).toThrow(NoAccountContextError);
  });
});

describe("the context's signal", () => {
  it.each([
    ['a promise', () => s3.send(new ListBucketsCommand())],
    ['options', () => s3.send(new ListBucketsCommand(), {})],
    ['an aggregated method', () => aggregated.listBuckets()],
    [
      'a callback',
      () =>
        new Promise((resolve, reject) => {
          s3.send(new ListBucketsCommand(), (error: unknown, output: unknown) =>
            error ? reject(error as Error) : resolve(output),
          );
        }),
    ],
    [
      'options and a callback',
      () =>
        new Promise((resolve, reject) => {
          s3.send(new ListBucketsCommand(), {}, (error: unknown, output: unknown) =>
            error ? reject(error as Error) : resolve(output),
          );
        }),
    ],
  ])('aborts a call with %s', async (_, call) => {
    const hanging = test.aws.faults.add({
      action: 's3:ListBuckets',
      fault: { kind: 'hang', at: 'response' },
    });
    const controller = new AbortController();
    const calling = test.context.run({ accountId: PAYMENTS }, call, { signal: controller.signal });
    await hanging.reached(1);
    controller.abort();
    await expect(calling).rejects.toMatchObject({ name: 'AbortError' });
    hanging.clear();
  });

  it('leaves a call alone that has a signal of its own, and calls of another context', async () => {
    const signal = AbortSignal.abort();
    const own = { abortSignal: new AbortController().signal };
    const target = { accountId: PAYMENTS };
    await test.context.run(target, () => s3.send(new ListBucketsCommand(), own), { signal });
    await test.context.run(target, () => test.in(SEARCH, () => bucketNames(s3)), { signal });
    await expect(test.context.run(target, () => bucketNames(s3), { signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
