import { inspect } from 'node:util';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HeadBucketCommand, S3, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { type HttpHandler, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { LocalAws } from 'local-aws-accounts';
import {
  AccountCredentialsError,
  type AccountTarget,
  AssumeRoleDeniedError,
  AwsCrossAccountModule,
  CrossAccountClientFactory,
  CrossAccountError,
  FactoryClosedError,
  HubCredentialsError,
  InvalidClientClassError,
  InvalidClientConfigError,
  InvalidTargetError,
  NoHubRoleForPartitionError,
  StsThrottledError,
  StsUnavailableError,
  WrongAccountError,
  wrapClient,
} from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import {
  DENYING,
  HUB_ACCOUNT,
  member,
  PARTNER,
  PARTNER_EXTERNAL_ID,
  PAYMENTS,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';

let aws: LocalAws;
let restoreEnvironment: () => void;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;

const assumeRoleCalls = (): number => aws.calls.count('sts:AssumeRole');

async function restart(options: Parameters<typeof startApplication>[0] = {}): Promise<void> {
  await app.close();
  app = await startApplication(options);
  factory = app.get(CrossAccountClientFactory);
}

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restoreEnvironment = setEnvironment(aws.env);
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

beforeEach(async () => {
  aws.calls.reset();
  aws.faults.clear();
  app = await startApplication();
  factory = app.get(CrossAccountClientFactory);
});

afterEach(() => app.close());

describe('a client for an account', () => {
  it('sees that account, and no other', async () => {
    expect(await bucketNames(factory.get(S3Client, { accountId: PAYMENTS }))).toEqual([
      'payments-invoices',
      'payments-ledger',
    ]);
    expect(await bucketNames(factory.get(S3Client, { accountId: SEARCH }))).toEqual(['search-index']);
    expect(await bucketNames(factory.getHubClient(S3Client))).toEqual(['hub-reports']);
  });

  it('is an instance of its class, made without a call', () => {
    expect(factory.get(S3Client, { accountId: PAYMENTS })).toBeInstanceOf(S3Client);
    expect(aws.calls.list()).toEqual([]);
  });

  it('is the same one for the same class, account, region, role session and configuration', () => {
    const client = factory.get(S3Client, { accountId: PAYMENTS });
    expect(factory.get(S3Client, { accountId: PAYMENTS, region: 'eu-west-1' })).toBe(client);
    expect(factory.get(S3Client, { accountId: PAYMENTS }, { forcePathStyle: true })).toBe(
      factory.get(S3Client, { accountId: PAYMENTS }, { forcePathStyle: true }),
    );
    const others = [
      factory.get(S3, { accountId: PAYMENTS }),
      factory.get(S3Client, { accountId: SEARCH }),
      factory.get(S3Client, { accountId: PAYMENTS, region: 'us-east-1' }),
      factory.get(S3Client, { accountId: PAYMENTS, roleName: 'writer' }),
      factory.get(S3Client, { accountId: PAYMENTS, externalId: 'some-id' }),
      factory.get(S3Client, { accountId: PAYMENTS }, { forcePathStyle: true }),
      factory.getHubClient(S3Client),
    ];
    expect(new Set([client, ...others]).size).toBe(8);
  });

  it('signs for its region', async () => {
    await bucketNames(factory.get(S3Client, { accountId: PAYMENTS, region: 'ap-southeast-2' }));
    expect(aws.calls.count('s3:ListBuckets', { region: 'ap-southeast-2', accountId: PAYMENTS })).toBe(1);
  });

  it('may be of an aggregated class', async () => {
    const { Buckets = [] } = await factory.get(S3, { accountId: SEARCH }).listBuckets({});
    expect(Buckets.map(({ Name }) => Name)).toEqual(['search-index']);
  });

  it('may be of any service', async () => {
    const sts = factory.get(STSClient, { accountId: SEARCH });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: SEARCH });
    expect(factory.get(SQSClient, { accountId: SEARCH })).toBeInstanceOf(SQSClient);
  });

  it('may be wrapped: one wrapper for each place', () => {
    const DocumentClient = wrapClient({
      client: DynamoDBClient,
      as: DynamoDBDocumentClient,
      wrap: (client) => DynamoDBDocumentClient.from(client),
    });
    const client: DynamoDBDocumentClient = factory.get(DocumentClient, { accountId: PAYMENTS });
    expect(client).toBeInstanceOf(DynamoDBDocumentClient);
    expect(factory.get(DocumentClient, { accountId: PAYMENTS })).toBe(client);
    expect(factory.get(DocumentClient, { accountId: SEARCH })).not.toBe(client);
  });

  it('cannot be destroyed: neither it nor its neighbours', async () => {
    const client = factory.get(S3Client, { accountId: PAYMENTS });
    client.destroy();
    expect(await bucketNames(client)).toHaveLength(2);
    expect(await bucketNames(factory.get(S3Client, { accountId: SEARCH }))).toHaveLength(1);
  });

  it('makes up to 11 attempts, unless it or the module is told otherwise', async () => {
    const attempts = async (client: S3Client): Promise<number> => client.config.maxAttempts();
    expect(await attempts(factory.get(S3Client, { accountId: PAYMENTS }))).toBe(11);
    expect(await attempts(factory.get(S3Client, { accountId: PAYMENTS }, { maxAttempts: 2 }))).toBe(2);
    await restart({ maxAttempts: 5 });
    expect(await attempts(factory.get(S3Client, { accountId: PAYMENTS }))).toBe(5);
    expect(await attempts(factory.getHubClient(S3Client))).toBe(5);
  });
});

