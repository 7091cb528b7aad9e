import { Readable } from 'node:stream';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  type INestApplication,
  Injectable,
  type MessageEvent,
  type NestInterceptor,
  Param,
  Sse,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { LocalAws } from 'local-aws-accounts';
import {
  AccountContext,
  AccountScoped,
  type AccountTarget,
  AccountTargetResolver,
  AwsCrossAccountExceptionFilter,
  type AwsCrossAccountModuleOptions,
  type CompleteAccountTarget,
  CrossAccountClientFactory,
  CurrentAccount,
  fromRequest,
} from 'nestjs-aws-cross-account';
import { concatMap, type Observable, retry, Subject, tap } from 'rxjs';
import { bucketNames } from '../support/buckets.js';
import { ContextApplication } from '../support/context-application.js';
import { setEnvironment } from '../support/environment.js';
import { Buckets, startScoped } from '../support/scoped-application.js';
import { DENYING, HUB_ACCOUNT, PAYMENTS, SEARCH, smallWorld } from '../support/world.js';

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

const ANY: AwsCrossAccountModuleOptions['access'] = { allowedAccounts: 'any-that-trusts-us' };

async function start(
  controllers: Type[],
  access: AwsCrossAccountModuleOptions['access'] | null = ANY,
  providers: NonNullable<Parameters<typeof startScoped>[2]>['providers'] = [],
): Promise<void> {
  const options = { hubAccountId: HUB_ACCOUNT, ...(access ? { access } : {}) };
  ({ app, url } = await startScoped('express', options, { controllers, providers }));
  aws.calls.reset();
}

async function get(path: string): Promise<string> {
  const response = await fetch(`${url}/${path}`);
  return `${response.status} ${await response.text()}`;
}

const statusOf = async (path: string): Promise<string> => (await get(path)).slice(0, 3);

@Injectable()
class Retry implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(retry(1));
  }
}

@Controller('retried/:accountId')
@AccountScoped({ accountId: fromRequest.param('accountId') })
class RetriedController {
  static runs = 0;

  constructor(
    private readonly context: AccountContext,
    private readonly factory: CrossAccountClientFactory,
  ) {}

  @Get('flaky')
  flaky(): string {
    RetriedController.runs += 1;
    if (RetriedController.runs === 1) throw new RangeError('once');
    return `in ${this.context.current?.accountId}`;
  }

  @Get('by-factory')
  byFactory(@Param('accountId') accountId: string): Promise<string[]> {
    RetriedController.runs += 1;
    return bucketNames(this.factory.get(S3Client, { accountId }));
  }
}

@Controller('inside/:accountId')
@AccountScoped({ accountId: fromRequest.param('accountId') })
@UseInterceptors(Retry)
class RetriedInsideController extends RetriedController {}

@Controller('outside/:accountId')
@UseInterceptors(Retry)
@AccountScoped({ accountId: fromRequest.param('accountId') })
class RetriedOutsideController extends RetriedController {}

describe.each([
  ['of the application', RetriedController, 'retried', [{ provide: APP_INTERCEPTOR, useClass: Retry }]],
  ['below the scope', RetriedInsideController, 'inside', []],
  ['above the scope', RetriedOutsideController, 'outside', []],
] as const)('an interceptor %s that tries again', (_, controller, path, providers) => {
  it('does not get a refused request to its handler', async () => {
    RetriedController.runs = 0;
    await start([controller], { authorize: () => false, principal: () => 'mallory' }, [...providers]);
    expect(await statusOf(`${path}/${SEARCH}/by-factory`)).toBe('403');
    expect([RetriedController.runs, aws.calls.list()]).toEqual([0, []]);
  });

  it('gets a request that failed to the same context', async () => {
    RetriedController.runs = 0;
    await start([controller], { allowedAccounts: [SEARCH] }, [...providers]);
    expect(await get(`${path}/${SEARCH}/flaky`)).toBe(`200 in ${SEARCH}`);
  });
});

describe('an interceptor in front of the scope', () => {
  const seen: unknown[] = [];

  @Injectable()
  class Watching implements NestInterceptor {
    constructor(private readonly context: AccountContext) {}

    intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
      const look = (): void => void seen.push(this.context.current?.accountId);
      return next.handle().pipe(tap({ next: look, error: look, complete: look }));
    }
  }

  it('stays out of the context: what it does with the answer is its own business', async () => {
    await start([RetriedController], ANY, [{ provide: APP_INTERCEPTOR, useClass: Watching }]);
    RetriedController.runs = 0;
    expect(await statusOf(`retried/${SEARCH}/flaky`)).toBe('500');
    expect(await statusOf(`retried/${SEARCH}/flaky`)).toBe('200');
    expect(seen).toEqual([undefined, undefined, undefined]);
  });
});

