import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoProcess } from '../support/demo-process.js';

const DENIED = '/accounts/444455556666/buckets';

let demo: DemoProcess;
let url: string;

beforeAll(async () => {
  demo = DemoProcess.spawn();
  url = await demo.listening();
});

afterAll(() => demo.stop());

async function problemAt(path: string, init?: RequestInit): Promise<[Response, Record<string, unknown>]> {
  const response = await fetch(url + path, init);
  return [response, (await response.json()) as Record<string, unknown>];
}

describe('a problem that the demo answers', () => {
  it('is problem details, with the fields that it always had', async () => {
    const [response, body] = await problemAt(`${DENIED}?region=eu-west-1`);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:problem-type:aws-cross-account:assume-role-denied',
      title: 'Assume role denied',
      status: 403,
      detail: expect.stringContaining('trust policy'),
      instance: DENIED,
      statusCode: 403,
      code: 'ASSUME_ROLE_DENIED',
      retryable: false,
    });
    expect(body.message).toBe(body.detail);
  });

  it.each([
    ['a path that is none', '/nowhere', {}, 404, 'NOT_FOUND'],
    ['a body that is no JSON', '/sweep/buckets', { method: 'POST', body: '{bad' }, 400, 'BAD_REQUEST'],
    [
      'a body that is too large',
      '/sweep/buckets',
      { method: 'POST', body: 'x'.repeat(200_000) },
      413,
      'PAYLOAD_TOO_LARGE',
    ],
  ])('is that for %s, too', async (_, path, init, status, code) => {
    const [response, body] = await problemAt(path, {
      ...init,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ status, statusCode: status, code, retryable: false, type: 'about:blank' });
  });
});

describe('a request to the demo', () => {
  it('has the id that it brings: in the header of its answer, in its problem, and in the log', async () => {
    const [response, body] = await problemAt(DENIED, { headers: { 'x-request-id': 'from-the-gateway:1' } });
    expect(response.headers.get('x-request-id')).toBe('from-the-gateway:1');
    expect(body.requestId).toBe('from-the-gateway:1');
    expect(demo.stdout).toContain('[from-the-gateway:1]');
  });

  it('has a new one where it brings none that is sane', async () => {
    const ids = await Promise.all(
      ['a b', 'x'.repeat(65)].map(
        async (id) => (await problemAt(DENIED, { headers: { 'x-request-id': id } }))[1].requestId,
      ),
    );
    for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}$/);
  });

  it('is answered with headers that let nothing run which is not served here', async () => {
    const { headers } = await fetch(`${url}/cache`);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('is read as JSON alone: no form on a page of another site can change anything', async () => {
    const body = new URLSearchParams({ name: 'Forged' });
    const [response, problem] = await problemAt('/embedded/accounts', { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(problem).toMatchObject({ code: 'INVALID_REQUEST', field: 'body' });
  });

  it('is refused when its caller sends too many, and told when to come back; another caller is not', async () => {
    const limited = DemoProcess.spawn({
      DEMO_REQUESTS_PER_MINUTE: '3',
      DEMO_API_KEYS: 'a-key-of-some-length=alice,another-key-of-some-length=bob',
    });
    const of = async (key: string): Promise<Response> =>
      fetch(`${await limited.listening()}/cache`, { headers: { 'x-api-key': key } });
    const statuses = [];
    for (let sent = 0; sent < 3; sent += 1) statuses.push((await of('a-key-of-some-length')).status);
    expect(statuses).toEqual([200, 200, 200]);
    const refused = await of('a-key-of-some-length');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(await refused.json()).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      retryable: true,
      detail: expect.stringContaining('DEMO_REQUESTS_PER_MINUTE'),
    });
    expect((await of('another-key-of-some-length')).status).toBe(200);
    await limited.stop();
  });
});

describe('the demo, stopped', () => {
  it('ends the streams of consoles and the sweeps that are under way, rather than wait for them', async () => {
    const stopping = DemoProcess.spawn();
    const address = await stopping.listening();
    const stream = await fetch(`${address}/console/stream`);
    const sweep = await fetch(`${address}/sweep/buckets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"regions":"enabled","concurrency":1}',
    });
    const began = performance.now();
    const [told] = await Promise.all([stream.text(), sweep.text(), stopping.stop()]);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(stopping.stderr).toBe('');
    expect(told).toContain('event: accounts');
  });
});