describe('a configuration for one client', () => {
  it('of fields that are undefined, or of none, is no configuration', async () => {
    const client = factory.get(S3Client, { accountId: PAYMENTS }, { maxAttempts: undefined });
    expect(factory.get(S3Client, { accountId: PAYMENTS }, {})).toBe(client);
    expect(factory.get(S3Client, { accountId: PAYMENTS })).toBe(client);
    expect(await client.config.maxAttempts()).toBe(11);
    await restart({ clientDefaults: () => ({ maxAttempts: undefined }) });
    expect(await factory.get(S3Client, { accountId: PAYMENTS }).config.maxAttempts()).toBe(11);
  });

  it('is kept apart for hub clients as well, and so is the region', async () => {
    const own = factory.getHubClient(S3Client);
    const patient = factory.getHubClient(S3Client, { maxAttempts: 2 });
    const distant = factory.getHubClient(S3Client, { region: 'us-east-1' });
    expect(new Set([own, patient, distant, factory.getHubClient(S3Client, {})]).size).toBe(3);
    expect(await patient.config.maxAttempts()).toBe(2);
    await bucketNames(distant);
    expect(aws.calls.count('s3:ListBuckets', { region: 'us-east-1' })).toBe(1);
  });

  it('does not let clients of one place grow without bound', () => {
    for (let attempts = 1; attempts <= 2_100; attempts += 1) {
      factory.get(SQSClient, { accountId: PAYMENTS }, { maxAttempts: attempts });
    }
    expect(factory.stats().clients.cached).toBe(2_000);
  });
});

