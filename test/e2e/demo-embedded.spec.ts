import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoProcess } from '../support/demo-process.js';
import { allOf, linesOf } from '../support/sweep-reader.js';

interface Answer {
  readonly status: number;
  readonly body: { buckets?: { name: string; region: string }[] } & Record<string, unknown>;
}

let demo: DemoProcess;
let url: string;

beforeAll(async () => {
  demo = DemoProcess.spawn();
  url = await demo.listening();
});

afterAll(() => demo.stop());

async function get(path: string): Promise<Answer> {
  const response = await fetch(url + path);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function namesOf(path: string): Promise<string[] | undefined> {
  return (await get(path)).body.buckets?.map(({ name }) => name);
}

describe('the demo with its embedded AWS', () => {
  it('starts with nothing configured, warns of nothing, and says what to try', () => {
    expect(demo.stderr).toBe('');
    expect(demo.stdout).toContain(`${url}/accounts/111122223333/buckets`);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('answers every URL that it says to try', async () => {
    const urls = [...demo.stdout.matchAll(/(?:curl -N -X (POST) )?(http:\/\/\S+)/g)].filter(
      ([, , found = '']) => found.startsWith(`${url}/`),
    );
    expect(urls).toHaveLength(12);
    const statuses = await Promise.all(
      urls.map(async ([, method = 'GET', found = '']) => (await fetch(found, { method })).status),
    );
    expect(statuses.filter((status) => status !== 200)).toEqual([403]);
  });

  it('lists the buckets of each account, and of no other', async () => {
    expect(await namesOf('/accounts/111122223333/buckets')).toEqual([
      'payments-invoices',
      'payments-ledger',
      'payments-ledger-copy',
    ]);
    expect(await namesOf('/accounts/222233334444/buckets')).toEqual(['search-index', 'search-queries']);
    expect(await namesOf('/accounts/555566667777/buckets')).toEqual([]);
    expect(await namesOf('/buckets')).toEqual(['tooling-artifacts', 'tooling-reports']);
  });

  it('lists the buckets of one region', async () => {
    expect((await get('/accounts/111122223333/buckets?region=us-east-1')).body).toMatchObject({
      accountId: '111122223333',
      buckets: [{ name: 'payments-ledger-copy', region: 'us-east-1' }],
    });
  });

  it('sends the external ID that is configured for an account', async () => {
    expect(await namesOf('/accounts/333344445555/buckets')).toEqual(['partner-exchange']);
  });

  it('says what to fix where the role does not trust it', async () => {
    const { status, body } = await get('/accounts/444455556666/buckets');
    expect(status).toBe(403);
    expect(body).toMatchObject({
      statusCode: 403,
      code: 'ASSUME_ROLE_DENIED',
      retryable: false,
      accountId: '444455556666',
      deniedAction: 'sts:AssumeRole',
      deniedBy: 'role-trust',
      message: expect.stringContaining("Change the role's trust policy in account 444455556666"),
    });
    expect(JSON.stringify(body)).not.toContain('inventory-hub');
  });

  it.each([
    ['/accounts/1111/buckets', 'INVALID_ACCOUNT_ID', 'accountId'],
    ['/accounts/abc/buckets', 'INVALID_ACCOUNT_ID', 'accountId'],
    ['/accounts/11112222333%0A/buckets', 'INVALID_ACCOUNT_ID', 'accountId'],
    ['/accounts/111122223333/buckets?region=mars-1', 'INVALID_REGION', 'region'],
    ['/accounts/111122223333/buckets?region=', 'INVALID_REGION', 'region'],
    ['/accounts/111122223333/buckets?region=eu-west-1&region=us-east-1', 'INVALID_REGION', 'region'],
  ])('refuses %s', async (path, code, field) => {
    expect(await get(path)).toMatchObject({ status: 400, body: { statusCode: 400, code, field } });
  });

  it('keeps requests out of accounts that are not among its members, and out of the hub', async () => {
    const refused = await get('/accounts/100000000000/buckets');
    expect(refused).toMatchObject({ status: 403, body: { code: 'TARGET_REFUSED' } });
    const { status, body } = await get('/accounts/999999999999/buckets');
    const { instance, requestId } = body;
    // The refusal says nothing that tells the hub from a stranger.
    expect({ status, body }).toEqual({ status: 403, body: { ...refused.body, instance, requestId } });
  });

  it('counts the buckets of all accounts with the service that answers requests', async () => {
    expect(await get('/inventory')).toEqual({ status: 200, body: { accounts: [] } });
    const response = await fetch(`${url}/inventory`, { method: 'POST' });
    const found = (await response.json()) as { takenAt: string; accounts: object[] };
    expect(response.status).toBe(200);
    expect(found.accounts).toEqual(
      expect.arrayContaining([
        { accountId: '111122223333', buckets: 3 },
        { accountId: '333344445555', buckets: 1 },
        { accountId: '444455556666', problem: 'ASSUME_ROLE_DENIED' },
        { accountId: '555566667777', buckets: 0 },
      ]),
    );
    expect((await get('/inventory')).body).toEqual(found);
  });

  it('sweeps its organization, whose suspended account is not listed', async () => {
    const response = await fetch(`${url}/sweep/buckets`, { method: 'POST' });
    const events = await allOf(linesOf(response));
    const { accounts } = (await (await fetch(`${url}/inventory`, { method: 'POST' })).json()) as {
      accounts: { accountId: string; buckets?: number }[];
    };
    const counts = events.flatMap(({ accountId, status, buckets }) =>
      status === 'ok' ? [{ accountId, buckets: (buckets as object[]).length }] : [],
    );
    expect(counts).toHaveLength(8);
    expect(accounts).toEqual(expect.arrayContaining(counts));
    expect(events.map(({ accountId }) => accountId)).not.toContain('567856785678');
    expect(events.at(-1)).toMatchObject({
      total: 11,
      failures: [{ code: 'ASSUME_ROLE_DENIED', count: 2 }],
      skips: [{ reason: 'hub-account', count: 1 }],
    });
  });

  it('reuses clients and credentials', async () => {
    await get('/accounts/222233334444/buckets');
    const before = (await get('/cache')).body as {
      clients: Record<string, number>;
      credentials: Record<string, number>;
      sts: Record<string, number>;
    };
    await get('/accounts/222233334444/buckets');
    expect((await get('/cache')).body).toEqual({
      clients: { ...before.clients, reused: (before.clients.reused ?? 0) + 1 },
      // The SDK asks for them twice.
      credentials: { ...before.credentials, hits: (before.credentials.hits ?? 0) + 2 },
      sts: before.sts,
    });
  });

  it('documents its API', async () => {
    const { status, body } = await get('/docs-json');
    expect(status).toBe(200);
    const paths = body.paths as Record<string, Record<string, { responses: object }>>;
    expect(Object.keys(paths).toSorted()).toEqual([
      '/accounts/{accountId}/buckets',
      '/buckets',
      '/cache',
      '/console/check',
      '/console/stream',
      '/embedded/accounts',
      '/embedded/sts',
      '/embedded/trust',
      '/inventory',
      '/sweep/buckets',
    ]);
    const { responses = {} } = paths['/accounts/{accountId}/buckets']?.get ?? {};
    expect(Object.keys(responses)).toEqual(['200', '400', '403', '503']);
    expect((await fetch(`${url}/docs`)).headers.get('content-type')).toContain('text/html');
  });

  it('cannot be led to another AWS by what the machine has configured', async () => {
    const other = DemoProcess.spawn({
      AWS_PROFILE: 'production',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'AKIAREALKEY',
      AWS_REGION: 'us-west-2',
    });
    const otherUrl = await other.listening();
    expect((await fetch(`${otherUrl}/accounts/222233334444/buckets`)).status).toBe(200);
    await other.stop();
  });
});

describe('the demo, stopped', () => {
  it('ends at once, without a complaint', async () => {
    const short = DemoProcess.spawn();
    await fetch(`${await short.listening()}/accounts/111122223333/buckets`);
    await short.stop();
    expect(short.stderr).toBe('');
  });
});
