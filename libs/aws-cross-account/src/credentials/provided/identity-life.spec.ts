import { describe, expect, it } from '@jest/globals';
import { credentialState, DEFAULT_WINDOWS, type Life } from '../renewal/refresh-policy.js';
import { ServerTime } from '../server-time.js';
import { ManualClock } from '../testing/manual-clock.js';
import { identityLife } from './identity-life.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function setUp(): {
  clock: ManualClock;
  time: ServerTime;
  /** Of credentials that expire in so many milliseconds by this machine's clock, or never. */
  lifeOf: (leftMs: number | undefined, lifeWithoutEnd?: number) => Life | undefined;
} {
  const clock = new ManualClock();
  const time = new ServerTime(clock);
  const lifeOf = (leftMs: number | undefined, lifeWithoutEnd = HOUR): Life | undefined =>
    identityLife(
      {
        accessKeyId: 'a',
        secretAccessKey: 'b',
        ...(leftMs === undefined ? {} : { expiration: new Date(clock.now() + leftMs) }),
      },
      { clock, time, windows: DEFAULT_WINDOWS },
      lifeWithoutEnd,
    );
  return { clock, time, lifeOf };
}

const aheadBy = (clock: ManualClock, ms: number): string => new Date(clock.now() + ms).toUTCString();

describe('the life of provided credentials', () => {
  it('lasts until their expiration', () => {
    const { clock, lifeOf } = setUp();
    const now = clock.monotonic();
    expect(lifeOf(HOUR)).toMatchObject({ issuedAt: now, expiresAt: now + HOUR });
    expect(lifeOf(1)).toMatchObject({ expiresAt: now + 1 });
  });

  it('lasts until their expiration at AWS, whatever this machine believes', () => {
    const { clock, time, lifeOf } = setUp();
    time.learn(aheadBy(clock, 20 * MINUTE));
    expect(lifeOf(HOUR)?.expiresAt).toBe(clock.monotonic() + 40 * MINUTE);
    expect(lifeOf(20 * MINUTE)).toBeUndefined();
    time.learn(aheadBy(clock, -2 * HOUR));
    expect(lifeOf(-HOUR)?.expiresAt).toBe(clock.monotonic() + HOUR);
  });

  it('is a trial of a minute where they look expired, as long as AWS has not told the time', () => {
    const { clock, time, lifeOf } = setUp();
    expect(lifeOf(0)?.expiresAt).toBe(clock.monotonic() + MINUTE);
    expect(lifeOf(-23 * HOUR)?.expiresAt).toBe(clock.monotonic() + MINUTE);
    time.learn(aheadBy(clock, 0));
    expect([lifeOf(0), lifeOf(-23 * HOUR)]).toEqual([undefined, undefined]);
  });

  it('is over where no wrong clock explains it', () => {
    const { clock, lifeOf } = setUp();
    expect(lifeOf(-24 * HOUR)).toBeUndefined();
    expect(lifeOf(-clock.now())).toBeUndefined();
  });

  it('is what is given where they have no expiration', () => {
    const { clock, lifeOf } = setUp();
    expect(lifeOf(undefined)?.expiresAt).toBe(clock.monotonic() + HOUR);
  });

  it('without any end is fresh for ever', () => {
    const { clock, lifeOf } = setUp();
    const life = lifeOf(undefined, Number.POSITIVE_INFINITY) as Life;
    expect(credentialState(life, clock.monotonic() + 1e15, DEFAULT_WINDOWS)).toBe('fresh');
  });
});
