import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DynamicModule, Injectable, Module, Scope } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { LazyModuleLoader, ModulesContainer } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { LocalAws } from 'local-aws-accounts';
import {
  AWS_CROSS_ACCOUNT_OPTIONS,
  awsCrossAccountConfig,
  AwsCrossAccountModule,
  type AwsCrossAccountModuleOptions,
  type AwsCrossAccountOptionsFactory,
  CrossAccountClientFactory,
  DuplicateModuleError,
  getAccountClientToken,
  getHubClientToken,
  InjectAccountClient,
  InjectHubClient,
  InvalidClientClassError,
  InvalidOptionError,
  InvalidTargetError,
} from 'nestjs-aws-cross-account';
import { startWith } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { PAYMENTS, ROLE_NAME, SEARCH, smallWorld } from '../support/world.js';

const OPTIONS: AwsCrossAccountModuleOptions = { roleName: ROLE_NAME };

@Injectable()
class BucketsService {
  constructor(
    @InjectAccountClient(S3Client, { accountId: PAYMENTS, region: 'us-east-1' }) readonly payments: S3Client,
    @InjectHubClient(S3Client) readonly hub: S3Client,
  ) {}

  @InjectAccountClient(S3Client, { accountId: SEARCH })
  readonly search!: S3Client;
}

@Injectable()
class OptionsFactory implements AwsCrossAccountOptionsFactory {
  createAwsCrossAccountOptions(): AwsCrossAccountModuleOptions {
    return OPTIONS;
  }
}

@Module({ providers: [OptionsFactory], exports: [OptionsFactory] })
class OptionsModule {}

let aws: LocalAws;
let restoreEnvironment: () => void;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restoreEnvironment = setEnvironment({ ...aws.env, AWS_CROSS_ACCOUNT_ROLE_NAME: ROLE_NAME });
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

const registrations: [string, () => DynamicModule][] = [
  ['forRoot', () => AwsCrossAccountModule.forRoot(OPTIONS)],
  ['forRootAsync with useFactory', () => AwsCrossAccountModule.forRootAsync({ useFactory: () => OPTIONS })],
  [
    'forRootAsync with a promise, imports and inject',
    () =>
      AwsCrossAccountModule.forRootAsync({
        imports: [OptionsModule],
        inject: [OptionsFactory],
        useFactory: async (factory: OptionsFactory) => factory.createAwsCrossAccountOptions(),
      }),
  ],
  ['forRootAsync with useClass', () => AwsCrossAccountModule.forRootAsync({ useClass: OptionsFactory })],
  [
    'forRootAsync with useExisting',
    () => AwsCrossAccountModule.forRootAsync({ imports: [OptionsModule], useExisting: OptionsFactory }),
  ],
  ['the environment alone', () => AwsCrossAccountModule.forRootAsync(awsCrossAccountConfig.asProvider())],
];

describe.each(registrations)('registered by %s', (_, register) => {
  it('injects clients for fixed accounts and for the hub', async () => {
    const app = await startWith({ imports: [register()], providers: [BucketsService] });
    const { payments, search, hub } = app.get(BucketsService);
    expect(await Promise.all([payments, search, hub].map(bucketNames))).toEqual([
      ['payments-invoices', 'payments-ledger'],
      ['search-index'],
      ['hub-reports'],
    ]);
    expect(await payments.config.region()).toBe('us-east-1');
    await app.close();
  });

  it('injects the clients of the one factory', async () => {
    const app = await startWith({ imports: [register()], providers: [BucketsService] });
    const factory = app.get(CrossAccountClientFactory);
    expect(app.get(BucketsService).search).toBe(factory.get(S3Client, { accountId: SEARCH }));
    expect(app.get(BucketsService).hub).toBe(factory.getHubClient(S3Client));
    await app.close();
  });

  it('offers the options under their token', async () => {
    const app = await startWith({ imports: [register()] });
    expect(app.get(AWS_CROSS_ACCOUNT_OPTIONS)).toMatchObject(OPTIONS);
    await app.close();
  });
});