describe('the options', () => {
  it('are those that were checked at boot, whatever becomes of the objects', async () => {
    const clientDefaults: Record<string, unknown> = { maxAttempts: 4 };
    const override: { roleName?: string } = {};
    const accountOverrides = { [PAYMENTS]: override };
    await restart({ clientDefaults, accountOverrides });
    clientDefaults.maxAttempts = 9;
    clientDefaults.logger = console;
    override.roleName = 'no such: role';
    const client = factory.get(S3Client, { accountId: PAYMENTS });
    expect(await client.config.maxAttempts()).toBe(4);
    expect(await bucketNames(client)).toHaveLength(2);
  });

  it('may hold overrides whose fields are computed', async () => {
    class Override {
      get externalId(): string {
        return PARTNER_EXTERNAL_ID;
      }
    }
    await restart({ accountOverrides: { [PARTNER]: new Override() } });
    expect(await bucketNames(factory.get(S3Client, { accountId: PARTNER }))).toEqual(['partner-exchange']);
  });

  it.each([
    [{ clientDefaults: null }, 'clientDefaults'],
    [{ clientDefaults: [] }, 'clientDefaults'],
    [{ maxAttempts: 0 }, 'maxAttempts'],
    [{ maxAttempts: 1.5 }, 'maxAttempts'],
    [{ shutdownSeconds: -1 }, 'shutdownSeconds'],
    [{ shutdownSeconds: Number.NaN }, 'shutdownSeconds'],
    [{ shutdownSeconds: 3_601 }, 'shutdownSeconds'],
    [{ shutdownSeconds: '10' }, 'shutdownSeconds'],
    [{ cache: 500 }, 'cache'],
    [{ cache: { clients: 0 } }, 'cache.clients'],
    [{ cache: { client: 500 } }, 'cache.client'],
    [{ requestHandler: {} }, 'requestHandler'],
    [{ requestHandler: 'undici' }, 'requestHandler'],
    [{ clientDefaults: 'fast' }, 'clientDefaults'],
    [{ regoin: 'eu-west-1' }, 'regoin'],
    [{ sts: { region: 'cn-north-1' } }, 'sts.region'],
    [{ partition: 'aws-cn' }, 'partition'],
    [{ roleName: 'arn:aws:iam::111122223333:role/teams/reader' }, 'roleName'],
  ])('%p are refused at boot for %s', async (options, option) => {
    const start = startApplication(options as never);
    await expect(start).rejects.toMatchObject({ code: 'INVALID_OPTION', option });
  });

  it('give the session its name: that of the application and the host, or the one that is set', async () => {
    expect((await factory.assume({ accountId: PAYMENTS })).sessionArn).toMatch(
      /\/nestjs-aws-cross-account-workspace@[\w.-]+$/,
    );
    await restart({ sessionName: 'night-shift' });
    expect((await factory.assume({ accountId: PAYMENTS })).sessionArn).toMatch(/\/night-shift$/);
  });

  it('may bring an HTTP handler, which then carries STS and services, and stays open', async () => {
    const inner = new NodeHttpHandler();
    const services: string[] = [];
    let destroyed = 0;
    const requestHandler: HttpHandler = {
      handle: (request, options) => {
        services.push(/\/(sts|s3)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1] ?? '');
        return inner.handle(request, options);
      },
      destroy: () => void (destroyed += 1),
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    };
    await restart({ requestHandler });
    await bucketNames(factory.get(S3Client, { accountId: PAYMENTS }));
    await app.close();
    expect([services, destroyed]).toEqual([['sts', 's3'], 0]);
    inner.destroy();
  });
});

describe('a bearer token in the environment', () => {
  it('does not stand in for the assumed role', async () => {
    const restore = setEnvironment({ AWS_BEARER_TOKEN_BEDROCK: 'CANARY-bearer-token' });
    const authorizations: string[] = [];
    const requestHandler: HttpHandler = {
      handle: async ({ headers }) => {
        authorizations.push(headers.authorization ?? '');
        return { response: new HttpResponse({ statusCode: 418 }) };
      },
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    };
    const keys = { accessKeyId: 'AKIAPROVIDED', secretAccessKey: 'x' };
    await restart({ requestHandler, credentials: keys });
    const client = factory.get(BedrockRuntimeClient, { accountId: PAYMENTS }, { maxAttempts: 1 });
    await client.send(new ConverseCommand({ modelId: 'm', messages: [] })).catch(() => undefined);
    expect(authorizations).toEqual([expect.stringContaining('/sts/aws4_request')]);
    restore();
  });
});

