import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import { DemoProcess } from '../support/demo-process.js';
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

const KEY = 'a-key-of-some-length';
/** Accounts of tests below, which join after the start. */
const JOINING = ['210987654321', '345678901234', '456789012345', '567890123456'];
const CONFIGURATION = {
  LOCAL_AWS: 'off',
  DEMO_API_KEYS: `${KEY}=alice,another-key-of-some-length=bob`,
  AWS_CROSS_ACCOUNT_ROLE_NAME: ROLE_NAME,
  AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: [PAYMENTS, SEARCH, PARTNER, DENYING, ...JOINING].join(),
  AWS_CROSS_ACCOUNT_MAX_ATTEMPTS: '1',
};

let aws: LocalAws;
let demo: DemoProcess;
let url: string;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  demo = DemoProcess.spawn({ ...CONFIGURATION, ...aws.env });
  url = await demo.listening();
});

beforeEach(() => aws.faults.clear());

afterAll(async () => {
  await demo.stop();
  await aws.close();
});

async function get(
  path: string,
  key = KEY,
): Promise<{ status: number; retryAfter: string | null; body: Record<string, unknown> }> {
  const response = await fetch(url + path, { headers: { 'x-api-key': key } });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
}

describe('the demo with an AWS outside of it', () => {
  it('lists buckets through the usual configuration of the SDK', async () => {
    expect(await get(`/accounts/${PAYMENTS}/buckets`)).toMatchObject({
      status: 200,
      body: { accountId: PAYMENTS, buckets: [{ name: 'payments-invoices' }, { name: 'payments-ledger' }] },
    });
    expect(await get(`/accounts/${SEARCH}/buckets`)).toMatchObject({
      body: { buckets: [{ name: 'search-index' }] },
    });
    expect(await get('/buckets')).toMatchObject({ body: { buckets: [{ name: 'hub-reports' }] } });
  });

  it.each(['/buckets', `/accounts/${PAYMENTS}/buckets`, '/cache', '/docs', '/docs-json', '/nowhere'])(
    'asks for a key on %s',
    async (path) => {
      const responses = await Promise.all([
        fetch(url + path),
        fetch(url + path, { headers: { 'x-api-key': 'wrong' } }),
      ]);
      for (const response of responses) {
        expect(response.status).toBe(401);
        expect(await response.json()).toMatchObject({ code: 'API_KEY_REQUIRED' });
      }
    },
  );

  it('takes any of its keys, and says in its documentation where they go', async () => {
    expect(await get('/cache', 'another-key-of-some-length')).toMatchObject({ status: 200 });
    expect((await get('/docs-json')).body).toMatchObject({
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
    });
  });

  it('works only in the accounts that it is told to', async () => {
    expect(await get('/accounts/100000000000/buckets')).toMatchObject({
      status: 403,
      body: { code: 'TARGET_REFUSED' },
    });
  });

  it('serves an account that joins, without a restart', async () => {
    const path = '/accounts/210987654321/buckets';
    aws.update((world) => {
      world.accounts['210987654321'] = member(['joined-today']);
    });
    expect(await get(path)).toMatchObject({ status: 200, body: { buckets: [{ name: 'joined-today' }] } });
  });

  it('lists more buckets than fit on one page', async () => {
    const names = Array.from({ length: 1_234 }, (_, index) => `page-test-${String(index).padStart(4, '0')}`);
    aws.update((world) => {
      world.accounts['345678901234'] = member(names);
    });
    const { body } = await get('/accounts/345678901234/buckets');
    expect((body.buckets as { name: string }[]).map(({ name }) => name)).toEqual(names);
  });

  it('answers 503, and when to come back, while STS throttles', async () => {
    aws.update((world) => {
      world.accounts['456789012345'] = member([]);
    });
    aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'throttle' } });
    expect(await get('/accounts/456789012345/buckets')).toMatchObject({
      status: 503,
      retryAfter: '5',
      body: { code: 'STS_THROTTLED', retryable: true },
    });
  }, 20_000);

  it('answers 503 while S3 throttles', async () => {
    aws.faults.add({ action: 's3:ListBuckets', fault: { kind: 'throttle' } });
    expect(await get(`/accounts/${PAYMENTS}/buckets`)).toMatchObject({
      status: 503,
      retryAfter: '5',
      body: { code: 'AWS_UNAVAILABLE' },
    });
  });

  it('answers 403 where the role may be assumed but not list buckets', async () => {
    aws.update((world) => {
      const account = member(['unlistable']);
      const role = account.roles?.[ROLE_NAME];
      const permissions = {
        Version: '2012-10-17' as const,
        Statement: [{ Effect: 'Allow' as const, Action: 's3:GetObject', Resource: '*' }],
      };
      world.accounts['567890123456'] = {
        ...account,
        roles: role ? { [ROLE_NAME]: { ...role, permissions } } : {},
      };
    });
    expect(await get('/accounts/567890123456/buckets')).toMatchObject({
      status: 403,
      body: { code: 'AWS_ACCESS_DENIED' },
    });
  });

  it('names the action and both policies where STS does not say which one denied', async () => {
    aws.update((world) => {
      world.explainDenials = false;
    });
    const { status, body } = await get(`/accounts/${DENYING}/buckets`);
    expect(status).toBe(403);
    expect(body).toMatchObject({ deniedAction: 'sts:AssumeRole', deniedBy: 'unknown' });
    expect(body.message).toMatch(/trust policy .* permissions policy/);
  });

  it('tells nobody who the hub role is, nor any key', async () => {
    const paths = [
      `/accounts/${DENYING}/buckets`,
      `/accounts/${PARTNER}/buckets`,
      '/accounts/x/buckets',
      '/cache',
      '/docs-json',
    ];
    const bodies = JSON.stringify(await Promise.all(paths.map((path) => get(path))));
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = aws.env;
    const unsaid = [
      HUB_ACCOUNT,
      'assumed-role',
      AWS_ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY,
      AWS_SESSION_TOKEN,
      KEY,
    ];
    for (const secret of unsaid) expect(bodies + demo.stdout + demo.stderr).not.toContain(secret);
  });

  it('answers 503, with account and address, when S3 cannot be reached', async () => {
    const other = DemoProcess.spawn({
      ...CONFIGURATION,
      ...aws.env,
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9',
    });
    const response = await fetch(`${await other.listening()}/accounts/${PAYMENTS}/buckets`, {
      headers: { 'x-api-key': KEY },
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: 'AWS_UNAVAILABLE',
      accountId: PAYMENTS,
      message: expect.stringContaining('ECONNREFUSED'),
    });
    await other.stop();
  });

  it('can be told external IDs by its environment', async () => {
    const overrides = JSON.stringify({ [PARTNER]: { externalId: PARTNER_EXTERNAL_ID } });
    const other = DemoProcess.spawn({
      ...CONFIGURATION,
      ...aws.env,
      AWS_CROSS_ACCOUNT_ACCOUNT_OVERRIDES: overrides,
    });
    const response = await fetch(`${await other.listening()}/accounts/${PARTNER}/buckets`, {
      headers: { 'x-api-key': KEY },
    });
    expect(response.status).toBe(200);
    await other.stop();
  });
});