describe.each([
  ['undici', {}],
  ['sdk', { requestHandler: 'sdk' as const }],
])('a body of account B, over a connection that A opened, with the handler %s', (_, options) => {
  it('has its events in B', async () => {
    const test = await ContextApplication.start(smallWorld(), options);
    const Body = Buffer.alloc(600_000, 'x');
    const put = (accountId: string, Bucket: string): Promise<unknown> =>
      test.in(accountId, () => test.clients.s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body })));
    const read = (Bucket: string): Promise<Readable> =>
      test.clients.s3
        .send(new GetObjectCommand({ Bucket, Key: 'k' }))
        .then(({ Body }) => Body as unknown as Readable);
    await put(PAYMENTS, 'payments-ledger');
    await put(SEARCH, 'search-index');
    await test.in(PAYMENTS, async () => (await read('payments-ledger')).resume().toArray());
    test.aws.calls.reset();

    const contexts = new Set<unknown>();
    const names = await test.in(SEARCH, async () => {
      const body = await read('search-index');
      body.on('data', () => contexts.add(test.context.current?.accountId));
      await new Promise((resolve) => body.once('end', resolve));
      return bucketNames(test.clients.s3);
    });
    const atEnd = await test.in(SEARCH, async () => {
      const body = await read('search-index');
      return new Promise((resolve, reject) => {
        body.resume().once('end', () => {
          contexts.add(test.context.current?.accountId);
          test.clients.s3.send(new ListBucketsCommand()).then(resolve, reject);
        });
      });
    });
    expect(names).toEqual(['search-index']);
    expect(atEnd).toMatchObject({ Buckets: [{ Name: 'search-index' }] });
    expect([...contexts]).toEqual([SEARCH]);
    await test.close();
  });
});

describe('a message', () => {
  it('chooses no account where no rule says which it may', async () => {
    await start([], null);
    for (const access of [null, { allowedRegions: ['eu-west-1'] }]) {
      await app?.close();
      await start([], access);
      const entering = app
        ?.get(AccountContext)
        .runAuthorized({ accountId: SEARCH }, { principal: 'billing' }, () => app?.get(Buckets).names());
      await expect(entering).rejects.toMatchObject({ code: 'INVALID_OPTION', option: 'access' });
      expect(aws.calls.list()).toEqual([]);
    }
  });

  it('does not learn which accounts there are, where any is allowed that trusts us', async () => {
    await start([]);
    const enter = async (accountId: string): Promise<unknown> =>
      app
        ?.get(AccountContext)
        .runAuthorized({ accountId }, { principal: undefined }, () => app?.get(Buckets).names())
        .catch(({ code, message }: { code: string; message: string }) => [code, message]);
    expect(await enter(DENYING)).toEqual(['TARGET_REFUSED', expect.any(String)]);
    expect(await enter('100000000000')).toEqual(await enter(DENYING));
    expect(await enter(SEARCH)).toEqual(['search-index']);
  });
});

describe('somebody who invents account ids', () => {
  it('does not make the service doubt its own identity', async () => {
    await start([RetriedController], ANY, [
      { provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter },
    ]);
    const refused = await get(`retried/${HUB_ACCOUNT}/by-factory`);
    for (let index = 0; index < 8; index += 1)
      expect(await get(`retried/33333333333${index}/by-factory`)).toBe(refused);
    expect(await get(`retried/${DENYING}/by-factory`)).toBe(refused);
    expect(await get(`retried/${SEARCH}/by-factory`)).toBe('200 ["search-index"]');
  });
});

const KEY_OF_PROMISES = ['th', 'en'].join('');

/** As queries are, which do nothing before somebody waits. */
function lazy(value: unknown): object {
  return { [KEY_OF_PROMISES]: (resolve: (value: unknown) => unknown) => resolve(value) };
}

/** Rows of a table compute their fields. */
class Row {
  readonly #id = PAYMENTS;

  get accountId(): string {
    return this.#id;
  }

  get roleName(): string {
    return 'inventory-writer';
  }
}

const answers: Record<string, () => unknown> = {
  lazy: () => lazy({ accountId: PAYMENTS }),
  row: () => new Row(),
  lazyRow: async () => new Row(),
  nothing: async () => undefined,
  null: () => null,
  array: () => [],
};

@Injectable()
class Answering extends AccountTargetResolver {
  resolve(context: ExecutionContext): AccountTarget {
    const { params } = context.switchToHttp().getRequest<{ params: { name: string } }>();
    return answers[params.name]?.() as AccountTarget;
  }
}

@Controller('resolved')
class ResolvedController {
  @Get('function')
  @AccountScoped({ accountId: () => lazy(PAYMENTS) })
  byFunction(@CurrentAccount() { accountId }: CompleteAccountTarget): string {
    return accountId;
  }