describe('AssumeRole', () => {
  it('is called once for all clients, regions and services of a role', async () => {
    await Promise.all(
      ['eu-west-1', 'us-east-1', 'ap-south-1'].flatMap((region) => [
        bucketNames(factory.get(S3Client, { accountId: PAYMENTS, region })),
        factory.get(STSClient, { accountId: PAYMENTS, region }).send(new GetCallerIdentityCommand({})),
      ]),
    );
    expect(assumeRoleCalls()).toBe(1);
  });

  it('is not called again while the session is valid', async () => {
    const client = factory.get(S3Client, { accountId: PAYMENTS });
    for (let use = 0; use < 10; use += 1) await bucketNames(client);
    expect(assumeRoleCalls()).toBe(1);
  });

  it('is called with what the role asks for', async () => {
    expect(
      await bucketNames(factory.get(S3Client, { accountId: PARTNER, externalId: PARTNER_EXTERNAL_ID })),
    ).toEqual(['partner-exchange']);
    await restart({ accountOverrides: { [PARTNER]: { externalId: PARTNER_EXTERNAL_ID } } });
    expect(await bucketNames(factory.get(S3Client, { accountId: PARTNER }))).toEqual(['partner-exchange']);
  });

  it('does not serve one external ID with the credentials of another', async () => {
    const right = factory.get(S3Client, { accountId: PARTNER, externalId: PARTNER_EXTERNAL_ID });
    const wrong = factory.get(S3Client, { accountId: PARTNER, externalId: 'guessed' });
    await bucketNames(right);
    await expect(bucketNames(wrong)).rejects.toThrow(AssumeRoleDeniedError);
  });

  it('that is denied says which action, and what to change', async () => {
    const denied = bucketNames(factory.get(S3Client, { accountId: DENYING }));
    await expect(denied).rejects.toMatchObject({
      code: 'ASSUME_ROLE_DENIED',
      accountId: DENYING,
      roleArn: `arn:aws:iam::${DENYING}:role/${ROLE_NAME}`,
      deniedAction: 'sts:AssumeRole',
      deniedBy: 'role-trust',
    });
  });

  it('that is throttled is tried again', async () => {
    aws.faults.add({ action: 'sts:AssumeRole', times: 2, fault: { kind: 'throttle' } });
    expect(await bucketNames(factory.get(S3Client, { accountId: SEARCH }))).toEqual(['search-index']);
    expect(assumeRoleCalls()).toBe(3);
  });

  it.each([
    ['throttle', StsThrottledError],
    ['server-error', StsUnavailableError],
    ['reset', StsUnavailableError],
  ] as const)(
    'that fails with %s each time ends in a typed error when its time is over',
    async (kind, expected) => {
      await restart({ sts: { attemptSeconds: 0.5, totalSeconds: 1 } });
      aws.faults.add({ action: 'sts:AssumeRole', fault: { kind } });
      await expect(factory.assume({ accountId: SEARCH })).rejects.toThrow(expected);
      expect(assumeRoleCalls()).toBeGreaterThan(1);
    },
  );

  it('that answers for another account is not believed', async () => {
    aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'wrong-account', accountId: SEARCH } });
    const client = factory.get(S3Client, { accountId: PAYMENTS });
    for (let time = 0; time < 20; time += 1)
      await expect(bucketNames(client)).rejects.toThrow(WrongAccountError);
    expect(assumeRoleCalls()).toBe(1);
    aws.faults.clear();
    factory.invalidate({ accountId: PAYMENTS });
    expect(await bucketNames(factory.get(S3Client, { accountId: PAYMENTS }))).toHaveLength(2);
  });

  it('with hub credentials that STS does not know is a fault of the hub role', async () => {
    await restart({
      credentials: { accessKeyId: 'ASIAUNKNOWN123456789', secretAccessKey: 'x', sessionToken: 'y' },
    });
    await expect(factory.assume({ accountId: PAYMENTS })).rejects.toThrow(HubCredentialsError);
  });

  it('with no hub credentials at all is a fault of the hub role, found out once for all accounts', async () => {
    let asked = 0;
    const credentials = async (): Promise<never> => {
      asked += 1;
      throw Object.assign(new RangeError('nothing here'), { name: 'CredentialsProviderError' });
    };
    await restart({ credentials });
    const failures = await Promise.allSettled(
      [PAYMENTS, SEARCH, PARTNER].map((accountId) => factory.assume({ accountId })),
    );
    for (const failure of failures) expect(failure).toMatchObject({ reason: { code: 'HUB_CREDENTIALS' } });
    expect(asked).toBe(1);
    expect(aws.calls.list()).toEqual([]);
  });
});

