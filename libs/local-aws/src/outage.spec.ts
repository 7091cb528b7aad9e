import { describe, expect, it } from '@jest/globals';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { LocalAws } from './local-aws.js';
import { refusalOf } from './testing/refusal.js';
import { running } from './testing/running.js';
import { exampleWorld } from './testing/worlds.js';

describe('an outage', () => {
  it('refuses connections until it ends, at the same port and with all that AWS knew', async () => {
    await running(async ({ aws, clients }) => {
      const keys = await clients.assumeKeys();
      const { url } = aws;
      await aws.pause();
      expect(aws.openSockets).toBe(0);
      expect((await refusalOf(clients.assume())).message).toContain('ECONNREFUSED');
      expect((await refusalOf(clients.s3(keys).send(new ListBucketsCommand({})))).message).toContain(
        'ECONNREFUSED',
      );
      await aws.resume();
      expect(aws.url).toBe(url);
      expect((await clients.s3(keys).send(new ListBucketsCommand({}))).Buckets).toHaveLength(3);
      expect(aws.calls.count('s3:ListBuckets')).toBe(1);
    });
  });

  it('drops the connections that are open, also those whose answer is held back', async () => {
    await running(async ({ aws, clients }) => {
      const held = aws.faults.add({
        action: 'sts:AssumeRole',
        times: 1,
        fault: { kind: 'gate', until: new Promise(() => undefined) },
      });
      const call = refusalOf(clients.assume());
      await held.reached(1);
      await aws.pause();
      expect((await call).message).toMatch(/socket hang up|ECONNRESET/);
      await aws.resume();
      await clients.assume();
    });
  });

  it('may begin and end twice, and never end', async () => {
    await running(async ({ aws, clients }) => {
      await Promise.all([aws.pause(), aws.pause(), aws.resume(), aws.resume()]);
      await clients.assume();
      aws.pause().catch(() => undefined);
      await aws.close();
      for (const call of [() => aws.pause(), () => aws.resume()])
        await expect(call()).rejects.toMatchObject({ code: 'LOCAL_AWS_CLOSED' });
    });
  });

  it('leaves nobody listening when it ends after all has been closed', async () => {
    await running(async ({ aws, clients }) => {
      await aws.pause();
      const end = aws.resume();
      await aws.close();
      await end;
      expect((await refusalOf(clients.assume())).message).toContain('ECONNREFUSED');
    });
  });

  it('cannot end while somebody else has the port', async () => {
    await running(async ({ aws, clients }) => {
      await aws.pause();
      const port = Number(new URL(aws.url).port);
      const other = await LocalAws.start(exampleWorld(), { port });
      await expect(aws.resume()).rejects.toMatchObject({ code: 'EADDRINUSE' });
      await other.close();
      await aws.resume();
      await clients.assume();
    });
  });
});
