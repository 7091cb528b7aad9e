import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import { LocalAws } from '../local-aws.js';
import { running } from '../testing/running.js';
import { exampleWorld, HUB, PAYMENTS, READER } from '../testing/worlds.js';
import { Latency } from './latency.js';
import type { LatencyOption, SlowedCall } from './latency-option.js';

const call: SlowedCall = { action: 's3:ListBuckets', accountId: HUB, region: 'eu-west-1' };

describe('latency', () => {
  it.each<[LatencyOption, number]>([
    [{}, 0],
    [{ '*': 5 }, 5],
    [{ '*': 5, s3: 4 }, 4],
    [{ '*': 5, s3: 4, 's3:ListBuckets': 0 }, 0],
    [{ sts: 7, 's3:GetObject': 7 }, 0],
    [{ s3: ({ region }) => region.length }, 9],
    [{ s3: () => Number.NaN }, 0],
    [{ s3: () => -1 }, 0],
  ])('of %j is that of the operation, else of the service, else of all', (option, ms) => {
    expect(new Latency(option).of(call)).toBe(ms);
  });

  it('is asked for each authenticated request, with the account that it is about', async () => {
    const asked: SlowedCall[] = [];
    const slow = (request: SlowedCall) => {
      asked.push(request);
      return 1;
    };
    await running(
      async ({ clients }) => {
        await clients.assume();
        await clients.s3().send(new ListBucketsCommand({}));
      },
      exampleWorld(),
      Date.now,
      { latency: { '*': slow } },
    );
    expect(asked).toEqual([
      { action: 'sts:AssumeRole', accountId: PAYMENTS, roleArn: READER, region: 'eu-west-1' },
      expect.objectContaining({ action: 's3:ListBuckets', accountId: HUB, region: 'eu-west-1' }),
    ]);
  });

  it('keeps answers back, and lets those of others pass', async () => {
    await running(
      async ({ aws, clients }) => {
        const order: string[] = [];
        const slow = clients
          .s3()
          .send(new ListBucketsCommand({}))
          .then(() => order.push('slow'));
        while (aws.calls.count('s3:ListBuckets') === 0) await new Promise(setImmediate);
        await clients.sts().send(new GetCallerIdentityCommand({}));
        order.push('fast');
        await slow;
        expect(order).toEqual(['fast', 'slow']);
      },
      exampleWorld(),
      Date.now,
      { latency: { s3: 300 } },
    );
  });

  it.each<[string, unknown]>([
    ['latency', 5],
    ['latency.S3', { S3: 5 }],
    ['latency.s3:', { 's3:': 5 }],
    ['latency.s3', { s3: -1 }],
    ['latency.s3', { s3: 600_001 }],
    ['latency.s3', { s3: '5' }],
  ])('is refused at %s when it is none', async (path, latency) => {
    const start = LocalAws.start(exampleWorld(), { latency: latency as LatencyOption });
    await expect(start).rejects.toMatchObject({ code: 'LOCAL_AWS_OPTION', path });
  });
});

describe('the sizes of pages', () => {
  it.each([[0], [-1], [1.5], [1001], [[]], [[0, 0]], [[1, '2']]])('cannot be %j', async (pageSizes) => {
    const start = LocalAws.start(exampleWorld(), { pageSizes: pageSizes as number });
    await expect(start).rejects.toMatchObject({ code: 'LOCAL_AWS_OPTION', path: 'pageSizes' });
  });
});