describe('a new account', () => {
  const create = (accountId: string): void =>
    aws.update((world) => {
      world.accounts[accountId] = member([`brand-new-in-${accountId}`]);
    });

  it('is served at once, with nothing changed in the service', async () => {
    create('210987654321');
    const list = await bucketNames(factory.get(S3Client, { accountId: '210987654321' }));
    expect(list).toEqual(['brand-new-in-210987654321']);
  });

  it('that was denied before is served as soon as the denial is forgotten', async () => {
    const target = { accountId: '210987654322' };
    await expect(factory.assume(target)).rejects.toThrow(AssumeRoleDeniedError);
    create(target.accountId);
    await expect(factory.assume(target)).rejects.toThrow(AssumeRoleDeniedError);
    expect(assumeRoleCalls()).toBe(1);
    factory.invalidateAccount(target.accountId);
    expect(await bucketNames(factory.get(S3Client, target))).toEqual(['brand-new-in-210987654322']);
  });
});

describe('a target or class that cannot be used', () => {
  it.each([
    undefined,
    null,
    {},
    { accountId: '' },
    { accountId: 'abc' },
    { accountId: PAYMENTS, region: 'mars-1' },
  ])('%p is refused before anything else happens', (target) => {
    expect(() => factory.get(S3Client, target as AccountTarget)).toThrow(InvalidTargetError);
    expect(() => factory.getCredentials(target as AccountTarget)).toThrow(InvalidTargetError);
    expect(() => factory.invalidate(target as AccountTarget)).toThrow(InvalidTargetError);
    expect(aws.calls.list()).toEqual([]);
    expect(factory.stats().clients.created).toBe(0);
  });

  it('a class that wraps a client is none, and the error says how to make it one', () => {
    const get = (): unknown => factory.get(DynamoDBDocumentClient as never, { accountId: PAYMENTS });
    expect(get).toThrow(InvalidClientClassError);
    expect(get).toThrow('wrapClient');
  });

  it.each([undefined, {}, class NoClient {}, 'S3Client'])('%p is no client class', (value) => {
    expect(() => factory.get(value as never, { accountId: PAYMENTS })).toThrow(InvalidClientClassError);
  });

  it.each([
    'credentials',
    'region',
    'requestHandler',
    'logger',
    'signer',
    'extensions',
    'profile',
    'followRegionRedirects',
  ])('the field %s is refused in the configuration of one client and of all', async (field) => {
    expect(() => factory.get(S3Client, { accountId: PAYMENTS }, { [field]: 'x' })).toThrow(
      InvalidClientConfigError,
    );
    await expect(startApplication({ clientDefaults: { [field]: 'x' } })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      option: `clientDefaults.${field}`,
    });
  });

  it('a configuration that is not plain is refused with its path', () => {
    const config = { retry: { strategy: (): void => {} } };
    expect(() => factory.get(S3Client, { accountId: PAYMENTS }, config)).toThrow('config.retry.strategy');
  });

  it('a region of the hub client is checked like any other', () => {
    expect(() => factory.getHubClient(S3Client, { region: 'mars-1' })).toThrow(InvalidTargetError);
    expect(() => factory.getHubClient(S3Client, { region: 'cn-north-1' })).toThrow(
      NoHubRoleForPartitionError,
    );
    expect(() => factory.getHubClient(S3Client, null as never)).toThrow(InvalidClientConfigError);
  });
});

