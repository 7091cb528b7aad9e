import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  ConsoleLogger,
  type ConsoleLoggerOptions,
  type INestApplicationContext,
  type LoggerService,
  Module,
} from '@nestjs/common';
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

async function startWith(logger: LoggerService): Promise<INestApplicationContext> {
  class RootModule {}
  Module({ imports: [AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME })] })(RootModule);
  return NestFactory.createApplicationContext(RootModule, { logger, abortOnError: false });
}

function start(lines: LogLine[]): Promise<INestApplicationContext> {
  const write =
    (level: string) =>
    (message: unknown, context: unknown): void =>
      void lines.push({ level, message, context });
  const logger = { log: write('log'), error: write('error'), warn: write('warn'), debug: write('debug') };
  return startWith(logger);
}

/** What Nest's own logger prints about a role that is denied. */
async function printedWith(options: ConsoleLoggerOptions): Promise<string> {
  const written: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const app = await startWith(new ConsoleLogger(options));
  await app
    .get(CrossAccountClientFactory)
    .assume({ accountId: DENYING })
    .catch(() => undefined);
  await app.close();
  jest.restoreAllMocks();
  return written.find((text) => text.includes('AwsCrossAccount') && text.includes(DENYING)) ?? '';
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
    expect(String(ours[0]?.message)).toContain(
      `arn:aws:iam::${DENYING}:role/${ROLE_NAME}, and is not asked again`,
    );
    expect(String(ours[0]?.message)).toContain('ASSUME_ROLE_DENIED');
  });

  it('is a line of text in a logger of text', async () => {
    const line = await printedWith({ colors: false });
    expect(line).toMatch(
      /\[AwsCrossAccount\] STS refused arn:aws:iam::\d+:role\/[\w-]+, and is not asked again for 30 s\. ASSUME_ROLE_DENIED: .+\n$/,
    );
  });

  it('has the account, the role, the code and what to do as fields in a logger of JSON', async () => {
    const { level, context, message } = JSON.parse(await printedWith({ json: true })) as Record<
      string,
      unknown
    >;
    expect([level, context]).toEqual(['warn', 'AwsCrossAccount']);
    expect(message).toEqual({
      event: 'denied',
      accountId: DENYING,
      roleArn: `arn:aws:iam::${DENYING}:role/${ROLE_NAME}`,
      code: 'ASSUME_ROLE_DENIED',
      rememberedForMs: 30_000,
      message: expect.stringContaining("Change the role's trust policy"),
    });
  });
});
