import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { trustPolicy } from 'local-aws-accounts';
import { OperatedService } from '../support/operated-service.js';
import { PAYMENTS, ROLE_NAME, SEARCH } from '../support/world.js';

const MINUTE = 60_000;
const ASSUME_ROLE = 'aws.cross_account.assume_role.duration';
const ROLE = `arn:aws:iam::${SEARCH}:role/${ROLE_NAME}`;
const ADVICE = `Change the role's trust policy in account ${SEARCH}`;

let service: OperatedService;

beforeEach(async () => {
  service = await OperatedService.start();
  await service.use(PAYMENTS);
  await service.use(SEARCH);
});

afterEach(() => service.close());

/** Both accounts are used for so long. */
async function useForMinutes(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await service.clock.pass(MINUTE);
    await service.use(PAYMENTS);
    await service.use(SEARCH);
  }
}

/** The lines of the log that are about an account: that the clock is wrong is said, too, since AWS goes on in real time. */
const ofAccounts = (): object[] => service.log.filter((line) => 'accountId' in line);

/** Somebody lets another principal into the role of one account, and no longer the hub. */
function breakTrust(): void {
  service.aws.update((draft) => {
    const role = draft.accounts[SEARCH]?.roles?.[ROLE_NAME];
    if (role) role.trust = trustPolicy({ principal: `arn:aws:iam::${PAYMENTS}:root` });
  });
}

describe('while all is well', () => {
  it('there is nothing to be seen', async () => {
    expect(service.log).toEqual([]);
    expect(await service.health()).toMatchObject({ status: 'up', accounts: { reachable: 2, troubles: [] } });
    expect((await service.metric(ASSUME_ROLE)).filter(([attributes]) => 'error.type' in attributes)).toEqual(
      [],
    );
    expect([PAYMENTS, SEARCH].map((id) => service.sessionOf(id)?.state)).toEqual(['fresh', 'fresh']);
  });
});

describe('a refresh in the background', () => {
  it('is linked to the request that found it due, and is not its child', async () => {
    await service.clock.pass(52 * MINUTE);
    const request = await service.recorder.inSpan(() => service.use(SEARCH));
    const refresh = service.recorder
      .spans('STS.AssumeRole')
      .find(({ attributes }) => attributes['aws.cross_account.purpose'] === 'refresh');
    expect(refresh?.links.map(({ context }) => context.spanId)).toEqual([request]);
    expect(refresh?.parentSpanContext).toBeUndefined();
  });
});

describe('where the trust of one account was broken', () => {
  beforeEach(async () => {
    await service.clock.pass(52 * MINUTE);
    breakTrust();
    await service.use(PAYMENTS);
    await service.use(SEARCH);
  });

  it('the metrics say which account fails and why, and that the other does not', async () => {
    const refreshes = (await service.metric(ASSUME_ROLE)).filter(
      ([attributes]) => attributes['aws.cross_account.purpose'] === 'refresh',
    );
    expect(
      refreshes.map(([attributes, value]) => [
        attributes['aws.cross_account.account.id'],
        attributes['error.type'],
        value,
      ]),
    ).toEqual([
      [PAYMENTS, undefined, 1],
      [SEARCH, 'ASSUME_ROLE_DENIED', 1],
    ]);
  });

  it('the span of the failed call says so, too, and what to do', () => {
    const failed = service.recorder
      .spans()
      .filter(({ attributes }) => attributes['error.type'] !== undefined);
    expect(failed.map(({ attributes }) => attributes['aws.cross_account.account.id'])).toEqual([SEARCH]);
    expect(failed[0]?.status.message).toContain(ADVICE);
  });

  it('one line of the log names the account, the role, the code and what to do', () => {
    expect(ofAccounts()).toEqual([
      expect.objectContaining({
        event: 'refreshFailed',
        accountId: SEARCH,
        roleArn: ROLE,
        code: 'ASSUME_ROLE_DENIED',
        message: expect.stringContaining(ADVICE),
      }),
    ]);
  });

  it('the health is up while the session lasts, and says so; it counts the account as lost when that is over', async () => {
    const trouble = {
      accountId: SEARCH,
      roleArn: ROLE,
      code: 'ASSUME_ROLE_DENIED',
      message: expect.stringContaining(ADVICE),
    };
    expect(await service.health()).toMatchObject({
      status: 'up',
      accounts: { reachable: 2, unreachable: 0, troubles: [{ ...trouble, reachable: true }] },
    });
    await useForMinutes(2);
    expect(await service.health()).toMatchObject({
      accounts: { reachable: 1, unreachable: 1, troubles: [{ ...trouble, reachable: false }] },
    });
  });

  it('the list of sessions has the last error and when the next try is, and then that it is denied', async () => {
    const now = service.clock.now();
    const lastError = {
      code: 'ASSUME_ROLE_DENIED',
      message: expect.stringContaining(ADVICE),
      at: expect.any(Date),
    };
    expect(service.sessionOf(SEARCH)).toMatchObject({
      state: 'failing',
      roleArn: ROLE,
      failures: 1,
      lastError,
    });
    expect(service.sessionOf(SEARCH)?.nextRefreshAt.getTime()).toBeGreaterThan(now);
    expect(service.sessionOf(PAYMENTS)).toMatchObject({ state: 'fresh', lastError: undefined });
    await useForMinutes(2);
    expect(service.sessionOf(SEARCH)).toMatchObject({ state: 'denied', lastError });
    expect(service.factory.sessions({ state: 'denied' }).sessions).toHaveLength(1);
  });
});