describe('clientDefaults', () => {
  it('as an object hold for every client, and give way to what is said for one', async () => {
    await restart({ clientDefaults: { forcePathStyle: true, maxAttempts: 7 } });
    const client = factory.get(S3Client, { accountId: PAYMENTS }, { maxAttempts: 3 });
    expect(client.config.forcePathStyle).toBe(true);
    expect(await client.config.maxAttempts()).toBe(3);
  });

  it('as a function are asked with class and place, once for each new client', async () => {
    const asked: unknown[] = [];
    await restart({
      clientDefaults: (ClientClass, place) => {
        asked.push([ClientClass.name, place?.accountId, place?.region]);
        return {};
      },
    });
    factory.get(S3Client, { accountId: PAYMENTS });
    factory.get(S3Client, { accountId: PAYMENTS });
    factory.getHubClient(SQSClient);
    expect(asked).toEqual([
      ['S3Client', PAYMENTS, 'eu-west-1'],
      ['SQSClient', undefined, undefined],
    ]);
  });

  it('as a function may not answer what is owned by the library', async () => {
    await restart({ clientDefaults: () => ({ region: 'us-east-1' }) });
    expect(() => factory.get(S3Client, { accountId: PAYMENTS })).toThrow(InvalidClientConfigError);
  });
});

describe('credentials for others', () => {
  it('come from the same cache as those of clients, each time as a new object', async () => {
    const provider = factory.getCredentials({ accountId: PAYMENTS });
    const [one, two] = [await provider(), await provider()];
    expect(one).toEqual(two);
    expect(one).not.toBe(two);
    expect(one).toMatchObject({ accountId: PAYMENTS, accessKeyId: expect.stringMatching(/^ASIA/) });
    await bucketNames(factory.get(S3Client, { accountId: PAYMENTS }));
    expect(assumeRoleCalls()).toBe(1);
  });

  it('can be used by a client that is not ours', async () => {
    const client = new S3Client({ credentials: factory.getCredentials({ accountId: SEARCH }) });
    expect(await bucketNames(client)).toEqual(['search-index']);
    client.destroy();
  });
});

describe('assume', () => {
  it('tells who one is, without the keys', async () => {
    const session = await factory.assume({ accountId: PAYMENTS, sessionName: 'night-shift' });
    expect(session).toEqual({
      accountId: PAYMENTS,
      roleArn: `arn:aws:iam::${PAYMENTS}:role/${ROLE_NAME}`,
      sessionArn: `arn:aws:sts::${PAYMENTS}:assumed-role/${ROLE_NAME}/night-shift`,
      expiration: expect.any(Date),
    });
  });

  it('calls STS again on demand', async () => {
    await factory.assume({ accountId: PAYMENTS });
    await factory.assume({ accountId: PAYMENTS });
    await factory.assume({ accountId: PAYMENTS }, { fresh: true });
    expect(assumeRoleCalls()).toBe(2);
  });

  it('lets one caller leave, while the others get their session of the same call', async () => {
    let open = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      open = resolve;
    });
    const gate = aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'gate', until } });
    const controller = new AbortController();
    const leaving = factory.assume({ accountId: PAYMENTS }, { signal: controller.signal });
    const staying = factory.assume({ accountId: PAYMENTS });
    await gate.reached(1);
    controller.abort(new RangeError('no time left'));
    await expect(leaving).rejects.toThrow('no time left');
    open();
    expect(await staying).toMatchObject({ accountId: PAYMENTS });
    expect(assumeRoleCalls()).toBe(1);
  });

  it('refuses to promise more than a session can give, and names the maximum', async () => {
    const target = { accountId: PAYMENTS, durationSeconds: 900 };
    await expect(factory.assume(target, { minValidSeconds: 901 })).rejects.toMatchObject({
      code: 'SESSION_TOO_SHORT',
      maximumSeconds: 840,
    });
    expect(() => factory.getCredentials(target, { minValidSeconds: 901 })).toThrow('840 s at most');
    expect(() => factory.getCredentials(target, { minValidSeconds: -1 })).toThrow(InvalidTargetError);
    expect(await factory.getCredentials(target, { minValidSeconds: 600 })()).toMatchObject({
      accountId: PAYMENTS,
    });
    expect(assumeRoleCalls()).toBe(1);
  });

  it('asks for the duration that is configured', async () => {
    const before = Date.now();
    const { expiration } = await factory.assume({ accountId: PAYMENTS, durationSeconds: 900 });
    expect((expiration.getTime() - before) / 1000).toBeLessThanOrEqual(901);
  });
});

