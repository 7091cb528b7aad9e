import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { LocalAws } from 'local-aws-accounts';
import { awsCrossAccountConfig, AwsCrossAccountModule } from 'nestjs-aws-cross-account';
import { BucketsService } from '../../apps/demo/src/buckets/buckets.service.js';
import { SweepModule } from '../../apps/demo/src/sweep/sweep.module.js';
import { setEnvironment } from '../support/environment.js';
import { accountIds, largeWorld, ROLE_NAME } from '../support/world.js';

const IDS = accountIds(200);
/** About 100 kB of JSON. */
const MANY = Array.from({ length: 1_000 }, (_, index) => ({
  name: `a-bucket-with-a-rather-long-name-${index}`,
  region: 'eu-west-1',
  createdAt: '2026-01-31T12:00:00.000Z',
}));

let aws: LocalAws;
let app: INestApplication;
let restore: () => void;
let folder: string;
let listed = 0;

beforeAll(async () => {
  aws = await LocalAws.start(largeWorld(IDS));
  restore = setEnvironment({
    ...aws.env,
    AWS_CROSS_ACCOUNT_ROLE_NAME: ROLE_NAME,
    AWS_CROSS_ACCOUNT_DIRECTORY: IDS.join(),
    AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: 'directory',
  });
  const list = async (): Promise<typeof MANY> => {
    listed += 1;
    return MANY;
  };
  const module = await Test.createTestingModule({
    imports: [
      ConfigModule.forRoot({ ignoreEnvFile: true }),
      AwsCrossAccountModule.forRootAsync(awsCrossAccountConfig.asProvider()),
      SweepModule,
    ],
  })
    .overrideProvider(BucketsService)
    .useValue({ list })
    .compile();
  app = module.createNestApplication({ logger: false });
  folder = mkdtempSync(join(tmpdir(), 'demo-'));
  // What is on its way through a socket of this kind is little, and the same on every machine.
  await app.listen(join(folder, 'socket'));
});

afterAll(async () => {
  await app.close();
  restore();
  await aws.close();
  rmSync(folder, { recursive: true });
});

async function sweep(): Promise<IncomingMessage> {
  const asked: ClientRequest = request({
    socketPath: join(folder, 'socket'),
    method: 'POST',
    path: '/sweep/buckets',
    headers: { 'content-type': 'application/json' },
  });
  asked.end('{"concurrency":4}');
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}

describe('a sweep of the demo that is read slowly', () => {
  it('goes no faster than its reader, while another one is through, and is complete in the end', async () => {
    const unread = await sweep();
    const read = await text(await sweep());
    expect(read.trim().split('\n')).toHaveLength(IDS.length + 1);
    const ofUnread = listed - IDS.length;
    expect(ofUnread).toBeGreaterThan(0);
    expect(ofUnread).toBeLessThan(IDS.length / 4);
    const rest = await text(unread);
    expect(rest.trim().split('\n')).toHaveLength(IDS.length + 1);
    expect(listed).toBe(2 * IDS.length);
  });
});
