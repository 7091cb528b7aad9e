import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LocalAws } from 'local-aws-accounts';
import { AwsCrossAccountModule, CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { setEnvironment } from '../support/environment.js';
import { DENYING, PAYMENTS, ROLE_NAME, smallWorld } from '../support/world.js';

let aws: LocalAws;
let restoreEnvironment: () => void;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restoreEnvironment = setEnvironment(aws.env);
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

interface LogLine {
  readonly level: string;
  readonly message: unknown;
  readonly context: unknown;
}

async function start(lines: LogLine[]): Promise<INestApplicationContext> {
  class RootModule {}
  Module({ imports: [AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME })] })(RootModule);
  const write =
    (level: string) =>
    (message: unknown, context: unknown): void =>
      void lines.push({ level, message, context });
  const logger = { log: write('log'), error: write('error'), warn: write('warn'), debug: write('debug') };
  return NestFactory.createApplicationContext(RootModule, { logger, abortOnError: false });
}

describe('the log of an application', () => {
  it('says once which role STS denies, though two applications share the process, and nothing of one that works', async () => {
    const lines: LogLine[] = [];
    const [app, other] = [await start(lines), await start(lines)];
    const factory = app.get(CrossAccountClientFactory);
    await factory.assume({ accountId: PAYMENTS });
    for (let time = 0; time < 3; time += 1) {
      await expect(factory.assume({ accountId: DENYING })).rejects.toMatchObject({
        code: 'ASSUME_ROLE_DENIED',
      });
    }
    await Promise.all([app.close(), other.close()]);
    const ours = lines.filter(({ context }) => context === 'AwsCrossAccount');
    expect(ours).toMatchObject([{ level: 'warn' }]);
    expect(ours[0]?.message).toContain(`arn:aws:iam::${DENYING}:role/${ROLE_NAME}, and is not asked again`);
    expect(ours[0]?.message).toContain('ASSUME_ROLE_DENIED');
  });
});