describe('invalidation', () => {
  it('of one role session lets held and new clients assume anew, and others be', async () => {
    const held = factory.get(S3Client, { accountId: PAYMENTS });
    await Promise.all([bucketNames(held), factory.assume({ accountId: SEARCH })]);
    const other = factory.get(S3Client, { accountId: SEARCH });
    factory.invalidate({ accountId: PAYMENTS });
    expect(factory.get(S3Client, { accountId: SEARCH })).toBe(other);
    expect(factory.get(S3Client, { accountId: PAYMENTS })).not.toBe(held);
    await Promise.all([bucketNames(held), factory.assume({ accountId: SEARCH })]);
    expect(aws.calls.count('sts:AssumeRole', { accountId: PAYMENTS })).toBe(2);
    expect(aws.calls.count('sts:AssumeRole', { accountId: SEARCH })).toBe(1);
  });

  it('of an account reaches every role session in it', async () => {
    const sessions = [{ accountId: PAYMENTS }, { accountId: PAYMENTS, sessionName: 'other' }];
    await Promise.all(sessions.map((target) => factory.assume(target)));
    const held = factory.get(S3Client, { accountId: PAYMENTS });
    const other = factory.get(S3Client, { accountId: SEARCH });
    factory.invalidateAccount(PAYMENTS);
    expect(factory.get(S3Client, { accountId: PAYMENTS })).not.toBe(held);
    expect(factory.get(S3Client, { accountId: SEARCH })).toBe(other);
    await Promise.all(sessions.map((target) => factory.assume(target)));
    expect(assumeRoleCalls()).toBe(4);
  });

  it('of something that is no account is refused', () => {
    expect(() => factory.invalidateAccount('payments')).toThrow(InvalidTargetError);
  });
});

describe('credentials of an account that are provided, not assumed', () => {
  it('may be those of the hub role, in its own account', async () => {
    await restart({ accountOverrides: { [HUB_ACCOUNT]: { credentials: 'hub-role' } } });
    expect(await bucketNames(factory.get(S3Client, { accountId: HUB_ACCOUNT }))).toEqual(['hub-reports']);
    expect(assumeRoleCalls()).toBe(0);
    expect(aws.calls.count('sts:GetCallerIdentity')).toBe(1);
  });

  it('may come from a provider, which is asked once for all clients', async () => {
    const provider = factory.getCredentials({ accountId: SEARCH });
    let asked = 0;
    const credentials = async (): Promise<Awaited<ReturnType<typeof provider>>> => {
      asked += 1;
      return provider();
    };
    const own = await startApplication({ accountOverrides: { [SEARCH]: { credentials } } });
    const ownFactory = own.get(CrossAccountClientFactory);
    const lists = ['eu-west-1', 'us-east-1'].map((region) =>
      bucketNames(ownFactory.get(S3Client, { accountId: SEARCH, region })),
    );
    expect(await Promise.all(lists)).toEqual([['search-index'], ['search-index']]);
    expect(asked).toBe(1);
    await own.close();
  });

  it('are refused when they are of another account', async () => {
    await restart({ accountOverrides: { [SEARCH]: { credentials: 'hub-role' } } });
    await expect(factory.assume({ accountId: SEARCH })).rejects.toThrow(WrongAccountError);
  });

  it('are the fault of their configuration when they do not work', async () => {
    const broken = [
      (): Promise<never> => Promise.reject(new RangeError('no profile')),
      async () => ({ accessKeyId: 'ASIAUNKNOWN123456789', secretAccessKey: 'x', sessionToken: 'y' }),
      async () => undefined as never,
      async () => ({ accessKeyId: 'AKIA' }) as never,
      async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'x', expiration: new Date(0) }),
      async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'x', expiration: new Date('never') }),
      async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'x', expiration: '2030-01-01' as never }),
    ];
    for (const credentials of broken) {
      await restart({ accountOverrides: { [SEARCH]: { credentials } } });
      await expect(factory.assume({ accountId: SEARCH })).rejects.toThrow(AccountCredentialsError);
    }
  });
});