describe('the module', () => {
  it('does not care about the order of imports, nor when a class was loaded', async () => {
    const registered = AwsCrossAccountModule.forRoot(OPTIONS);
    class LateService {
      constructor(readonly client: S3Client) {}
    }
    Injectable()(LateService);
    InjectAccountClient(S3Client, { accountId: PAYMENTS, region: 'eu-north-1' })(LateService, undefined, 0);
    class FeatureModule {}
    Module({ providers: [LateService], exports: [LateService] })(FeatureModule);
    for (const imports of [
      [registered, FeatureModule],
      [FeatureModule, registered],
    ]) {
      const app = await startWith({ imports });
      expect(await app.get(LateService).client.config.region()).toBe('eu-north-1');
      await app.close();
    }
  });

  it('is global by default', async () => {
    class FeatureModule {}
    Module({ providers: [BucketsService] })(FeatureModule);
    const app = await startWith({ imports: [FeatureModule, AwsCrossAccountModule.forRoot(OPTIONS)] });
    expect(app.get(BucketsService, { strict: false })).toBeInstanceOf(BucketsService);
    await app.close();
  });

  it('is not global on demand: only modules that import it see it', async () => {
    class FeatureModule {}
    Module({ providers: [BucketsService] })(FeatureModule);
    const register = (): DynamicModule => AwsCrossAccountModule.forRoot({ ...OPTIONS, isGlobal: false });
    await expect(startWith({ imports: [FeatureModule, register()] })).rejects.toThrow(
      /can't resolve dependencies/i,
    );

    class SharedModule {}
    Module({ imports: [register()], exports: [AwsCrossAccountModule] })(SharedModule);
    class ImportingModule {}
    Module({ imports: [SharedModule], providers: [BucketsService] })(ImportingModule);
    const app = await startWith({ imports: [ImportingModule] });
    expect(app.get(BucketsService, { strict: false })).toBeInstanceOf(BucketsService);
    await app.close();
  });

  it('is not global on demand with forRootAsync either', async () => {
    class FeatureModule {}
    Module({ providers: [BucketsService] })(FeatureModule);
    const module = AwsCrossAccountModule.forRootAsync({ isGlobal: false, useFactory: () => OPTIONS });
    await expect(startWith({ imports: [FeatureModule, module] })).rejects.toThrow(
      /can't resolve dependencies/i,
    );
  });

  it('is refused twice in one application', async () => {
    const twice = [
      AwsCrossAccountModule.forRoot(OPTIONS),
      AwsCrossAccountModule.forRoot({ roleName: 'other' }),
    ];
    await expect(startWith({ imports: twice })).rejects.toThrow(DuplicateModuleError);
  });

  it('serves two applications in one process, each with its own cache', async () => {
    const start = (): ReturnType<typeof startWith> =>
      startWith({ imports: [AwsCrossAccountModule.forRoot(OPTIONS)], providers: [BucketsService] });
    const [one, two] = [await start(), await start()];
    expect(one.get(BucketsService).search).not.toBe(two.get(BucketsService).search);
    await one.close();
    expect(await bucketNames(two.get(BucketsService).search)).toEqual(['search-index']);
    await two.close();
  });

  it('reports an option that is wrong by its name, when the application boots', async () => {
    const start = startWith({ imports: [AwsCrossAccountModule.forRoot({ roleName: 'no spaces please' })] });
    await expect(start).rejects.toThrow(InvalidOptionError);
    await expect(start).rejects.toThrow('AwsCrossAccountModule: option roleName:');
  });

  it('brings clients to a module that is loaded lazily', async () => {
    const app = await startWith({ imports: [AwsCrossAccountModule.forRoot(OPTIONS)] });
    class LazyService {
      constructor(readonly client: SQSClient) {}
    }
    Injectable()(LazyService);
    InjectAccountClient(SQSClient, { accountId: SEARCH })(LazyService, undefined, 0);
    class LazyModule {}
    Module({ imports: [AwsCrossAccountModule.forFeature([SQSClient])], providers: [LazyService] })(
      LazyModule,
    );
    const lazy = await app.get(LazyModuleLoader).load(() => LazyModule);
    expect(lazy.get(LazyService).client).toBe(
      app.get(CrossAccountClientFactory).get(SQSClient, { accountId: SEARCH }),
    );
    await app.close();
  });
});

