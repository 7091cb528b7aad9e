import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { trustPolicy } from './policy/trust-policy.js';
import { LocalAws } from './local-aws.js';
import { Clients } from './testing/clients.js';
import { refusalOf } from './testing/refusal.js';
import { NOON, running } from './testing/running.js';
import { s3Draft, send, sign } from './testing/signed.js';
import { exampleWorld, HUB, HUB_ROLE, HUB_SESSION, READER, readerArn } from './testing/worlds.js';

/** Everything that a process could print of a value, hidden properties too. */
function printed(value: unknown): string {
  return [
    inspect(value, { showHidden: true, depth: 12, getters: true }),
    JSON.stringify(value),
    String(value),
  ].join('\n');
}

describe('LocalAws', () => {
  it('makes a program the hub role by its environment alone', async () => {
    await running(async ({ aws }) => {
      expect(aws.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(Object.keys(aws.env).toSorted()).toEqual([
        'AWS_ACCESS_KEY_ID',
        'AWS_DEFAULT_REGION',
        'AWS_ENDPOINT_URL',
        'AWS_REGION',
        'AWS_SECRET_ACCESS_KEY',
        'AWS_SESSION_TOKEN',
      ]);
      const before = { ...process.env };
      Object.assign(process.env, aws.env);
      const clients = [new STSClient(), new S3Client()] as const;
      try {
        expect((await clients[0].send(new GetCallerIdentityCommand({}))).Arn).toBe(HUB_SESSION);
        expect((await clients[1].send(new ListBucketsCommand({}))).Buckets?.[0]?.Name).toBe('hub-logs');
      } finally {
        for (const name of Object.keys(aws.env)) Reflect.deleteProperty(process.env, name);
        Object.assign(process.env, before);
        for (const client of clients) client.destroy();
      }
    });
  });

  it('hands out a copy of the environment', async () => {
    await running(async ({ aws }) => {
      aws.env.AWS_REGION = 'mars';
      expect([aws.env.AWS_REGION, aws.env.AWS_DEFAULT_REGION]).toEqual(['eu-west-1', 'eu-west-1']);
    });
  });

  it('serves an account that is added while it runs', async () => {
    await running(async ({ aws, clients }) => {
      const RoleArn = readerArn('777788889999');
      expect((await refusalOf(clients.assume({ RoleArn }))).name).toBe('AccessDenied');
      aws.update((world) => {
        world.accounts['777788889999'] = {
          buckets: ['brand-new'],
          roles: { 'inventory-reader': { trust: trustPolicy({ principal: HUB_ROLE }) } },
        };
      });
      const keys = await clients.assumeKeys({ RoleArn });
      expect((await clients.s3(keys).send(new ListBucketsCommand({}))).Buckets?.[0]?.Name).toBe('brand-new');
    });
  });

  it('gives the same keys for the same random bytes, and AWS-like ones', async () => {
    const random = (size: number) => new Uint8Array(size).fill(7);
    const [a, b] = await Promise.all([
      LocalAws.start(exampleWorld(), { random }),
      LocalAws.start(exampleWorld(), { random }),
    ]);
    expect(a.env.AWS_SESSION_TOKEN).toBe(b.env.AWS_SESSION_TOKEN);
    expect(a.env.AWS_ACCESS_KEY_ID).toBe('ASIAHHHHHHHHHHHHHHHH');
    await Promise.all([a.close(), b.close()]);
  });

  it('keeps two worlds apart', async () => {
    await running(async ({ clients }) => {
      const hubKeys = clients.hubKeys;
      await running(async (other) => {
        expect((await refusalOf(other.clients.assume({}, hubKeys))).name).toBe('InvalidClientTokenId');
      });
    });
  });

  it.each<[string, object]>([
    ['port', { port: -1 }],
    ['port', { port: '80' }],
    ['clock', { clock: 1 }],
    ['random', { random: 'x' }],
    ['clocks', { clocks: () => 1 }],
  ])('refuses a bad option %s', async (path, options) => {
    await expect(LocalAws.start(exampleWorld(), options)).rejects.toMatchObject({
      code: 'LOCAL_AWS_OPTION',
      path,
    });
  });

  it('rejects when its port is taken, and when its world is wrong', async () => {
    await running(async ({ aws }) => {
      const port = Number(new URL(aws.url).port);
      await expect(LocalAws.start(exampleWorld(), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    });
    const world = { ...exampleWorld(), accounts: { x: {} } };
    await expect(LocalAws.start(world)).rejects.toMatchObject({ code: 'WORLD_INVALID', path: 'accounts.x' });
  });

  it('drops its sockets and can be closed twice; then nothing can be changed', async () => {
    const aws = await LocalAws.start(exampleWorld());
    const { port } = new URL(aws.url);
    const socket = connect(Number(port), '127.0.0.1');
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await send(aws.url, s3Draft(aws.url));
    expect(aws.openSockets).toBeGreaterThanOrEqual(1);
    await Promise.all([aws.close(), aws.close(), gone]);
    expect(aws.openSockets).toBe(0);
    expect((await refusalOf(send(aws.url, s3Draft(aws.url)))).error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(() => aws.update(() => undefined)).toThrow(expect.objectContaining({ code: 'LOCAL_AWS_CLOSED' }));
  });
});

describe('secrets', () => {
  it('are in no print of the running AWS, its calls or its refusals', async () => {
    await running(async ({ aws, clients }) => {
      const member = await clients.assumeKeys();
      const prints = [printed(aws)];
      const mixed = { ...member, sessionToken: clients.hubKeys.sessionToken };
      const wrong = { ...clients.hubKeys, secretAccessKey: 'a-wrong-secret-that-is-one-too' };
      for (const keys of [mixed, wrong]) {
        prints.push((await refusalOf(clients.assume({}, keys))).message);
        prints.push((await refusalOf(clients.s3(keys).send(new ListBucketsCommand({})))).message);
      }
      prints.push(printed(aws.calls.list()), printed(aws.calls), printed(aws.faults), printed(aws));
      const text = prints.join('\n');
      expect(text).toContain(READER);
      for (const keys of [clients.hubKeys, member, wrong]) {
        expect(text).not.toContain(keys.secretAccessKey);
        expect(text).not.toContain(keys.sessionToken);
      }
    });
  });
});

describe('the server', () => {
  it.each([
    ['no HTTP', 'nonsense\r\n\r\n'],
    ['a bad header', 'GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['a bad length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n'],
    ['a bad chunk', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('survives %s', async (_what, text) => {
    await running(async ({ aws, clients }) => {
      const reply = await exchange(aws, text);
      expect(reply).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/);
      expect((await clients.assume()).Credentials).toBeDefined();
    });
  });

  it('survives a client that leaves in the middle of its body', async () => {
    await running(async ({ aws, clients }) => {
      const { hostname, port } = new URL(aws.url);
      const request = httpRequest({ hostname, port, method: 'POST', headers: { 'content-length': '100' } });
      const closed = new Promise((resolve) => request.once('close', resolve));
      request.on('error', () => undefined);
      request.write('Action=', () => request.destroy());
      await closed;
      expect((await clients.assume()).Credentials).toBeDefined();
    });
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE'])(
    'answers an odd %s',
    async (method) => {
      await running(async ({ aws }) => {
        for (const path of ['/', '//', '/%', '/a/b/c?x=%', '*', 'http://elsewhere/']) {
          const { status } = await send(aws.url, { method, path, query: {}, headers: {} });
          expect(status).toBeGreaterThanOrEqual(400);
          expect(status).toBeLessThan(500);
        }
      });
    },
  );

  it('reads no body beyond its bound', async () => {
    await running(async ({ aws, clients }) => {
      const body = 'x'.repeat(1024 * 1024 + 1);
      const big = { ...s3Draft(aws.url, 'PUT', '/abc'), body };
      const reply = await send(aws.url, await sign(big, clients.hubKeys, { service: 's3' }));
      expect([reply.status, reply.headers['connection']]).toEqual([413, 'close']);
      expect((await clients.assume()).Credentials).toBeDefined();
    });
  });

  it('asks for no body that is too long to be read', async () => {
    await running(async ({ aws }) => {
      const { hostname, port } = new URL(aws.url);
      const ask = (length: number): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const headers = { expect: '100-continue', 'content-length': length };
          const request = httpRequest({ hostname, port, method: 'PUT', path: '/hub-logs/a', headers });
          request.once('continue', () => resolve('continue'));
          request.once('response', ({ statusCode }) => resolve(statusCode));
          request.on('close', () => reject(new Error('closed')));
          request.on('error', () => undefined);
          request.flushHeaders();
        });
      expect(await ask(65 * 1024 * 1024)).toBe('continue');
      expect(await ask(65 * 1024 * 1024 + 1)).toBe(400);
    });
  });

  it('reads no body without end', async () => {
    await running(async ({ aws, clients }) => {
      const { hostname, port } = new URL(aws.url);
      const piece = Buffer.alloc(65_536);
      let taken = 0;
      await new Promise((resolve) => {
        const request = httpRequest({ hostname, port, method: 'POST' });
        const write = (): void => {
          taken += piece.length;
          request.write(piece);
        };
        request.on('drain', write);
        request.on('error', () => undefined);
        request.once('close', resolve);
        write();
      });
      expect(taken).toBeLessThan(32 * 1024 * 1024);
      expect((await clients.assume()).Credentials).toBeDefined();
    });
  });

  it('says which service it does not know, in XML or JSON', async () => {
    await running(async ({ aws }) => {
      const authorization =
        'AWS4-HMAC-SHA256 Credential=A/20261122/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
      const json = {
        ...s3Draft(aws.url, 'POST'),
        headers: { authorization, 'content-type': 'application/x-amz-json-1.0' },
      };
      const reply = await send(aws.url, json);
      expect([reply.status, JSON.parse(reply.body)]).toEqual([
        400,
        { __type: 'UnknownService', message: expect.stringContaining('sts, s3, ') },
      ]);
      const xml = await send(aws.url, { ...s3Draft(aws.url), headers: { authorization } });
      expect(xml.body).toContain('<Code>UnknownService</Code>');
      expect(aws.calls.count('Unknown')).toBe(2);
    });
  });

  it('believes nobody while the clock of a test is broken', async () => {
    let now = NOON;
    await running(
      async ({ clients }) => {
        const sts = clients.sts();
        now = Number.NaN;
        const refusal = await refusalOf(sts.send(new GetCallerIdentityCommand({})));
        expect(refusal.name).toMatch(/^ExpiredToken/);
        now = NOON;
        expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(HUB);
      },
      exampleWorld(),
      () => now,
    );
  });

  it('answers 500 and lives on when it fails itself', async () => {
    let broken = false;
    const random = (size: number) => {
      if (broken && size === 30) throw new RangeError('no more bytes');
      return randomBytes(size);
    };
    const aws = await LocalAws.start(exampleWorld(), { random });
    const clients = new Clients(aws, Date.now);
    broken = true;
    expect(await refusalOf(clients.assume())).toMatchObject({
      name: 'InternalFailure',
      status: 500,
      message: expect.stringContaining('RangeError'),
    });
    broken = false;
    expect((await clients.assume()).Credentials).toBeDefined();
    clients.destroy();
    await aws.close();
  });

  it('listens on the loopback address only', async () => {
    await running(async ({ aws }) => {
      expect(new URL(aws.url).hostname).toBe('127.0.0.1');
    });
  });
});

/** Sends raw text and reads until the server hangs up. */
function exchange(aws: LocalAws, text: string): Promise<string> {
  const { hostname, port } = new URL(aws.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let reply = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (reply += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(reply));
  });
}