describe('what is printed by accident', () => {
  const credentials = {
    accessKeyId: 'AKIACANARY',
    secretAccessKey: 'CANARY-secret',
    sessionToken: 'CANARY-token',
  };
  const options = { credentials, externalId: 'CANARY-external-id' };
  const print = (value: unknown): string =>
    inspect(value, { showHidden: true, depth: 12 }) + (JSON.stringify(value) ?? '');

  it('of a factory or the module holds no key and no external ID', async () => {
    await restart(options);
    await expect(factory.assume({ accountId: PAYMENTS })).rejects.toThrow(HubCredentialsError);
    expect(print(factory) + print(app.get(AwsCrossAccountModule, { strict: false }))).not.toContain('CANARY');
  });

  it('of an error holds no key, token or external ID, whatever the failure', async () => {
    await restart(options);
    const broken = await factory.assume({ accountId: PAYMENTS }).catch((error: unknown) => error);
    await restart({ externalId: 'CANARY-external-id', sts: { totalSeconds: 0.5 } });
    const { AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = aws.env;
    const denied = await factory.assume({ accountId: PARTNER }).catch((error: unknown) => error);
    aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'server-error' } });
    const failed = await factory.assume({ accountId: SEARCH }).catch((error: unknown) => error);
    const malformed = await factory
      .assume({ accountId: SEARCH, externalId: 'CANARY!' })
      .catch((error: unknown) => error);
    for (const error of [broken, denied, failed, malformed]) {
      expect(error).toBeInstanceOf(CrossAccountError);
      for (const secret of ['CANARY', AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN])
        expect(print(error)).not.toContain(secret);
    }
  });
});

describe('a closed application', () => {
  it('hands out nothing, sends nothing, and leaves no connection open', async () => {
    const client = factory.get(S3Client, { accountId: PAYMENTS }, { maxAttempts: 1 });
    await bucketNames(client);
    await app.close();
    expect(() => factory.get(S3Client, { accountId: PAYMENTS })).toThrow(FactoryClosedError);
    expect(() => factory.getHubClient(S3Client)).toThrow(FactoryClosedError);
    expect(() => factory.getCredentials({ accountId: PAYMENTS })).toThrow(FactoryClosedError);
    await expect(factory.assume({ accountId: PAYMENTS })).rejects.toThrow(FactoryClosedError);
    await expect(bucketNames(client)).rejects.toThrow(FactoryClosedError);
    expect(factory.stats().credentials.inFlight).toBe(0);
  });
});

describe('the handler of the SDK for Node', () => {
  it('serves as well', async () => {
    await restart({ requestHandler: 'sdk' });
    const client = factory.get(S3Client, { accountId: PAYMENTS });
    expect(await bucketNames(client)).toHaveLength(2);
    expect(await client.send(new HeadBucketCommand({ Bucket: 'payments-ledger' }))).toBeDefined();
  });
});