describe('injection', () => {
  it('leaves every consumer a singleton', async () => {
    const app = await startWith({
      imports: [AwsCrossAccountModule.forRoot(OPTIONS)],
      providers: [BucketsService],
    });
    const modules = [...app.get(ModulesContainer).values()];
    const wrappers = modules.flatMap(({ providers }) => Array.from(providers.values()));
    const consumer = wrappers.find(({ metatype }) => metatype === BucketsService);
    expect(consumer?.isDependencyTreeStatic()).toBe(true);
    expect(consumer?.scope ?? Scope.DEFAULT).toBe(Scope.DEFAULT);
    await app.close();
  });

  it('of a target that cannot be used fails the boot of the application that wants it, and of no other', async () => {
    class MisdirectedService {
      constructor(readonly client: S3Client) {}
    }
    Injectable()(MisdirectedService);
    InjectAccountClient(S3Client, { accountId: 'not-an-account' })(MisdirectedService, undefined, 0);
    const imports = [AwsCrossAccountModule.forRoot(OPTIONS)];
    await expect(startWith({ imports, providers: [MisdirectedService] })).rejects.toThrow(InvalidTargetError);
    const app = await startWith({
      imports: [AwsCrossAccountModule.forRoot(OPTIONS)],
      providers: [BucketsService],
    });
    expect(app.get(CrossAccountClientFactory).stats().clients.created).toBe(3);
    await app.close();
  });

  it('with an account that turns out to be undefined does not fall back to anything', async () => {
    class ForgetfulService {
      constructor(readonly client: S3Client) {}
    }
    Injectable()(ForgetfulService);
    InjectAccountClient(S3Client, { accountId: process.env.NO_SUCH_VARIABLE })(
      ForgetfulService,
      undefined,
      0,
    );
    const start = startWith({
      imports: [AwsCrossAccountModule.forRoot(OPTIONS)],
      providers: [ForgetfulService],
    });
    await expect(start).rejects.toMatchObject({ code: 'INVALID_ACCOUNT_ID' });
  });

  it('works by token in a factory provider', async () => {
    const token = getAccountClientToken(S3Client, { accountId: SEARCH, region: 'eu-south-1' });
    const provider = { provide: 'CLIENT', inject: [token], useFactory: (client: S3Client) => client };
    const app = await startWith({ imports: [AwsCrossAccountModule.forRoot(OPTIONS)], providers: [provider] });
    expect(app.get('CLIENT')).toBeInstanceOf(S3Client);
    await app.close();
  });
});

