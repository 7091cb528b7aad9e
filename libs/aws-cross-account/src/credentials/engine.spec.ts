import { describe, expect, it } from '@jest/globals';
import { TokenBucket } from './sts/token-bucket.js';
import { settled } from './testing/manual-clock.js';
import { accountIds, SimulatedEngine } from './testing/simulated-engine.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The default pace, in calls a second. */
const PACE = 360;

/** Uses these roles for a while, each once in so many milliseconds, and answers how many uses failed, by code. */
async function load(
  engine: SimulatedEngine,
  roles: readonly string[],
  { forMs, everyMs, stepMs = 500 }: { forMs: number; everyMs: number; stepMs?: number },
  use: (role: string) => Promise<unknown> = (role) => engine.use(role),
): Promise<Record<string, number>> {
  const failed: Record<string, number> = {};
  const note = ({ code }: { code: string }): void => void (failed[code] = (failed[code] ?? 0) + 1);
  const turns = everyMs / stepMs;
  for (let step = 0; step < forMs / stepMs; step += 1) {
    const uses: Promise<unknown>[] = [];
    for (let index = step % turns; index < roles.length; index += turns) {
      const role = roles[index];
      if (role !== undefined) uses.push(use(role).catch(note));
    }
    await engine.clock.pass(stepMs);
    await Promise.race([Promise.all(uses), settled()]);
  }
  return failed;
}

async function warmUp(engine: SimulatedEngine, roles: readonly string[]): Promise<void> {
  const first = Promise.all(roles.map((role) => engine.use(role)));
  await engine.clock.pass(30 * SECOND);
  await first;
}

