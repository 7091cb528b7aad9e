import { describe, expect, it } from '@jest/globals';
import { CredentialEvents } from '../events.js';
import { ManualClock, settled } from '../testing/manual-clock.js';
import { Pace } from './pace.js';
import { StsCaller } from './sts-caller.js';
import { StsEndpoints } from './sts-endpoints.js';
import { type StsOptions, stsSettings } from './sts-settings.js';

const place = { accountId: '111122223333', roleArn: 'arn:aws:iam::111122223333:role/reader' };

const failure = (name: string, httpStatusCode = 400): Error =>
  Object.assign(new RangeError('no'), { name, $metadata: { httpStatusCode } });
const DOWN = failure('InternalFailure', 500);
const THROTTLED = failure('Throttling');
const DENIED = failure('AccessDenied', 403);

/** Endpoints that answer by their region: with an error while there is one, else with the region's name. */
function setUp(
  regions: string[],
  options: StsOptions = {},
): {
  clock: ManualClock;
  answers: Record<string, Error | 'hang' | undefined>;
  called: string[];
  call: (awaited?: boolean) => Promise<string>;
  endpoints: StsEndpoints<string>;
  pace: Pace;
} {
  const clock = new ManualClock();
  const answers: Record<string, Error | 'hang' | undefined> = {};
  const called: string[] = [];
  const settings = stsSettings(options);
  const pace = new Pace(settings.pace, clock);
  const endpoints = new StsEndpoints(
    regions.map((region) => ({ region, client: region })),
    clock,
  );
  const caller = new StsCaller({
    endpoints,
    pace,
    limits: settings.limits,
    clock,
    events: new CredentialEvents(),
  });
  const send = async (region: string): Promise<string> => {
    called.push(region);
    const answer = answers[region];
    if (answer === 'hang') return new Promise(() => undefined);
    if (answer) throw answer;
    return region;
  };
  const call = (awaited = true): Promise<string> =>
    caller.call({ urgency: 'first-use', awaited, place, send });
  return { clock, answers, called, call, endpoints, pace };
}

/** How a promise ends when time passes, and how many seconds it took. */
async function outcome(clock: ManualClock, promise: Promise<string>): Promise<[string, number]> {
  const began = clock.monotonic();
  const state: { ended?: string } = {};
  const ended = promise.then(
    (value) => (state.ended = value),
    ({ code }: { code: string }) => (state.ended = code),
  );
  while (state.ended === undefined) await clock.pass(100);
  return [await ended, Math.round((clock.monotonic() - began) / 100) / 10];
}

describe('a call of STS that somebody waits for', () => {
  it('is tried again while that may help: when STS throttles, or fails', async () => {
    for (const error of [THROTTLED, DOWN]) {
      const { clock, answers, called, call } = setUp(['home']);
      answers.home = error;
      const waiting = call();
      await settled();
      delete answers.home;
      expect(await outcome(clock, waiting)).toEqual(['home', expect.any(Number)]);
      expect(called).toEqual(['home', 'home']);
    }
  });

  it('is not tried again when it was denied', async () => {
    const { clock, answers, called, call } = setUp(['home']);
    answers.home = DENIED;
    expect(await outcome(clock, call())).toEqual(['ASSUME_ROLE_DENIED', expect.any(Number)]);
    expect(called).toHaveLength(1);
  });

  it('is given up after 10 s at the latest, each attempt after 3 s', async () => {
    const { clock, answers, called, call } = setUp(['home']);
    answers.home = 'hang';
    const [code, seconds] = await outcome(clock, call());
    expect(code).toBe('STS_UNAVAILABLE');
    expect(seconds).toBeGreaterThan(6);
    expect(seconds).toBeLessThanOrEqual(10.1);
    expect(called).toHaveLength(2);
    expect(clock.timers).toBe(0);
  });

  it('is not made to wait for a turn beyond its own time: its error is what STS answered', async () => {
    const { clock, answers, call } = setUp(['home'], { callsPerSecond: 1 });
    answers.home = THROTTLED;
    const waiting = Array.from({ length: 40 }, () => call());
    const outcomes = Promise.all(waiting.map((one) => one.catch(({ code }: { code: string }) => code)));
    for (let second = 0; second < 60; second += 1) await clock.pass(1_000);
    const codes = new Set(await outcomes);
    expect([...codes].toSorted()).toEqual(['STS_BUSY', 'STS_THROTTLED']);
    const first = await waiting[0]?.catch((error: unknown) => error);
    expect(first).toMatchObject({ code: 'STS_THROTTLED' });
    expect(clock.timers).toBe(0);
  });

  it('that was throttled ends in its own time, though its next turn would come much later', async () => {
    const { clock, answers, call, pace } = setUp(['home'], { callsPerSecond: 1 });
    for (let second = 0; second < 6; second += 1) {
      pace.slowDown();
      await clock.pass(1_000);
    }
    answers.home = THROTTLED;
    const [code, seconds] = await outcome(clock, call());
    expect(code).toBe('STS_THROTTLED');
    expect(seconds).toBeLessThanOrEqual(10);
    expect(pace.waiting).toBe(0);
  });

  it('waits for the next probe of an endpoint that is down, within its time', async () => {
    const { clock, answers, called, call } = setUp(['home']);
    answers.home = DOWN;
    const waiting = call();
    await clock.pass(1_000);
    expect(called).toHaveLength(2);
    delete answers.home;
    expect(await outcome(clock, waiting)).toEqual(['home', expect.any(Number)]);
    expect(called).toHaveLength(3);
  });
});

