import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalAws, trustPolicy, type World } from 'local-aws-accounts';
import { DemoProcess } from '../support/demo-process.js';
import { allOf, linesOf, serverSentEventsOf, type SweptEvent } from '../support/sweep-reader.js';
import {
  accountIds,
  DENYING,
  HUB_ACCOUNT,
  HUB_ROLE,
  largeWorld,
  member,
  PARTNER,
  PAYMENTS,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';

const KEY = 'a-key-of-some-length';
const MANAGEMENT = '100000000001';
const RETIRED = '200000000002';
const LISTED_BY = `arn:aws:iam::${MANAGEMENT}:role/organization-reader`;

/** Of the units Shop, with two accounts of which one has a region off, and Others. */
function organization(): World {
  const world = smallWorld();
  const { accounts } = world;
  return {
    ...world,
    organizationId: 'o-exampleorgid',
    organization: { managementAccount: MANAGEMENT, units: { Shop: {}, Others: {} } },
    optInRegions: 'off',
    accounts: {
      [MANAGEMENT]: { roles: { 'organization-reader': { trust: trustPolicy({ principal: HUB_ROLE }) } } },
      [HUB_ACCOUNT]: { buckets: ['hub-reports'] },
      [PAYMENTS]: { ...accounts[PAYMENTS], name: 'Payments', unit: 'Shop', regions: { 'me-south-1': 'on' } },
      [SEARCH]: { ...accounts[SEARCH], name: 'Search', unit: 'Shop' },
      [PARTNER]: { ...accounts[PARTNER], name: 'Partner', unit: 'Others' },
      [DENYING]: { ...accounts[DENYING], name: 'Denying', unit: 'Others' },
      [RETIRED]: { ...member([]), unit: 'Others', state: 'SUSPENDED' },
    },
  };
}

const CONFIGURATION = {
  LOCAL_AWS: 'off',
  DEMO_API_KEYS: `${KEY}=alice`,
  AWS_CROSS_ACCOUNT_ROLE_NAME: ROLE_NAME,
  AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: 'directory',
  AWS_CROSS_ACCOUNT_ALLOWED_ROLES: `${ROLE_NAME},${LISTED_BY}`,
  AWS_CROSS_ACCOUNT_DENIED_ACCOUNTS: PARTNER,
  AWS_CROSS_ACCOUNT_MAX_ATTEMPTS: '1',
  // Some tests ask again until there is room.
  DEMO_REQUESTS_PER_MINUTE: '1000000',
};
const OF_ORGANIZATION = {
  AWS_CROSS_ACCOUNT_DIRECTORY: 'organizations',
  AWS_CROSS_ACCOUNT_ORGANIZATION_LISTED_BY: LISTED_BY,
};

let aws: LocalAws;
let demo: DemoProcess;
let url: string;

async function start(world: World, environment: Readonly<Record<string, string>>): Promise<void> {
  aws = await LocalAws.start(world);
  demo = DemoProcess.spawn({ ...CONFIGURATION, ...aws.env, ...environment });
  url = await demo.listening();
}

async function stop(): Promise<void> {
  await demo.stop();
  await aws.close();
}

function sweep(order?: unknown, { headers = {}, ...init }: RequestInit = {}): Promise<Response> {
  const body = order === undefined ? {} : { body: JSON.stringify(order) };
  const type: Record<string, string> = order === undefined ? {} : { 'content-type': 'application/json' };
  return fetch(`${url}/sweep/buckets`, {
    method: 'POST',
    headers: { 'x-api-key': KEY, ...type, ...(headers as Record<string, string>) },
    ...body,
    ...init,
  });
}

async function swept(order?: unknown): Promise<SweptEvent[]> {
  return allOf(linesOf(await sweep(order)));
}

const placesOf = (events: readonly SweptEvent[]): string[] =>
  events
    .filter(({ status }) => status === 'ok')
    .map(({ accountId, region }) => `${accountId} ${region}`)
    .toSorted();

describe('the sweep of the demo', () => {
  beforeAll(() => start(organization(), OF_ORGANIZATION));
  afterAll(stop);
  beforeEach(() => aws.calls.reset());

  it('answers a line for each account of the organization, and a summary by error code as the last one', async () => {
    const response = await sweep();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const events = await allOf(linesOf(response));
    const results = events.slice(0, -1);
    expect(results).toHaveLength(6);
    expect(new Set(results.map(({ accountId }) => accountId))).toEqual(
      new Set([MANAGEMENT, HUB_ACCOUNT, PAYMENTS, SEARCH, PARTNER, DENYING]),
    );
    expect(results).toContainEqual({
      type: 'result',
      accountId: PAYMENTS,
      name: 'Payments',
      region: 'eu-west-1',
      status: 'ok',
      phase: 'work',
      durationMs: expect.any(Number) as unknown,
      buckets: [
        expect.objectContaining({ name: 'payments-invoices' }),
        expect.objectContaining({ name: 'payments-ledger' }),
      ],
    });
    expect(results).toContainEqual(
      expect.objectContaining({
        accountId: DENYING,
        status: 'failed',
        phase: 'assume',
        code: 'ASSUME_ROLE_DENIED',
        message: expect.stringContaining(`Change the role's trust policy in account ${DENYING}`),
      }),
    );
    expect(events.at(-1)).toMatchObject({
      type: 'summary',
      outcome: 'done',
      total: 6,
      ok: 2,
      failures: [{ code: 'ASSUME_ROLE_DENIED', count: 2 }],
      skips: expect.arrayContaining([
        { reason: 'hub-account', count: 1, accounts: [HUB_ACCOUNT] },
        { reason: 'refused', count: 1, accounts: [PARTNER] },
      ]) as unknown,
    });
  });

  it('answers events with their names to whoever accepts those, progress among them', async () => {
    const response = await sweep({ ous: ['Shop'] }, { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = await serverSentEventsOf(response);
    expect(events.map(([name, { type }]) => name === type)).not.toContain(false);
    expect(events.filter(([name]) => name === 'result')).toHaveLength(2);
    expect(events.at(-2)).toEqual(['progress', expect.objectContaining({ done: 2, total: 2 })]);
    expect(events.at(-1)).toEqual(['summary', expect.objectContaining({ outcome: 'done', ok: 2 })]);
  });

  it('works in the regions that are chosen, in each for itself', async () => {
    const events = await swept({ ous: ['Shop'], regions: ['us-east-1', 'eu-west-1'], concurrency: 1 });
    expect(placesOf(events)).toEqual([
      `${PAYMENTS} eu-west-1`,
      `${PAYMENTS} us-east-1`,
      `${SEARCH} eu-west-1`,
      `${SEARCH} us-east-1`,
    ]);
    expect(events.filter(({ region }) => region === 'us-east-1')).toMatchObject([
      { buckets: [] },
      { buckets: [] },
    ]);
  });

  it('works in the regions that each account has switched on', async () => {
    const places = placesOf(await swept({ ous: ['Shop'], regions: 'enabled' }));
    expect(places).toContain(`${PAYMENTS} me-south-1`);
    expect(places).toContain(`${SEARCH} eu-west-1`);
    expect(places).not.toContain(`${SEARCH} me-south-1`);
  });

  it.each([
    [{ regions: 'all' }, 'regions'],
    [{ regions: [] }, 'regions'],
    [{ regions: ['eu-west-1', 'mars-1'] }, 'regions[1]'],
    [{ concurrency: 0 }, 'concurrency'],
    [{ concurrency: 51 }, 'concurrency'],
    [{ concurrency: '2' }, 'concurrency'],
    [{ ous: 'Shop' }, 'ous'],
    [{ ous: [''] }, 'ous'],
    [{ region: ['eu-west-1'] }, 'region'],
    [{ constructor: 1 }, 'constructor'],
    [['eu-west-1'], 'body'],
  ])('refuses %j, and names the field', async (order, field) => {
    const response = await sweep(order);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      statusCode: 400,
      code: 'INVALID_REQUEST',
      message: expect.stringContaining(field) as unknown,
      retryable: false,
      field,
    });
    expect(aws.calls.list()).toEqual([]);
  });

  it.each([{ 'content-type': 'text/plain' }, { 'content-type': 'application/json-patch+json' }, undefined])(
    'refuses what is no JSON, rather than sweep everything: %j',
    async (headers) => {
      const body = new TextEncoder().encode('{"ous":["Shop"]}');
      const response = await sweep(undefined, { body, headers: headers ?? {} });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ field: 'Content-Type' });
    },
  );

  it('asks for a key, as all routes do', async () => {
    expect((await sweep(undefined, { headers: { 'x-api-key': 'wrong' } })).status).toBe(401);
  });

  it('tells nobody who the hub role is, nor any key', async () => {
    aws.faults.add({
      action: 's3:ListBuckets',
      accountId: SEARCH,
      fault: { kind: 'reject-key', code: 'ExpiredToken' },
    });
    const text = await (await sweep()).text();
    aws.faults.clear();
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = aws.env;
    const unsaid = [
      HUB_ROLE,
      ':assumed-role/hub',
      AWS_ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY,
      AWS_SESSION_TOKEN,
      KEY,
    ];
    for (const secret of unsaid) expect(text + demo.stdout + demo.stderr).not.toContain(secret);
    expect(text).toContain('"failed"');
  });

  it('is part of the documented API', async () => {
    const response = await fetch(`${url}/docs-json`, { headers: { 'x-api-key': KEY } });
    const { paths } = (await response.json()) as { paths: Record<string, Record<string, object>> };
    expect(paths['/sweep/buckets']?.post).toMatchObject({
      requestBody: { required: false },
      responses: {
        200: {
          content: {
            'application/x-ndjson': {
              schema: {
                oneOf: [
                  { $ref: '#/components/schemas/SweepResultDto' },
                  { $ref: '#/components/schemas/SweepSummaryDto' },
                ],
              },
            },
          },
        },
        400: {},
        503: {},
      },
    });
  });
});

