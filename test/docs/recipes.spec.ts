import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LocalAws, type World } from 'local-aws-accounts';
import { CrossAccountClientFactory, TargetRefusedError } from 'nestjs-aws-cross-account';
import request from 'supertest';
import { ContextApplication } from '../support/context-application.js';
import { DynamoStub } from '../support/dynamo-stub.js';
import { setEnvironment } from '../support/environment.js';
import {
  DENYING,
  PARTNER,
  PARTNER_EXTERNAL_ID,
  PAYMENTS,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';
import { fencedBlocks, readDocument } from './fenced-blocks.js';
import { AccountsModule } from './recipes/accounts.module.js';
import { application, handler } from './recipes/lambda.js';
import { NotesService } from './recipes/notes.service.js';
import { OrdersService } from './recipes/orders.service.js';
import { SignedRequests } from './recipes/signed-requests.js';
import { TenantBucketsModule, Tenants } from './recipes/tenants.module.js';
import { loadBlock } from './run-block.js';

/** What a test opened, to be closed after it, last first. */
const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function startAws(world: World = smallWorld()): Promise<LocalAws> {
  const aws = await LocalAws.start(world);
  open.push(() => aws.close(), setEnvironment(aws.env));
  return aws;
}

async function start(...args: Parameters<typeof ContextApplication.start>): Promise<ContextApplication> {
  const test = await ContextApplication.start(...args);
  open.push(() => test.close());
  return test;
}

describe('docs/recipes.md', () => {
  const folder = join(import.meta.dirname, 'recipes');

  it.each(readdirSync(folder))('shows the code that is tested here: %s', (file) => {
    const code = readFileSync(join(folder, file), 'utf8').replaceAll(/'\.\.\/(?:access|context)\//g, "'./");
    expect(fencedBlocks('docs/recipes.md').map(({ text }) => text)).toContain(code);
  });

  it('says of each recipe where its other parts are', () => {
    const links = [...readDocument('docs/recipes.md').matchAll(/\]\((?!http)([^)#]+)?(?:#([\w-]+))?\)/g)];
    const missing = links.filter(([, file, heading]) => {
      const text = readDocument(join('docs', file ?? 'recipes.md'));
      return heading !== undefined && !headingsOf(text).has(heading);
    });
    expect(links.length).toBeGreaterThan(5);
    expect(missing.map(([link]) => link)).toEqual([]);
  });
});

/** As GitHub makes anchors of them. */
function headingsOf(markdown: string): Set<string> {
  const titles = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase());
  return new Set(titles.map((title) => title.replaceAll(/[^\w\s-]/g, '').replaceAll(' ', '-')));
}

describe('GraphQL', () => {
  async function serve(): Promise<INestApplication> {
    const app = await NestFactory.create(AccountsModule, { logger: false, abortOnError: false });
    open.push(() => app.close());
    return app.init();
  }

  async function ask(app: INestApplication, query: string): Promise<unknown> {
    const { body } = await request(app.getHttpServer()).post('/graphql').send({ query });
    return body;
  }

  it('has each field work in the account that it belongs to, all at once', async () => {
    const aws = await startAws();
    const app = await serve();
    expect(await ask(app, '{ accounts { id bucketNames } }')).toEqual({
      data: {
        accounts: [
          { id: PAYMENTS, bucketNames: ['payments-invoices', 'payments-ledger'] },
          { id: SEARCH, bucketNames: ['search-index'] },
        ],
      },
    });
    expect(aws.calls.count('sts:AssumeRole')).toBe(2);
  });

  it('answers an error for the field of an account whose role denies us', async () => {
    const world = smallWorld();
    const { roles } = world.accounts[DENYING] ?? {};
    world.accounts[SEARCH] = { ...world.accounts[SEARCH], ...(roles ? { roles } : {}) };
    await startAws(world);
    const app = await serve();
    expect(await ask(app, '{ accounts { bucketNames } }')).toMatchObject({
      errors: [{ path: ['accounts', 1, 'bucketNames'], message: expect.stringContaining('trust policy') }],
    });
  });
});

describe('AWS Lambda', () => {
  it('keeps its application, clients and credentials between invocations', async () => {
    const aws = await startAws();
    const first = application();
    open.push(async () => (await first).close());
    expect(await handler({ accountId: PAYMENTS, requestedBy: 'billing' })).toContain('payments-ledger');
    expect(await handler({ accountId: PAYMENTS, requestedBy: 'billing' })).toContain('payments-ledger');
    expect(application()).toBe(first);
    expect(aws.calls.count('sts:AssumeRole')).toBe(1);
    await expect(handler({ accountId: PARTNER, requestedBy: 'billing' })).rejects.toThrow(TargetRefusedError);
  });
});

describe('tenants from a database', () => {
  it('work in their own accounts with their own external IDs, and nowhere else', async () => {
    const roleArn = `arn:aws:iam::${PARTNER}:role/${ROLE_NAME}`;
    const aws = await startAws();
    const app: INestApplication = await NestFactory.create(TenantBucketsModule, { logger: false });
    open.push(() => app.close());
    app.use((request: { headers: Record<string, string>; user?: object }, _: unknown, next: () => void) => {
      request.user = { tenant: request.headers['x-tenant'] };
      next();
    });
    await app.listen(0, '127.0.0.1');
    app
      .get(Tenants)
      .rows.push(
        { name: 'owner', roleArn, externalId: PARTNER_EXTERNAL_ID },
        { name: 'thief', roleArn, externalId: 'of-the-thief' },
      );
    const ask = async (tenant: string): Promise<[number, unknown]> => {
      const response = await fetch(`${await app.getUrl()}/buckets`, { headers: { 'x-tenant': tenant } });
      return [response.status, await response.json()];
    };
    expect(await ask('owner')).toEqual([200, ['partner-exchange']]);
    expect(await ask('thief')).toMatchObject([403, {}]);
    expect(await ask('nobody')).toMatchObject([403, {}]);

    // A tenant who left, and whoever holds a client for it.
    aws.calls.reset();
    app.get(Tenants).rows.length = 0;
    expect(await ask('owner')).toMatchObject([403, {}]);
    const factory = app.get(CrossAccountClientFactory);
    await expect(factory.assume({ roleArn, externalId: PARTNER_EXTERNAL_ID })).rejects.toThrow(
      TargetRefusedError,
    );
    expect(aws.calls.list()).toEqual([]);
  });
});

describe('a reader and a writer', () => {
  const world = (): World => {
    const described = smallWorld();
    const { roles = {}, ...account } = described.accounts[PAYMENTS] ?? {};
    const role = roles[ROLE_NAME];
    described.accounts[PAYMENTS] = {
      ...account,
      roles: role ? { ...roles, 'inventory-writer': role } : roles,
    };
    return described;
  };

  it('are two roles of the account at hand', async () => {
    const access = { allowedRoles: ['inventory-reader', 'inventory-writer'] };
    const test = await start(world(), { access }, { providers: [NotesService] });
    const notes = test.app.get(NotesService);
    await test.in(PAYMENTS, () => notes.write('payments-ledger', 'note', 'written'));
    expect(await test.in(PAYMENTS, () => notes.read('payments-ledger', 'note'))).toBe('written');
    expect(test.sent).toEqual([`PutObject by ${PAYMENTS}/inventory-writer`, `GetObject by ${PAYMENTS}`]);
  });

  it('are refused where access.allowedRoles does not name the writer', async () => {
    const access = { allowedAccounts: [PAYMENTS] };
    const test = await start(world(), { access }, { providers: [NotesService] });
    const notes = test.app.get(NotesService);
    await expect(test.in(PAYMENTS, () => notes.write('payments-ledger', 'note', ''))).rejects.toThrow(
      TargetRefusedError,
    );
  });
});

describe('a DocumentClient', () => {
  it('works in the account at hand', async () => {
    const dynamo = await DynamoStub.start();
    open.push(() => dynamo.close(), setEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: dynamo.url }));
    const test = await start(smallWorld(), {}, { providers: [OrdersService] });
    const orders = test.app.get(OrdersService);
    expect(await test.in(PAYMENTS, () => orders.find(1))).toEqual({ id: 1 });
    expect(await test.in(SEARCH, () => orders.find(1))).toEqual({ id: 1 });
    expect(new Set(dynamo.keys).size).toBe(2);
  });
});

describe('what is signed for another service', () => {
  it('is a request by the role of the account at hand, which AWS takes', async () => {
    const test = await start(smallWorld(), {}, { providers: [SignedRequests] });
    const requests = test.app.get(SignedRequests);
    const address = `${test.aws.url}/?Action=GetCallerIdentity&Version=2011-06-15`;
    const answers = await Promise.all(
      [PAYMENTS, SEARCH].map((id) => test.in(id, async () => (await requests.send('sts', address)).text())),
    );
    expect(answers).toEqual([
      expect.stringContaining(`<Account>${PAYMENTS}</Account>`),
      expect.stringContaining(`<Account>${SEARCH}</Account>`),
    ]);
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const posted = await test.in(PAYMENTS, () =>
      requests.send('sts', `${test.aws.url}/`, { method: 'POST', body }),
    );
    expect([posted.status, await posted.text()]).toEqual([200, expect.stringContaining(PAYMENTS)]);
  });

  it('is a token or a URL for the target of the context', async () => {
    type Make = (factory: CrossAccountClientFactory, target: object, what: object) => Promise<string>;
    const { downloadUrl, databaseToken } = await loadBlock<Record<'downloadUrl' | 'databaseToken', Make>>(
      'docs/credentials.md',
      'lasting',
    );
    const test = await start(smallWorld(), {}, { providers: [NotesService] });
    const make = (make: Make, what: object): Promise<string> =>
      test.in(SEARCH, () => make(test.factory, test.context.require(), what));
    const url = await make(downloadUrl, { Bucket: 'search-index', Key: 'note' });
    expect((await fetch(url)).status).toBe(404);
    const database = { hostname: 'db.example.com', port: 5432, username: 'reader' };
    expect(await make(databaseToken, database)).toContain('db.example.com:5432/?Action=connect');
    expect(test.sent).toEqual([`GetObject by ${SEARCH}`]);
  });
});