  @Get(':name')
  @AccountScoped(Answering)
  named(@CurrentAccount() { roleArn }: CompleteAccountTarget): string {
    return String(roleArn);
  }
}

describe('what a resolver answers', () => {
  const role = (name: string): string => `200 arn:aws:iam::${PAYMENTS}:role/${name}`;

  it.each([
    ['lazy', role('inventory-reader')],
    ['row', role('inventory-writer')],
    ['lazyRow', role('inventory-writer')],
    ['function', `200 ${PAYMENTS}`],
  ])('may be lazy, and an entity whose fields are computed: %s', async (name, expected) => {
    await start([ResolvedController], { ...ANY, allowedRoles: () => true }, [Answering]);
    expect(await get(`resolved/${name}`)).toBe(expected);
  });

  it('is a refusal when there is nothing, as for a tenant that is not known', async () => {
    await start([ResolvedController], ANY, [Answering]);
    expect([await statusOf('resolved/nothing'), await statusOf('resolved/null')]).toEqual(['403', '403']);
    expect(await statusOf('resolved/array')).toBe('400');
  });
});

const ReadOnly = (): ClassDecorator & MethodDecorator =>
  AccountScoped({
    policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:List*', Resource: '*' }] },
  });

@Controller('twice/:accountId')
class TwiceController {
  @Get()
  @AccountScoped({ accountId: fromRequest.param('accountId') })
  @ReadOnly()
  twice(@CurrentAccount() { policy }: CompleteAccountTarget): string {
    return typeof policy;
  }
}

@ReadOnly()
class Narrowed {}

@Controller('base/:accountId')
@AccountScoped({ accountId: fromRequest.param('accountId') })
class DerivedController extends Narrowed {
  @Get()
  policy(@CurrentAccount() { policy }: CompleteAccountTarget): string {
    return typeof policy;
  }
}

describe('a session policy', () => {
  it.each(['twice', 'base'])('of another @AccountScoped is not lost: %s', async (path) => {
    await start([TwiceController, DerivedController], { allowedAccounts: [PAYMENTS] });
    expect(await get(`${path}/${PAYMENTS}`)).toBe('200 string');
  });
});

@Controller('requested/:accountId')
@AccountScoped({ accountId: fromRequest.param('accountId') })
class RequestedController {
  @Get('hub')
  @AccountScoped({ accountId: HUB_ACCOUNT })
  hub(@CurrentAccount() { accountId }: CompleteAccountTarget): string {
    return accountId;
  }

  @Get('region')
  @AccountScoped({ accountId: PAYMENTS, region: fromRequest.query('region') })
  region(@CurrentAccount() { region }: CompleteAccountTarget): string {
    return region;
  }
}

@Controller('constant')
@AccountScoped({ accountId: PAYMENTS, region: fromRequest.query('region') })
class ConstantController {
  @Get()
  region(@CurrentAccount() { region }: CompleteAccountTarget): string {
    return region;
  }
}

describe('an account that the code names', () => {
  it('is no choice of the request, whatever the class took from it, and whatever region the request wants', async () => {
    await start([RequestedController]);
    expect(await get(`requested/${SEARCH}/hub`)).toBe(`200 ${HUB_ACCOUNT}`);
    expect(await get(`requested/${SEARCH}/region?region=us-east-1`)).toBe('200 us-east-1');
  });

  it('needs no rule for accounts', async () => {
    await start([ConstantController], null);
    expect(await get('constant?region=us-east-1')).toBe('200 us-east-1');
    expect(await statusOf('constant?region=nowhere')).toBe('400');
  });
});

const changes = new Subject<string>();

@Controller('events/:accountId')
@AccountScoped({ accountId: fromRequest.param('accountId') })
class EventsController {
  constructor(
    private readonly context: AccountContext,
    private readonly buckets: Buckets,
  ) {}

  @Sse()
  events(): Observable<MessageEvent> {
    return changes.pipe(concatMap(this.context.bind(async () => ({ data: await this.buckets.names() }))));
  }

  @Get('emit')
  emit(): string {
    changes.next('changed');
    return 'emitted';
  }
}

describe('server-sent events of a source that others feed', () => {
  it('are of the account of their own request, when what follows the source is bound', async () => {
    await start([EventsController]);
    const controller = new AbortController();
    const response = await fetch(`${url}/events/${PAYMENTS}`, { signal: controller.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    while (!changes.observed) await new Promise(setImmediate);
    expect(await get(`events/${SEARCH}/emit`)).toBe('200 emitted');
    let text = '';
    while (!text.includes('data:')) text += (await reader?.read())?.value ?? '';
    controller.abort();
    expect(text).toContain('payments-ledger');
    expect(text).not.toContain('search-index');
  });
});