describe('a sweep of the demo whose hub role cannot be used', () => {
  const IDS = accountIds(20);
  const OF_IDS = { AWS_CROSS_ACCOUNT_DIRECTORY: IDS.join() };
  afterEach(stop);

  it('is a problem like any other as long as nothing was sent', async () => {
    await start(largeWorld(IDS), {
      ...OF_IDS,
      AWS_ACCESS_KEY_ID: 'ASIAUNKNOWN',
      AWS_SESSION_TOKEN: 'nonsense',
    });
    const response = await sweep();
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'HUB_CREDENTIALS' });
  });

  it('says so in its last line when results were sent before', async () => {
    const world = largeWorld(IDS);
    world.hub.permissions = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    };
    await start(world, OF_IDS);
    const events = await swept({ concurrency: 1 });
    expect(events.length).toBeGreaterThan(1);
    expect(events.at(-1)).toMatchObject({
      type: 'summary',
      outcome: 'ended',
      problem: { code: 'HUB_CREDENTIALS', message: expect.stringContaining("service's own AWS identity") },
    });
    expect(JSON.stringify(events)).not.toContain(HUB_ROLE);
    await demo.stop();
    expect(demo.stdout).toMatch(
      /A sweep ended before it was through: HubCredentialsError: .* STS denied 10 of the 10 roles/,
    );
  });
});