describe('the demo does not start', () => {
  it.each([
    [
      'with a variable that is misspelt',
      { AWS_CROSS_ACCOUNT_ROLE_NAM: 'x' },
      'AWS_CROSS_ACCOUNT_ROLE_NAM: unknown variable',
    ],
    [
      'without API keys when AWS is real',
      { DEMO_API_KEYS: '' },
      'DEMO_API_KEYS: expected at least one API key',
    ],
    [
      'without saying which accounts requests may name when AWS is real',
      { AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: '' },
      'AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: expected the accounts that requests may name',
    ],
    [
      'with a schedule that is none',
      { DEMO_INVENTORY_CRON: 'now and then' },
      'DEMO_INVENTORY_CRON: expected when to count, such as */5 * * * *',
    ],
    ['with an API key that is too short', { DEMO_API_KEYS: 'short=alice' }, 'at position 1'],
    ['without a role name', { AWS_CROSS_ACCOUNT_ROLE_NAME: '' }, 'AWS_CROSS_ACCOUNT_ROLE_NAME'],
    ['with a port that is none', { PORT: 'http' }, 'PORT: expected a number'],
    ['with LOCAL_AWS neither on nor off', { LOCAL_AWS: 'maybe' }, 'LOCAL_AWS: expected on or off'],
    [
      'with overrides that are no JSON',
      { AWS_CROSS_ACCOUNT_ACCOUNT_OVERRIDES: '{secret' },
      'AWS_CROSS_ACCOUNT_ACCOUNT_OVERRIDES',
    ],
  ])('%s', async (_, change, message) => {
    const broken = DemoProcess.spawn({ ...CONFIGURATION, ...aws.env, ...change });
    expect(await broken.exit).toBe(1);
    expect(broken.stderr).toContain('The demo cannot start.');
    expect(broken.stderr).toContain(message);
    expect(broken.stderr).not.toContain('secret');
    expect(broken.stderr).not.toMatch(/\n\s+at /);
  });

  it('where another program listens, and says how to choose another port', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as { port: number };
    const late = DemoProcess.spawn({ PORT: String(port) });
    expect(await late.exit).toBe(1);
    expect(late.stderr).toContain('choose another port with PORT');
    occupant.close();
  });
});
