import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, type INestApplication, Logger, Module, Param } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { LocalAws } from 'local-aws-accounts';
import {
  type AccessOptions,
  AwsCrossAccountExceptionFilter,
  AwsCrossAccountModule,
  CrossAccountClientFactory,
} from 'nestjs-aws-cross-account';
import { setEnvironment } from '../support/environment.js';
import { DENYING, HUB_ACCOUNT, PAYMENTS, ROLE_NAME, SEARCH, smallWorld } from '../support/world.js';

const NOBODY = '333333333333';

/** Enters an account for a request as an interceptor would, and then assumes its role. */
@Controller()
class EnteringController {
  constructor(private readonly factory: CrossAccountClientFactory) {}

  @Get(':accountId')
  async enter(@Param('accountId') accountId: string): Promise<string> {
    const { gate } = this.factory;
    const entrance = { target: { accountId }, source: 'request' as const, principal: 'alice' };
    const target = await gate.enter(entrance);
    try {
      return (await this.factory.assume(target)).accountId;
    } catch (error) {
      throw gate.answerFor(error, target);
    }
  }
}

let aws: LocalAws;
let restoreEnvironment: () => void;
let app: INestApplication;
let warn: jest.SpiedFunction<Logger['warn']>;

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  restoreEnvironment = setEnvironment(aws.env);
});

afterAll(async () => {
  restoreEnvironment();
  await aws.close();
});

beforeEach(() => {
  aws.calls.reset();
  warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
});

afterEach(() => app.close());

async function start(access: AccessOptions): Promise<void> {
  class AppModule {}
  Module({
    imports: [AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME, hubAccountId: HUB_ACCOUNT, access })],
    controllers: [EnteringController],
    providers: [{ provide: APP_FILTER, useClass: AwsCrossAccountExceptionFilter }],
  })(AppModule);
  app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(0, '127.0.0.1');
}

/** Status, headers but for the date, and body. */
async function answerTo(accountId: string): Promise<unknown[]> {
  const response = await fetch(`${await app.getUrl()}/${accountId}`);
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  return [response.status, headers, await response.text()];
}

const RULES: [string, AccessOptions][] = [
  ['a list', { allowedAccounts: [PAYMENTS] }],
  ['a function', { allowedAccounts: (id) => id === PAYMENTS }],
  ['a function that fails', { authorize: ({ target }) => target.accountId === PAYMENTS || nothing.here }],
];
const nothing = undefined as unknown as { here: boolean };

describe('the answer to a request for an account that it may not enter', () => {
  it.each(RULES)(
    'is the same whether or not there is such an account, by %s, with no call of STS',
    async (_, access) => {
      await start(access);
      const answers = await Promise.all([SEARCH, DENYING, HUB_ACCOUNT, NOBODY].map(answerTo));
      expect(answers).toEqual(answers.map(() => answers[0]));
      expect(answers[0]?.[0]).toBe(403);
      expect(aws.calls.list()).toEqual([]);
      expect((await answerTo(PAYMENTS))[0]).toBe(200);
    },
  );

  it('is the same where the role denies us, if any account may be entered that trusts us', async () => {
    await start({ allowedAccounts: 'any-that-trusts-us' });
    const answers = await Promise.all([HUB_ACCOUNT, DENYING, NOBODY].map(answerTo));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect((await answerTo(SEARCH))[0]).toBe(200);
  });

  it('names no rule, no account and no region; the log names them all', async () => {
    await start({ allowedAccounts: [PAYMENTS] });
    const [, , body] = await answerTo(SEARCH);
    expect(JSON.parse(String(body))).toEqual({
      statusCode: 403,
      code: 'TARGET_REFUSED',
      message: expect.any(String),
      retryable: false,
    });
    expect(body).not.toMatch(/allowedAccounts|\d{12}|eu-west-1/);
    expect(warn.mock.calls).toEqual([
      [`TARGET_REFUSED: Account ${SEARCH} in eu-west-1 was refused by the option access.allowedAccounts.`],
    ]);
  });

  it('is logged with what made a rule fail', async () => {
    await start({ authorize: () => nothing.here });
    await answerTo(SEARCH);
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/access\.authorize: it failed with TypeError\.$/)],
    ]);
  });
});