describe('while STS throttles', () => {
  beforeEach(async () => {
    await service.clock.pass(58 * MINUTE);
    service.aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'throttle' } });
    await useForMinutes(1);
  });

  it('the metrics count the throttled calls, and show the slower pace', async () => {
    const attempts = await service.metric('aws.cross_account.sts.attempts');
    const throttled = attempts.find(
      ([attributes]) => attributes['aws.cross_account.outcome'] === 'throttled',
    );
    expect(throttled?.[1]).toBeGreaterThan(1);
    const [series] = await service.metric('aws.cross_account.sts.rate_limit');
    expect(series?.[1]).toBeLessThan(360);
    const failed = (await service.metric(ASSUME_ROLE)).filter(
      ([attributes]) => attributes['error.type'] === 'STS_THROTTLED',
    );
    expect(new Set(failed.map(([attributes]) => attributes['aws.cross_account.account.id']))).toEqual(
      new Set([PAYMENTS, SEARCH]),
    );
  });

  it('the log says so once, and what to do, and which sessions are not renewed for it', () => {
    const throttled = service.log.filter((line) => 'event' in line && line.event === 'throttled');
    expect(throttled).toEqual([
      expect.objectContaining({ message: expect.stringContaining('set sts.replicas') }),
    ]);
    const others = ofAccounts();
    expect(new Set(others.map((line) => 'accountId' in line && line.accountId))).toEqual(
      new Set([PAYMENTS, SEARCH]),
    );
    expect(others).toContainEqual(expect.objectContaining({ code: 'STS_THROTTLED', accountId: SEARCH }));
  });

  it('the health is up and says that it throttles, for all that can be told of the accounts', async () => {
    expect(await service.health()).toMatchObject({
      status: 'up',
      sts: { throttled: true },
      accounts: {
        reachable: 2,
        troubles: expect.arrayContaining([
          expect.objectContaining({
            accountId: SEARCH,
            code: 'STS_THROTTLED',
            message: expect.stringContaining('ask for a higher STS quota'),
          }),
        ]),
      },
    });
  });

  it('the list of sessions shows which are behind, and when they expire', () => {
    expect(service.sessionOf(SEARCH)).toMatchObject({
      state: 'failing',
      lastError: { code: 'STS_THROTTLED' },
    });
    expect(service.sessionOf(SEARCH)?.expiresAt?.getTime()).toBeGreaterThan(service.clock.now());
  });
});

describe("where the machine's clock is an hour behind", () => {
  beforeEach(async () => {
    service.clock.jump(-60 * MINUTE);
    service.factory.invalidateAccount(SEARCH);
    await service.use(SEARCH);
  });

  it('the metrics show by how much', async () => {
    const [series] = await service.metric('aws.cross_account.clock.offset');
    expect(Number(series?.[1]) / 60).toBeCloseTo(60, 0);
  });

  it('one line of the log says so, and what to do, and that it concerns every account', () => {
    expect(service.log).toEqual([
      expect.objectContaining({
        event: 'clockWrong',
        message: expect.stringMatching(/3\d{3} s behind .+ every account.+NTP/),
      }),
    ]);
  });

  it('the health and the counts show it, and every account works', async () => {
    const { status, clockOffsetSeconds, accounts } = await service.health();
    expect([status, Math.round(Number(clockOffsetSeconds) / 60)]).toEqual(['up', 60]);
    expect(accounts).toMatchObject({ reachable: 2, unreachable: 0 });
    expect(Math.round(service.factory.stats().sts.clockOffsetMs / MINUTE)).toBe(60);
    expect(service.sessionOf(SEARCH)).toMatchObject({ state: 'fresh' });
  });
});
