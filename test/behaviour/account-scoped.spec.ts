import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, type INestApplication } from '@nestjs/common';
import { APP_FILTER, ModulesContainer } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { LocalAws } from 'local-aws-accounts';
import {
  AccountScoped,
  type AwsCrossAccountModuleOptions,
  AwsCrossAccountExceptionFilter,
  AwsCrossAccountModule,
  type CompleteAccountTarget,
  CrossAccountClientFactory,
  CurrentAccount,
  fromRequest,
} from 'nestjs-aws-cross-account';
import { setEnvironment } from '../support/environment.js';
import {
  Buckets,
  type Platform,
  ScopedController,
  startScoped,
  TenantController,
  TenantTarget,
} from '../support/scoped-application.js';
import { DENYING, HUB_ACCOUNT, PARTNER, PAYMENTS, ROLE_NAME, SEARCH, smallWorld } from '../support/world.js';

let aws: LocalAws;
let restore: () => void;
let app: INestApplication | undefined;
let url: string;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restore = setEnvironment(aws.env);
});

afterAll(async () => {
  restore();
  await aws.close();
});

afterEach(async () => {
  await app?.close();
  app = undefined;
});

const ANY: Partial<AwsCrossAccountModuleOptions> = {
  access: { allowedAccounts: 'any-that-trusts-us', allowedRoles: () => true },
};

async function start(
  options: Partial<AwsCrossAccountModuleOptions> = ANY,
  platform: Platform = 'express',
  metadata: Parameters<typeof startScoped>[2] = {},
): Promise<void> {
  ({ app, url } = await startScoped(platform, options, metadata));
  aws.calls.reset();
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${url}/${path}`, { headers });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: text };
  }
}

async function post(path: string, body: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/${path}`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

describe.each<Platform>(['express', 'fastify'])('@AccountScoped on %s', (platform) => {
  it('lets services work in the account that the request names, all at once', async () => {
    await start(ANY, platform);
    const wanted = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? PAYMENTS : SEARCH));
    const answers = await Promise.all(wanted.map((id) => get(`accounts/${id}/buckets`)));
    expect(answers.map(({ body }) => body)).toEqual(
      wanted.map((id) => (id === PAYMENTS ? ['payments-invoices', 'payments-ledger'] : ['search-index'])),
    );
    expect(aws.calls.count('sts:AssumeRole')).toBe(2);
  });

  it('takes account and region from path, query, header, body and functions', async () => {
    await start(ANY, platform);
    expect((await get(`accounts/${PAYMENTS}/client?region=us-east-1`)).body).toEqual([
      'us-east-1',
      'payments-invoices',
      'payments-ledger',
    ]);
    expect((await get('elsewhere/header', { 'x-account-id': SEARCH })).body).toBe(Number(SEARCH));
    expect((await get('elsewhere/function', { 'x-tenant': SEARCH })).body).toBe(Number(SEARCH));
    const body = JSON.stringify({ accountId: PAYMENTS, region: 'us-east-1' });
    expect((await post('elsewhere/body', body)).body).toEqual([PAYMENTS, 'us-east-1']);
  });

  it('lays that of the handler over that of its controller, field by field', async () => {
    await start(ANY, platform);
    expect((await get(`accounts/${PAYMENTS}/other-role?region=eu-west-1`)).body).toMatchObject({
      accountId: PAYMENTS,
      region: 'us-east-1',
      roleArn: `arn:aws:iam::${PAYMENTS}:role/inventory-writer`,
    });
    expect((await get('elsewhere/unscoped')).body).toBe('none');
  });

  it('binds what handlers answer: Observables and streams go on in their account', async () => {
    await start(ANY, platform);
    expect((await get(`accounts/${PAYMENTS}/observable`)).body).toBe(Number(PAYMENTS));
    const files = await Promise.all([PAYMENTS, SEARCH].map((id) => get(`accounts/${id}/file`)));
    expect(files.map(({ body }) => body)).toEqual([
      `payments-invoices of ${PAYMENTS}\npayments-ledger of ${PAYMENTS}\n`,
      `search-index of ${SEARCH}\n`,
    ]);
  });

  it.each([
    ['a malformed account', 'accounts/42/buckets', {}],
    ['no account', 'elsewhere/header', {}],
    ['a malformed region', `accounts/${PAYMENTS}/buckets?region=evil.com`, {}],
    ['an empty region', `accounts/${PAYMENTS}/buckets?region=`, {}],
    ['a region given twice', `accounts/${PAYMENTS}/buckets?region=eu-west-1&region=eu-west-1`, {}],
    ['another partition', `accounts/${PAYMENTS}/buckets?region=cn-north-1`, {}],
  ])('answers %s with 400 and a text that names it, and asks nobody', async (_, path, headers) => {
    await start(ANY, platform);
    const { status, body } = await get(path, headers);
    expect([status, body]).toEqual([
      400,
      { statusCode: 400, message: expect.stringMatching(/account|region/i) },
    ]);
    expect(aws.calls.list()).toEqual([]);
  });

  it('answers a header that is given twice, and a body of another kind, with 400', async () => {
    await start(ANY, platform);
    const twice = await fetch(`${url}/elsewhere/header`, {
      headers: [
        ['x-account-id', PAYMENTS],
        ['x-account-id', PAYMENTS],
      ],
    });
    expect(twice.status).toBe(400);
    for (const accountId of [Number(PAYMENTS), [PAYMENTS], { toString: PAYMENTS }, null, true])
      expect((await post('elsewhere/body', JSON.stringify({ accountId }))).status).toBe(400);
    for (const body of ['[]', '{}', `{"__proto__":{"accountId":"${PAYMENTS}"}}`])
      expect((await post('elsewhere/body', body)).status).toBe(400);
    expect(aws.calls.list()).toEqual([]);
  });
});

