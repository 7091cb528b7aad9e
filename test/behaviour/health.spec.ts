import { afterEach, describe, expect, it } from '@jest/globals';
import { HealthCheckService, type HealthCheckResult, TerminusModule } from '@nestjs/terminus';
import type { AwsCrossAccountModuleOptions } from 'nestjs-aws-cross-account';
import {
  CrossAccountHealthIndicator,
  type CrossAccountHealthOptions,
} from 'nestjs-aws-cross-account/terminus';
import { ContextApplication } from '../support/context-application.js';
import {
  accountIds,
  DENYING,
  largeWorld,
  PAYMENTS,
  ROLE_NAME,
  SEARCH,
  smallWorld,
} from '../support/world.js';

let application: ContextApplication;

async function start(
  options: Partial<AwsCrossAccountModuleOptions> = {},
  world = smallWorld(),
): Promise<void> {
  const metadata = {
    imports: [TerminusModule.forRoot({ logger: false })],
    providers: [CrossAccountHealthIndicator],
  };
  application = await ContextApplication.start(world, options, metadata);
}

afterEach(() => application.close());

interface Answer {
  readonly status: string;
  readonly [field: string]: unknown;
}

/** What a health route answers, up or down. */
async function health(options: CrossAccountHealthOptions = {}): Promise<Answer> {
  const indicator = application.app.get(CrossAccountHealthIndicator);
  const service = await application.app.resolve(HealthCheckService);
  const answer = await service
    .check([() => indicator.check('aws', options)])
    .catch((error: { getResponse(): HealthCheckResult }) => error.getResponse());
  return answer.details.aws as Answer;
}

const assume = (accountId: string): Promise<unknown> =>
  application.factory.assume({ accountId }).catch((error: unknown) => error);
const asked = (): number => application.aws.calls.count('sts:GetCallerIdentity');

describe('the health of an application', () => {
  it('is up while nothing is known, and asks nobody', async () => {
    await start();
    expect(await health()).toEqual({
      status: 'up',
      hubRole: { state: 'unknown' },
      sts: { endpoints: { 'eu-west-1': 'well' }, throttled: false },
      clockOffsetSeconds: 0,
      accounts: { reachable: 0, unreachable: 0 },
    });
    expect(application.aws.calls.list()).toEqual([]);
  });

  it('is up while most accounts can be reached, and counts the others without a name', async () => {
    await start();
    await Promise.all([PAYMENTS, SEARCH, DENYING].map(assume));
    const answer = await health();
    expect(answer).toMatchObject({
      status: 'up',
      hubRole: { state: 'well' },
      accounts: { reachable: 2, unreachable: 1 },
    });
    expect(JSON.stringify(answer)).not.toContain(DENYING);
  });

  it('is down when fewer accounts can be reached than it needs, and names them where it may', async () => {
    const others = accountIds(4);
    const small = smallWorld();
    await start({}, { ...small, accounts: { ...small.accounts, ...largeWorld(others).accounts } });
    await Promise.all([...others, DENYING].map(assume));
    expect(await health({ minReachableShare: 0.9, details: true })).toMatchObject({
      status: 'down',
      problems: ['1 of 5 accounts cannot be reached: look at factory.sessions'],
      accounts: {
        troubles: [
          {
            accountId: DENYING,
            roleArn: `arn:aws:iam::${DENYING}:role/${ROLE_NAME}`,
            code: 'ASSUME_ROLE_DENIED',
            message: expect.stringContaining("Change the role's trust policy"),
          },
        ],
      },
    });
  });

  it('is up however few of less than five accounts can be reached', async () => {
    await start();
    await assume(DENYING);
    expect(await health()).toMatchObject({ status: 'up', accounts: { reachable: 0, unreachable: 1 } });
  });

  it('does not count accounts that anybody may have named and that never worked', async () => {
    const strangers = accountIds(6);
    await start({ access: { allowedAccounts: 'any-that-trusts-us' } });
    await Promise.all([PAYMENTS, SEARCH, ...strangers].map(assume));
    expect(await health()).toMatchObject({ status: 'up', accounts: { reachable: 2, unreachable: 0 } });
    expect(application.factory.sessions({ state: 'denied' }).sessions).toHaveLength(6);
  });

  it('is down when the hub role has no credentials that STS takes', async () => {
    await start({ credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'CANARY' } });
    await assume(PAYMENTS);
    const answer = await health({ details: true });
    expect(answer).toMatchObject({
      status: 'down',
      hubRole: { state: 'failing', code: 'HUB_CREDENTIALS' },
      advice: expect.stringContaining('aws sts get-caller-identity'),
    });
    expect(JSON.stringify(answer)).not.toContain('CANARY');
  });

  it('is down when most roles deny the hub role, which is what is wrong then', async () => {
    const accounts = accountIds(6);
    await start({}, largeWorld(accounts));
    application.aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'deny' } });
    await Promise.all(accounts.map(assume));
    const answer = await health({ minReachableShare: 0 });
    expect(answer).toMatchObject({
      status: 'down',
      hubRole: { state: 'suspected', code: 'HUB_CREDENTIALS' },
    });
  });

  it('says that STS does not answer, and is down for that alone only where it is told to be', async () => {
    await start({ sts: { totalSeconds: 0.5, attemptSeconds: 0.2 } });
    await assume(PAYMENTS);
    application.aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'server-error' } });
    await Promise.all([assume(SEARCH), assume(DENYING)]);
    const state = { sts: { endpoints: { 'eu-west-1': 'down' } } };
    expect(await health({ minReachableShare: 0 })).toMatchObject({ status: 'up', ...state });
    expect(await health({ minReachableShare: 0, requireSts: true })).toMatchObject({
      status: 'down',
      ...state,
      problems: ['STS does not answer: look at the network path to it'],
    });
  });

  it('asks STS when it is told to, once for all checks of half a minute', async () => {
    await start();
    const answers = await Promise.all(Array.from({ length: 50 }, () => health({ probe: true })));
    await health({ probe: true });
    expect(new Set(answers.map(({ hubRole }) => JSON.stringify(hubRole)))).toEqual(
      new Set(['{"state":"well"}']),
    );
    expect(asked()).toBe(1);
  });

  it('is an answer, and no error, where the probe fails', async () => {
    await start({ credentials: () => Promise.reject(new RangeError('no metadata service')) });
    expect(await health({ probe: true })).toMatchObject({ status: 'down', hubRole: { state: 'failing' } });
  });

  it.each([
    ['health.minReachableShare', { minReachableShare: 2 }],
    ['health.probeSeconds', { probeSeconds: 0 }],
    ['health.details', { details: 'yes' }],
    ['health.threshold', { threshold: 1 }],
  ])('is refused with an option that is wrong: %s', async (option, options) => {
    await start();
    const indicator = application.app.get(CrossAccountHealthIndicator);
    await expect(indicator.check('aws', options as never)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      option,
    });
  });
});