describe('many roles', () => {
  it('that were issued within a second are renewed spread out: a day of 5,000 roles', async () => {
    const engine = new SimulatedEngine();
    const roles = accountIds(5_000);
    await warmUp(engine, roles);
    const began = engine.elapsed;
    for (let second = 0; second < 24 * 3_600; second += 1) {
      engine.clock.advance(SECOND);
      const uses: Promise<unknown>[] = [];
      for (let index = second % 300; index < roles.length; index += 300)
        uses.push(engine.use(roles[index] ?? ''));
      await Promise.all(uses);
    }
    const bins = engine.callsPerSecond(began);
    expect(bins.reduce((sum, bin) => sum + bin)).toBeGreaterThan(5_000 * 24);
    expect(Math.max(...bins)).toBeLessThanOrEqual(50);
  }, 60_000);

  it('used for the first time are all served by an STS of 600 calls a second: 5,000 at once', async () => {
    const engine = new SimulatedEngine();
    engine.limit = new TokenBucket(600, engine.clock.monotonic());
    const roles = accountIds(5_000);
    const outcomes = Promise.allSettled(roles.map((role) => engine.use(role)));
    await engine.clock.pass(30 * SECOND);
    expect((await outcomes).filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(engine.calls.length).toBeLessThanOrEqual(5_050);
  });

  it('in use are renewed while others are used for the first time', async () => {
    const engine = new SimulatedEngine();
    const [warm, cold] = [accountIds(1_000), accountIds(6_000).slice(1_000)];
    await warmUp(engine, warm);
    await engine.clock.pass(53 * MINUTE);
    const began = engine.elapsed;
    const first = Promise.allSettled(cold.map((role) => engine.use(role)));
    await load(engine, warm, { forMs: 10 * SECOND, everyMs: SECOND });
    expect(engine.eventsOf('refreshed')).toBe(1_000);
    await engine.clock.pass(30 * SECOND);
    expect((await first).filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(Math.max(...engine.callsPerSecond(began + SECOND))).toBeLessThanOrEqual(PACE + 1);
  });
});

describe('an STS that is in trouble', () => {
  it('and throttles for a minute fails nobody who is warm, and is called at a tenth of the pace at most', async () => {
    const engine = new SimulatedEngine();
    const roles = accountIds(1_000);
    await warmUp(engine, roles);
    await engine.clock.pass(53 * MINUTE);
    engine.sts = 'throttling';
    const began = engine.elapsed;
    expect(await load(engine, roles, { forMs: MINUTE, everyMs: SECOND })).toEqual({});
    expect(engine.callsBetween(began, began + MINUTE)).toBeLessThanOrEqual(60 * PACE * 0.1);
    engine.sts = 'up';
    expect(await load(engine, roles, { forMs: 3 * MINUTE, everyMs: SECOND })).toEqual({});
    expect(engine.eventsOf('refreshed')).toBe(1_000);
  }, 30_000);

  it('and throttles many calls at once slows them down once, and says so once a second', async () => {
    const engine = new SimulatedEngine();
    engine.sts = 'throttling';
    const uses = Promise.allSettled(accountIds(100).map((id) => engine.use(id)));
    await engine.clock.pass(900);
    expect(engine.pace.callsPerSecond).toBe(180);
    expect(engine.published.filter(([event]) => event === 'throttled')).toEqual([
      ['throttled', { callsPerSecond: 180 }],
    ]);
    await engine.clock.pass(20_000);
    await uses;
  });

  it('and is down for five minutes of the early window fails nobody, and is probed once in 5 s', async () => {
    const engine = new SimulatedEngine();
    const roles = accountIds(200);
    await warmUp(engine, roles);
    await engine.clock.pass(46 * MINUTE);
    engine.sts = 'down';
    const began = engine.elapsed;
    expect(await load(engine, roles, { forMs: 5 * MINUTE, everyMs: 500 })).toEqual({});
    const inOutage = engine.callsBetween(began + SECOND, began + 5 * MINUTE);
    expect(inOutage).toBeGreaterThan(30);
    expect(inOutage).toBeLessThanOrEqual(60);
    engine.sts = 'up';
    const back = engine.elapsed;
    expect(await load(engine, roles, { forMs: 4 * MINUTE, everyMs: 500 })).toEqual({});
    expect(engine.callsBetween(back, back + 10 * SECOND)).toBeGreaterThan(0);
    expect(Math.max(...engine.callsPerSecond(back))).toBeLessThanOrEqual(PACE);
    expect(engine.eventsOf('refreshed')).toBe(200);
    expect([engine.eventsOf('breakerOpened'), engine.eventsOf('breakerClosed')]).toEqual([1, 1]);
  }, 30_000);

  it('for longer than credentials are valid fails nobody whose service takes expired ones', async () => {
    const engine = new SimulatedEngine();
    const roles = accountIds(50);
    await warmUp(engine, roles);
    await engine.clock.pass(44 * MINUTE);
    engine.sts = 'down';
    const began = engine.elapsed;
    expect(await load(engine, roles, { forMs: 70 * MINUTE, everyMs: SECOND })).toEqual({});
    expect(engine.eventsOf('servedStale')).toBeGreaterThan(0);
    expect(engine.callsBetween(began + MINUTE, began + 70 * MINUTE)).toBeLessThanOrEqual(69 * 12);
    engine.sts = 'up';
    const back = engine.elapsed;
    expect(await load(engine, roles, { forMs: 30 * SECOND, everyMs: SECOND })).toEqual({});
    expect(engine.callsBetween(back, back + 10 * SECOND)).toBeGreaterThan(0);
    expect(engine.eventsOf('refreshed')).toBe(50);
    expect(engine.calls.filter((at) => at >= back)).toHaveLength(50);
  }, 30_000);

  it('for longer than credentials are valid is not stormed where services refuse expired ones', async () => {
    const engine = new SimulatedEngine();
    const roles = accountIds(50);
    await warmUp(engine, roles);
    await engine.clock.pass(59 * MINUTE);
    engine.sts = 'down';
    await load(engine, roles, { forMs: 2 * MINUTE, everyMs: SECOND });
    const began = engine.elapsed;
    const handedOut: string[] = [];
    const failed = await load(engine, roles, { forMs: 10 * MINUTE, everyMs: SECOND }, async (role) => {
      const { accessKeyId } = await engine.use(role);
      handedOut.push(accessKeyId);
      engine.reject(role, accessKeyId);
    });
    expect(handedOut).toHaveLength(50);
    expect(new Set(handedOut).size).toBe(50);
    expect(Object.keys(failed)).toEqual(['CREDENTIALS_EXPIRED']);
    expect(engine.callsBetween(began, engine.elapsed)).toBeLessThanOrEqual(121);
    engine.sts = 'up';
    await engine.clock.pass(10 * SECOND);
    await load(engine, roles, { forMs: 10 * SECOND, everyMs: SECOND });
    expect(await load(engine, roles, { forMs: 10 * SECOND, everyMs: SECOND })).toEqual({});
  }, 30_000);
});

describe('a role that denies', () => {
  it('is asked once for 10,000 uses in 10 s, and remembered for 30 s, doubling to 10 minutes', async () => {
    const engine = new SimulatedEngine();
    engine.denied.add('200000000000');
    const failed = await load(engine, ['200000000000'], { forMs: 10 * SECOND, everyMs: 1, stepMs: 1 });
    expect(failed).toEqual({ ASSUME_ROLE_DENIED: 10_000 });
    expect(engine.calls).toHaveLength(1);
    await load(engine, ['200000000000'], { forMs: 2 * HOUR, everyMs: SECOND });
    const gaps = engine.calls
      .slice(1)
      .map((at, index) => Math.round((at - (engine.calls[index] ?? 0)) / SECOND));
    expect(gaps.slice(0, 7)).toEqual([30, 60, 120, 240, 480, 600, 600]);
  }, 30_000);

  it('while it is in use is tried once more after 30 s, and then dropped', async () => {
    const engine = new SimulatedEngine();
    const [role = '', ...others] = accountIds(4);
    await warmUp(engine, [role, ...others]);
    await engine.clock.pass(53 * MINUTE);
    engine.denied.add(role);
    expect(await load(engine, [role, ...others], { forMs: 30 * SECOND, everyMs: SECOND })).toEqual({});
    const failed = await load(engine, [role, ...others], { forMs: 5 * SECOND, everyMs: SECOND });
    expect(Object.keys(failed)).toEqual(['ASSUME_ROLE_DENIED']);
    expect(engine.eventsOf('denied')).toBe(1);
  });

  it('like most others is no ground to drop anything: the hub role is at fault, which is said once', async () => {
    const engine = new SimulatedEngine();
    const roles = accountIds(20);
    await warmUp(engine, roles);
    await engine.clock.pass(53 * MINUTE);
    for (const role of roles) engine.denied.add(role);
    expect(await load(engine, roles, { forMs: 5 * MINUTE, everyMs: SECOND })).toEqual({});
    expect(engine.eventsOf('hubRoleSuspected')).toBe(1);
    expect(engine.eventsOf('denied')).toBe(0);
    engine.denied.add('300000000000');
    await expect(Promise.all([engine.use('300000000000'), engine.clock.pass(SECOND)])).rejects.toMatchObject({
      code: 'HUB_CREDENTIALS',
      cause: { code: 'ASSUME_ROLE_DENIED' },
    });
  });

  it('is forgotten on demand, also when a call that began before is denied after', async () => {
    const engine = new SimulatedEngine();
    const [role = ''] = accountIds(1);
    engine.denied.add(role);
    const before = Promise.allSettled([engine.use(role)]);
    engine.cache.forgetAccount(role);
    expect(await before).toMatchObject([{ reason: { code: 'ASSUME_ROLE_DENIED' } }]);
    engine.denied.clear();
    expect(await engine.use(role)).toMatchObject({ accountId: role });
  });
});

describe('a session that was used and has expired', () => {
  it('whose arguments STS refuses is asked for once, like one that was never had', async () => {
    const engine = new SimulatedEngine();
    const [role = ''] = accountIds(1);
    await warmUp(engine, [role]);
    engine.refusal = 'ValidationError';
    await engine.clock.pass(60 * MINUTE);
    const began = engine.elapsed;
    const failed = await load(engine, [role], { forMs: 10 * MINUTE, everyMs: SECOND });
    expect(Object.keys(failed)).toEqual(['ASSUME_ROLE_REJECTED']);
    expect(engine.callsBetween(began, engine.elapsed)).toBeLessThanOrEqual(6);
  });

  it('is served stale also to who states no need of validity', async () => {
    const engine = new SimulatedEngine();
    const [role = ''] = accountIds(1);
    await warmUp(engine, [role]);
    engine.sts = 'down';
    await load(engine, [role], { forMs: 70 * MINUTE, everyMs: 30 * SECOND });
    const credentials = await engine.use(role, { minValidMs: 0 });
    expect(credentials.accountId).toBe(role);
  });
});

describe('a key that a service does not know', () => {
  it('in one region says nothing of another, where a key is not known for another reason', async () => {
    const engine = new SimulatedEngine();
    const [account = ''] = accountIds(1);
    const first = await engine.use(account);
    engine.reject(account, first.accessKeyId, 'unknown', 'me-south-1');
    const second = await engine.use(account);
    expect(engine.reject(account, second.accessKeyId, 'unknown', 'us-east-1')).toBe(false);
    await engine.clock.pass(5 * MINUTE);
    expect(engine.reject(account, second.accessKeyId, 'unknown', 'us-east-1')).toBe(true);
  });

  const [role = ''] = accountIds(1);

  it('is replaced once; when the next is not known either, the region is off, and nothing is replaced for it', async () => {
    const engine = new SimulatedEngine();
    const first = await engine.use(role);
    expect(engine.reject(role, first.accessKeyId, 'unknown', 'me-south-1')).toBe(true);
    const second = await engine.use(role);
    expect(engine.reject(role, second.accessKeyId, 'unknown', 'me-south-1')).toBe(false);
    for (let minute = 0; minute < 14; minute += 1) {
      await engine.clock.pass(MINUTE);
      expect(engine.reject(role, second.accessKeyId, 'unknown', 'me-south-1')).toBe(false);
    }
    expect(engine.calls).toHaveLength(2);
    expect(engine.reject(role, second.accessKeyId, 'unknown', 'eu-west-1')).toBe(true);
  });

  it('by any of 17 regions costs at most one call in five minutes', async () => {
    const engine = new SimulatedEngine();
    for (let region = 0; region < 17; region += 1) {
      const { accessKeyId } = await engine.use(role);
      engine.reject(role, accessKeyId, 'unknown', `region-${region}`);
      await engine.clock.pass(10 * SECOND);
    }
    await engine.use(role);
    expect(engine.calls).toHaveLength(2);
  });
});