describe('a target that a rule keeps out', () => {
  const access = { allowedAccounts: [PAYMENTS, DENYING], deniedAccounts: [DENYING] };

  it('is answered with 403 in one text, whether or not there is such an account, and STS is not asked', async () => {
    await start({ access: { ...access, authorize: () => true, principal: () => 'alice' } });
    const unknown = await get('accounts/100000000000/buckets');
    const existing = await get(`accounts/${SEARCH}/buckets`);
    const denied = await get(`accounts/${DENYING}/buckets`);
    expect(unknown).toEqual({ status: 403, body: { statusCode: 403, message: expect.any(String) } });
    expect([existing, denied]).toEqual([unknown, unknown]);
    expect(aws.calls.count('sts:AssumeRole')).toBe(0);
  });

  it("is the hub's own account, which is learnt once, unless requests may choose it", async () => {
    await start({ access: { allowedAccounts: 'any-that-trusts-us' } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => get(`accounts/${HUB_ACCOUNT}/buckets`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
    expect(aws.calls.count('sts:GetCallerIdentity')).toBe(1);
    await app?.close();
    await start({ access, hubAccountId: HUB_ACCOUNT });
    expect((await get(`accounts/${HUB_ACCOUNT}/buckets`)).status).toBe(403);
    expect(aws.calls.list()).toEqual([]);
  });

  it('looks like a denied role, where any account is allowed that trusts us, with a filter and without', async () => {
    const filters = [[], [{ provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }]];
    for (const providers of filters) {
      await start(
        { access: { allowedAccounts: 'any-that-trusts-us', deniedAccounts: [SEARCH] } },
        'express',
        {
          providers,
        },
      );
      const refused = await get(`accounts/${SEARCH}/buckets`);
      expect(refused.status).toBe(403);
      expect(await get(`accounts/${DENYING}/buckets`)).toEqual(refused);
      expect(await get('accounts/100000000000/buckets')).toEqual(refused);
      await app?.close();
    }
  });
});

describe('access.authorize', () => {
  it('is asked for each request who it is that asks, and stops warm clients at once', async () => {
    const allowed = new Set(['alice']);
    const asked: unknown[] = [];
    const authorize: NonNullable<AwsCrossAccountModuleOptions['access']>['authorize'] = async ({
      principal,
      target,
      executionContext,
    }) => {
      asked.push([principal, target.accountId, executionContext?.getHandler().name]);
      return allowed.has(String(principal));
    };
    await start({ access: { authorize }, hubAccountId: HUB_ACCOUNT });
    const status = async (user?: string): Promise<number> =>
      (await get(`accounts/${PAYMENTS}/buckets`, user === undefined ? {} : { 'x-user': user })).status;
    expect([await status('alice'), await status('mallory'), await status()]).toEqual([200, 403, 403]);
    expect(asked).toEqual([
      ['alice', PAYMENTS, 'names'],
      ['mallory', PAYMENTS, 'names'],
    ]);
    allowed.clear();
    const calls = aws.calls.list().length;
    expect(await status('alice')).toBe(403);
    expect(aws.calls.list()).toHaveLength(calls);
  });
});

describe('@AccountScoped with a resolver', () => {
  it('works in the account of the tenant, with the external ID of the tenant', async () => {
    await start({ ...ANY, hubAccountId: HUB_ACCOUNT });
    const of = (user: string): Promise<Answer> => get('tenant/buckets', { 'x-user': user });
    expect(await of('partner')).toEqual({ status: 200, body: ['partner-exchange'] });
    // The role is the other tenant's, whose session is warm.
    expect((await of('impostor')).status).toBe(403);
    expect(await of('partner')).toEqual({ status: 200, body: ['partner-exchange'] });
    expect((await of('nobody')).status).toBe(400);
  });

  it('takes what the handler says in addition', async () => {
    await start({ ...ANY, hubAccountId: HUB_ACCOUNT });
    expect((await get('tenant/region', { 'x-user': 'partner' })).body).toBe('us-east-1');
    expect((await get('tenant/role', { 'x-user': 'partner' })).body).toBe(
      `arn:aws:iam::${PARTNER}:role/inventory-writer`,
    );
  });

  it('is refused at boot when it is no provider', async () => {
    class Other extends TenantTarget {}
    @Controller('x')
    @AccountScoped(Other)
    class OtherController {
      @Get()
      nothing(): void {}
    }
    await expect(start(ANY, 'express', { controllers: [OtherController] })).rejects.toThrow(
      /@AccountScoped\(Other\).*OtherController\.nothing needs it as a provider/,
    );
  });
});

describe('at boot', () => {
  @Controller('constant')
  @AccountScoped({ accountId: PAYMENTS })
  class ConstantController {
    @Get()
    name(): string {
      return 'constant';
    }
  }

  it.each([
    ['no rules', {}],
    ['rules that say nothing of accounts', { access: { allowedRegions: ['eu-west-1'] } }],
  ])('requests that choose accounts are refused under %s', async (_, options) => {
    await expect(start(options)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      option: 'access',
      message: expect.stringMatching(/ScopedController\.\w+ is @AccountScoped.*allowedAccounts.*authorize/),
    });
    await expect(start(options, 'express', { controllers: [TenantController] })).rejects.toThrow(
      'TenantController',
    );
  });

  it('constants need no rules', async () => {
    await start({}, 'express', { controllers: [ConstantController] });
    expect((await get('constant')).body).toBe('constant');
  });

  it('a constant that is wrong is refused, by the name of its handler', async () => {
    @Controller('wrong')
    @AccountScoped({ accountId: fromRequest.param('id'), roleName: 'no role' })
    class WrongController {
      @Get()
      name(): void {}
    }
    await expect(start(ANY, 'express', { controllers: [WrongController] })).rejects.toThrow(
      /@AccountScoped on WrongController\.name: .*roleName/,
    );
  });

  it.each(['roleName', 'roleArn', 'externalId', 'policy', 'via', 'partition', 'sessionName', 'tags'])(
    '%s cannot be taken from a request',
    async (field) => {
      @Controller('wrong')
      @AccountScoped({ accountId: PAYMENTS, [field]: fromRequest.query(field) })
      class WrongController {
        @Get()
        name(): void {}
      }
      await expect(start(ANY, 'express', { controllers: [WrongController] })).rejects.toThrow(
        `@AccountScoped on WrongController.name: ${field}: expected a constant`,
      );
    },
  );

  it('a field that does not exist is refused', async () => {
    const scope = { accountId: PAYMENTS, endpoint: 'http://evil.com' };
    @Controller('wrong')
    @AccountScoped(scope)
    class WrongController {
      @Get()
      name(): void {}
    }
    await expect(start(ANY, 'express', { controllers: [WrongController] })).rejects.toThrow(/endpoint/);
  });

  it('no consumer of an injected client is made anew per request', async () => {
    await start();
    const modules = [...(app?.get(ModulesContainer).values() ?? [])];
    const wrappers = modules.flatMap(({ controllers, providers }) => [
      controllers.get(ScopedController),
      providers.get(Buckets),
    ]);
    const found = wrappers.filter((wrapper) => wrapper !== undefined);
    expect(found.map((wrapper) => wrapper.isDependencyTreeStatic())).toEqual([true, true]);
  });
});

describe('a handler that several controllers inherit', () => {
  abstract class Inherited {
    @Get()
    @AccountScoped({ region: 'us-east-1' })
    current(@CurrentAccount() { accountId, region }: CompleteAccountTarget): string[] {
      return [accountId, region];
    }
  }

  @Controller('one')
  @AccountScoped({ accountId: PAYMENTS })
  class OneController extends Inherited {}

  @Controller('other')
  @AccountScoped({ accountId: SEARCH })
  class OtherController extends Inherited {}

  it('works in the account of each', async () => {
    await start({}, 'express', { controllers: [OneController, OtherController] });
    expect((await get('one')).body).toEqual([PAYMENTS, 'us-east-1']);
    expect((await get('other')).body).toEqual([SEARCH, 'us-east-1']);
    expect((await get('one')).body).toEqual([PAYMENTS, 'us-east-1']);
  });
});

describe('a handler without @AccountScoped', () => {
  it('is told what is missing when a parameter wants the client of its account', async () => {
    await start(ANY, 'express', {
      providers: [{ provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }],
    });
    const { status, body } = await get('elsewhere/client-unscoped');
    expect([status, body]).toMatchObject([500, { code: 'NO_ACCOUNT_CONTEXT' }]);
  });
});

describe('a test that replaces the factory', () => {
  it('has requests scoped all the same', async () => {
    class Fake {
      readonly asked: unknown[] = [];
      get(_: unknown, { accountId }: { accountId: string }): unknown {
        this.asked.push(accountId);
        return { send: async () => ({ Buckets: [{ Name: `fake of ${accountId}` }] }), config: {} };
      }
    }
    const module = await Test.createTestingModule({
      imports: [AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME, ...ANY, hubAccountId: HUB_ACCOUNT })],
      controllers: [ScopedController],
      providers: [Buckets],
    })
      .overrideProvider(CrossAccountClientFactory)
      .useClass(Fake)
      .compile();
    app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
    expect((await get(`accounts/${PAYMENTS}/buckets`)).body).toEqual([`fake of ${PAYMENTS}`]);
  });
});
