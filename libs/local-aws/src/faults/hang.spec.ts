import { once } from 'node:events';
import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { GetObjectCommand, HeadBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import type { Running } from '../testing/running.js';
import { s3Draft, sign } from '../testing/signed.js';
import { exampleWorld, HUB } from '../testing/worlds.js';
import type { HangFault } from './hang.js';

const DROPPED = /socket hang up|ECONNRESET|aborted/;
const PLACES: HangFault['at'][] = ['connect', 'response', 'body'];

/** A request for an object, without the SDK. */
async function askForObject({ aws, clients }: Running): Promise<ClientRequest> {
  const draft = await sign(s3Draft(aws.url, 'GET', '/hub-logs/ten'), clients.hubKeys, { service: 's3' });
  const { hostname, port } = new URL(aws.url);
  const { method, path, headers } = draft;
  return request({ hostname, port, method, path, headers, agent: false }).end();
}

function worldWithObject() {
  const world = exampleWorld();
  world.accounts[HUB] = { buckets: [{ name: 'hub-logs', objects: { ten: '0123456789' } }] };
  return world;
}

describe('a connection that hangs', () => {
  it.each(PLACES)('at %s says nothing until it is dropped, and the next one works', async (at) => {
    await running(async ({ aws, clients }) => {
      const hang = aws.faults.add({ times: 1, fault: { kind: 'hang', at } });
      let settled = false;
      const call = refusalOf(clients.assume()).finally(() => (settled = true));
      await hang.reached(1);
      // By the time that this is answered, so would be the other.
      await clients.sts().send(new GetCallerIdentityCommand({}));
      expect([settled, hang.hits, aws.openSockets > 1]).toEqual([false, 1, true]);
      hang.clear();
      expect((await call).message).toMatch(DROPPED);
      await clients.assume();
    });
  });

  it.each([
    ['connect', 0],
    ['response', 1],
    ['body', 1],
  ] as const)('at %s has made %d sessions', async (at, count) => {
    await running(async ({ aws, clients }) => {
      const hang = aws.faults.add({ fault: { kind: 'hang', at } });
      const call = refusalOf(clients.assume());
      await hang.reached(1);
      hang.clear();
      await call;
      expect(aws.calls.count('sts:AssumeRole', { outcome: 'succeeded' })).toBe(count);
      expect(aws.calls.list()).toHaveLength(count);
    });
  });

  it.each(PLACES)('at %s is given up by a client with a timeout', async (at) => {
    await running(async ({ aws, clients }) => {
      aws.faults.add({ fault: { kind: 'hang', at } });
      const list = clients.s3().send(new ListBucketsCommand({}), { abortSignal: AbortSignal.timeout(100) });
      expect((await refusalOf(list)).name).toMatch(/AbortError|TimeoutError/);
      aws.faults.clear();
      expect((await clients.s3().send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
    });
  });

  it('before the answer has sent not one byte', async () => {
    await running(async (it) => {
      const hang = it.aws.faults.add({ action: 's3:GetObject', fault: { kind: 'hang', at: 'response' } });
      const sent = await askForObject(it);
      await hang.reached(1);
      await it.clients.s3().send(new ListBucketsCommand({}));
      expect(sent.socket?.bytesRead).toBe(0);
      const failure = refusalOf(once(sent, 'response'));
      hang.clear();
      expect((await failure).message).toMatch(DROPPED);
    }, worldWithObject());
  });

  it('in mid-body has sent its headers and a half', async () => {
    await running(async (it) => {
      const hang = it.aws.faults.add({ action: 's3:GetObject', fault: { kind: 'hang', at: 'body' } });
      const sent = await askForObject(it);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      const [first] = (await once(response, 'data')) as [Buffer];
      expect([response.statusCode, response.headers['content-length'], first.toString()]).toEqual([
        200,
        '10',
        '01234',
      ]);
      expect(response.complete).toBe(false);
      const end = refusalOf(once(response, 'end'));
      hang.clear();
      expect((await end).message).toBe('aborted');
    }, worldWithObject());
  });

  it('in mid-body hangs as a whole where there is no body', async () => {
    await running(async ({ aws, clients }) => {
      const hang = aws.faults.add({ action: 's3:HeadBucket', fault: { kind: 'hang', at: 'body' } });
      const head = refusalOf(clients.s3().send(new HeadBucketCommand({ Bucket: 'hub-logs' })));
      await hang.reached(1);
      hang.clear();
      expect((await head).message).toMatch(DROPPED);
    });
  });

  it('is what an SDK reads a body from that never ends', async () => {
    await running(async ({ aws, clients }) => {
      aws.faults.add({ action: 's3:GetObject', fault: { kind: 'hang', at: 'body' } });
      const { Body } = await clients.s3().send(new GetObjectCommand({ Bucket: 'hub-logs', Key: 'ten' }));
      const text = refusalOf(Promise.resolve(Body?.transformToString()));
      aws.faults.clear();
      expect((await text).message).toMatch(DROPPED);
    }, worldWithObject());
  });

  it.each(PLACES)('at %s is dropped by clear, though its rule is spent, and by close', async (at) => {
    await running(async ({ aws, clients }) => {
      for (const end of [async () => aws.faults.clear(), () => aws.close()]) {
        const hang = aws.faults.add({ times: 1, fault: { kind: 'hang', at } });
        const call = refusalOf(clients.assume());
        await hang.reached(1);
        await end();
        expect((await call).message).toMatch(DROPPED);
      }
      expect(aws.openSockets).toBe(0);
    });
  });

  it('before anything is known of it leaves connections alone that are open already', async () => {
    await running(async ({ aws, clients }) => {
      const sts = clients.sts();
      await sts.send(new GetCallerIdentityCommand({}));
      const hang = aws.faults.add({ fault: { kind: 'hang', at: 'connect' } });
      await sts.send(new GetCallerIdentityCommand({}));
      expect(hang.hits).toBe(0);
    });
  });
});