describe('a call of STS that nobody waits for', () => {
  it('is tried once, and not at all while the endpoint is down', async () => {
    const { clock, answers, called, call } = setUp(['home']);
    answers.home = DOWN;
    for (let time = 0; time < 10; time += 1) {
      expect((await outcome(clock, call(false)))[0]).toBe('STS_UNAVAILABLE');
    }
    expect(called).toHaveLength(2);
    await clock.pass(5_000);
    await outcome(clock, call(false));
    await outcome(clock, call(false));
    expect(called).toHaveLength(3);
  });

  it('tells when an outage has ended', async () => {
    const { clock, answers, call, endpoints } = setUp(['home']);
    answers.home = DOWN;
    await outcome(clock, call(false));
    await outcome(clock, call(false));
    delete answers.home;
    expect(endpoints.recoveries).toBe(0);
    await clock.pass(5_000);
    expect((await outcome(clock, call(false)))[0]).toBe('home');
    expect(endpoints.recoveries).toBe(1);
  });
});

describe('with a region to fall back to', () => {
  it('goes there after two failures, and back when the first has been well for a minute', async () => {
    const { clock, answers, called, call } = setUp(['home', 'away']);
    answers.home = DOWN;
    expect((await outcome(clock, call()))[0]).toBe('away');
    expect(called).toEqual(['home', 'home', 'away']);
    delete answers.home;
    called.length = 0;
    for (let second = 0; second < 70; second += 1) {
      await outcome(clock, call());
      await clock.pass(900);
    }
    const backAt = called.lastIndexOf('away') + 1;
    expect(backAt).toBeGreaterThan(58);
    expect(called.slice(0, backAt).filter((region) => region === 'home').length).toBeLessThanOrEqual(14);
    expect(new Set(called.slice(backAt))).toEqual(new Set(['home']));
  });

  it('a denial there is not the last word, while one at home is', async () => {
    const { clock, answers, call } = setUp(['home', 'away']);
    Object.assign(answers, { home: DOWN, away: DENIED });
    await outcome(clock, call(false));
    await outcome(clock, call(false));
    const away = call(false).catch((error: unknown) => error);
    await clock.pass(100);
    expect(await away).toMatchObject({ code: 'ASSUME_ROLE_DENIED', conclusive: false });
    const other = setUp(['home', 'away']);
    other.answers.home = DENIED;
    const home = other.call().catch((error: unknown) => error);
    await other.clock.pass(100);
    expect(await home).toMatchObject({ code: 'ASSUME_ROLE_DENIED', conclusive: true });
  });
});