describe('sweeps of the demo at the same time', () => {
  const IDS = accountIds(60);
  beforeAll(() => start(largeWorld(IDS), { AWS_CROSS_ACCOUNT_DIRECTORY: IDS.join() }));
  afterAll(stop);
  beforeEach(() => aws.calls.reset());

  it('are each their own', async () => {
    const answers = await Promise.all([swept(), swept(), swept()]);
    for (const events of answers) expect(events.at(-1)).toMatchObject({ ok: IDS.length, done: IDS.length });
  });

  it('end when their request is closed: nothing is begun any more', async () => {
    const leaving = new AbortController();
    const lines = linesOf(await sweep({ concurrency: 1 }, { signal: leaving.signal }));
    await lines.next();
    leaving.abort();
    await expect(allOf(lines)).rejects.toThrow('aborted');
    await swept({ concurrency: 1 });
    // Those that it was through with before it heard of that.
    const begun = aws.calls.count('s3:ListBuckets') - IDS.length;
    expect(begun).toBeLessThan(IDS.length / 2);
    await swept({ concurrency: 1 });
    expect(aws.calls.count('s3:ListBuckets')).toBe(begun + 2 * IDS.length);
  });

  it('are four at most; one that is closed, even before its first line, makes room within a second', async () => {
    const hanging = aws.faults.add({
      action: 's3:ListBuckets',
      times: 4,
      fault: { kind: 'hang', at: 'response' },
    });
    const leaving = Array.from({ length: 4 }, () => new AbortController());
    const left = leaving.map(({ signal }) => sweep({ concurrency: 1 }, { signal }).catch(() => 'left'));
    await hanging.reached(4);
    const refused = await sweep();
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_SWEEPS', retryable: true });
    const began = performance.now();
    leaving[0]?.abort();
    let next = await sweep();
    while (next.status === 503) next = await sweep();
    expect(performance.now() - began).toBeLessThan(1_000);
    expect((await allOf(linesOf(next))).at(-1)).toMatchObject({ ok: IDS.length });
    expect(aws.calls.count('s3:ListBuckets')).toBe(4 + IDS.length);
    for (const controller of leaving) controller.abort();
    expect(await Promise.all(left)).toEqual(['left', 'left', 'left', 'left']);
  });
});