describe('tokens', () => {
  it('are equal for equal content, whatever the order of fields', () => {
    expect(getAccountClientToken(S3Client, { accountId: SEARCH, region: 'eu-west-1' })).toBe(
      getAccountClientToken(S3Client, { region: 'eu-west-1', accountId: SEARCH }),
    );
    expect(getAccountClientToken(S3Client)).toBe(getAccountClientToken(S3Client, {}));
    expect(getHubClientToken(S3Client)).toBe(getHubClientToken(S3Client, {}));
  });

  it('can be shown: an external ID is not in their description', () => {
    const token = getAccountClientToken(S3Client, { accountId: SEARCH, externalId: 'CANARY-external-id' });
    expect(String(token)).toContain(SEARCH);
    expect(String(token)).not.toContain('CANARY');
    expect(token).not.toBe(getAccountClientToken(S3Client, { accountId: SEARCH, externalId: 'another-one' }));
  });

  it('are equal whatever the order of sets, and differ by any field of the role session', () => {
    const target = {
      accountId: SEARCH,
      policy: { Version: '2012-10-17', Statement: [] },
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/SecurityAudit'],
      tags: { app: 'a', team: 'b' },
      transitiveTagKeys: ['app', 'team'],
      via: { roleArn: `arn:aws:iam::${SEARCH}:role/broker`, policyArns: ['x', 'y'] },
    };
    const token = getAccountClientToken(S3Client, target);
    expect(
      getAccountClientToken(S3Client, {
        via: { policyArns: ['y', 'x', 'y'], roleArn: target.via.roleArn },
        transitiveTagKeys: ['team', 'app'],
        tags: { team: 'b', app: 'a' },
        policyArns: target.policyArns.toReversed(),
        policy: { Statement: [], Version: '2012-10-17' },
        accountId: SEARCH,
      }),
    ).toBe(token);
    const others = [
      { ...target, policy: {} },
      { ...target, policyArns: [] },
      { ...target, tags: { app: 'a', team: 'c' } },
      { ...target, transitiveTagKeys: ['app'] },
      { ...target, via: { ...target.via, externalId: 'two' } },
    ].map((other) => getAccountClientToken(S3Client, other));
    expect(new Set([token, ...others]).size).toBe(6);
  });

  it('can be shown: nothing of a session that is secret or about persons is in their description', () => {
    const hidden = {
      externalId: 'CANARY',
      sourceIdentity: 'CANARY',
      policy: { Id: 'CANARY' },
      tags: { a: 'CANARY' },
    };
    const via = { roleArn: `arn:aws:iam::${SEARCH}:role/broker`, ...hidden };
    const description = String(getAccountClientToken(S3Client, { accountId: SEARCH, ...hidden, via }));
    expect(description).toContain('role/broker');
    expect(description).not.toContain('CANARY');
  });

  it('do not make a malformed list right', async () => {
    const policyArns = [['arn:aws:iam::aws:policy/ReadOnlyAccess']] as unknown as string[];
    class MalformedService {
      constructor(readonly client: S3Client) {}
    }
    Injectable()(MalformedService);
    InjectAccountClient(S3Client, { accountId: SEARCH, policyArns })(MalformedService, undefined, 0);
    const start = startWith({
      imports: [AwsCrossAccountModule.forRoot(OPTIONS)],
      providers: [MalformedService],
    });
    await expect(start).rejects.toMatchObject({ field: 'policyArns[0]' });
  });

  it.each([undefined, null, 'S3Client'])('are not made for %p in place of a class', (value) => {
    expect(() => getAccountClientToken(value as never)).toThrow(InvalidClientClassError);
  });

  it('are not made for a target that is none', () => {
    expect(() => getAccountClientToken(S3Client, null as never)).toThrow(InvalidTargetError);
  });

  it('differ by class, by content, and between hub and accounts', () => {
    class Renamed extends S3Client {}
    Object.defineProperty(Renamed, 'name', { value: 'S3Client' });
    const tokens = [
      getAccountClientToken(S3Client, { accountId: SEARCH }),
      getAccountClientToken(Renamed, { accountId: SEARCH }),
      getAccountClientToken(S3Client, { accountId: PAYMENTS }),
      getAccountClientToken(S3Client, { accountId: SEARCH, region: 'eu-west-1' }),
      getAccountClientToken(S3Client, { region: 'eu-west-1' }),
      getAccountClientToken(S3Client),
      getHubClientToken(S3Client),
      getHubClientToken(S3Client, { region: 'eu-west-1' }),
    ];
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});

describe('a test of an application', () => {
  it('replaces a client by its token, and takes the account to nobody', async () => {
    aws.calls.reset();
    const fake = { send: async () => ({ Buckets: [{ Name: 'faked' }] }) };
    const module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot({ ignoreEnvFile: true }), AwsCrossAccountModule.forRoot(OPTIONS)],
      providers: [BucketsService],
    })
      .overrideProvider(getAccountClientToken(S3Client, { accountId: SEARCH }))
      .useValue(fake)
      .overrideProvider(getHubClientToken(S3Client))
      .useValue(fake)
      .compile();
    expect(await bucketNames(module.get(BucketsService).search)).toEqual(['faked']);
    expect(await bucketNames(module.get(BucketsService).hub)).toEqual(['faked']);
    expect(aws.calls.list()).toEqual([]);
    await module.close();
  });
});
