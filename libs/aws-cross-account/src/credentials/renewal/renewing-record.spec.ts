import { describe, expect, it } from '@jest/globals';
import { denied, down, MINUTE, SECOND, setUp, throttled, warm } from '../testing/scripted-record.js';

describe('a first use of a job', () => {
  it('hurries as soon as somebody waits for it who is not patient', async () => {
    const { record, last, key } = setUp();
    const job = record.get({ patient: true });
    const { hurry } = last().asked;
    const colleague = record.get({ patient: true });
    expect(hurry?.aborted).toBe(false);
    const request = key();
    expect(hurry?.aborted).toBe(true);
    await last().succeed();
    expect(await Promise.all([job, colleague, request])).toHaveLength(3);
    expect(last().asked).toMatchObject({ awaited: true, first: true });
  });
});

describe('in the advisory window', () => {
  it('nobody waits, and one renewal is made that nobody waits for', async () => {
    const { clock, calls, key, last } = await warm();
    clock.advance(46 * MINUTE);
    expect(await Promise.all([key(), key(), key()])).toEqual(['KEY1', 'KEY1', 'KEY1']);
    expect(calls).toHaveLength(2);
    expect(last().asked).toEqual({ awaited: false, first: false });
    await last().succeed();
    expect(await key()).toBe('KEY2');
  });

  it('on demand, the caller who finds it due waits, and the others do not', async () => {
    const { clock, calls, key, last } = await warm({ refresh: 'on-demand' });
    clock.advance(46 * MINUTE);
    const finder = key();
    expect(await key()).toBe('KEY1');
    await last().succeed();
    expect(await finder).toBe('KEY2');
    expect(calls).toHaveLength(2);
  });

  it('on demand, a failure leaves the caller with what is still good', async () => {
    const { clock, key, last } = await warm({ refresh: 'on-demand' });
    clock.advance(46 * MINUTE);
    const finder = key();
    await last().fail(down());
    expect(await finder).toBe('KEY1');
  });

  it('failures wait 2 s, doubling to a minute, with full jitter, and are forgotten when an outage ends', async () => {
    const { clock, calls, key, last, state } = await warm();
    clock.advance(46 * MINUTE);
    const waits: number[] = [];
    for (let failure = 1; failure <= 7; failure += 1) {
      await key();
      await last().fail(down());
      let waited = 0;
      while (calls.length === failure + 1) {
        clock.advance(500);
        waited += 500;
        await key();
      }
      waits.push(waited);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30].map((seconds) => seconds * SECOND));
    await last().fail(down());
    await key();
    expect(calls).toHaveLength(9);
    state.recoveries += 1;
    await key();
    expect(calls).toHaveLength(10);
  });
});

describe('in the last minute', () => {
  it('callers wait for the renewal, and fall back to what is valid', async () => {
    const { clock, key, last } = await warm();
    clock.advance(59 * MINUTE + 1);
    const waiting = [key(), key()];
    expect(last().asked.awaited).toBe(true);
    await last().fail(down());
    expect(await Promise.all(waiting)).toEqual(['KEY1', 'KEY1']);
    expect(await key()).toBe('KEY1');
  });

  it('what expired during a failed renewal is served stale, if STS said nothing', async () => {
    const { clock, key, last, stale } = await warm();
    clock.advance(59 * MINUTE + 1);
    const waiting = key();
    clock.advance(MINUTE);
    const outcome = Promise.allSettled([waiting]);
    await last().fail(down());
    expect(await outcome).toMatchObject([{ reason: { code: 'STS_UNAVAILABLE' } }]);
    expect(await key()).toBe('KEY1');
    expect(stale()).toBe(1);
  });
});

describe('after the expiry', () => {
  it.each([
    ['unreachable', down()],
    ['throttling', throttled()],
    ['denying at a fallback endpoint alone', denied(false)],
  ])(
    'with STS %s, expired credentials are served for an hour, once asking has failed',
    async (_, failure) => {
      const { clock, calls, key, last, stale } = await warm();
      clock.advance(60 * MINUTE);
      const first = key();
      expect(last().asked).toEqual({ awaited: true, first: false });
      await last().fail(failure);
      expect(await first).toBe('KEY1');
      clock.advance(59 * MINUTE);
      expect(await key()).toBe('KEY1');
      expect(stale()).toBe(2);
      expect(last().asked.awaited).toBe(false);
      await last().fail(failure);
      clock.advance(MINUTE);
      const tooLate = Promise.allSettled([key()]);
      expect(calls).toHaveLength(4);
      await last().fail(failure);
      expect(await tooLate).toEqual([{ status: 'rejected', reason: failure }]);
    },
  );

  it('nothing stale is served after a denial, nor with staleSeconds: 0, nor when more validity is needed', async () => {
    for (const [options, need, error] of [
      [{}, {}, denied()],
      [{ staleSeconds: 0 }, {}, down()],
      [{}, { minValidMs: 1 }, down()],
    ] as const) {
      const { clock, record, last } = await warm(options);
      clock.advance(60 * MINUTE);
      const outcome = Promise.allSettled([record.get(need)]);
      await last().fail(error);
      expect(await outcome).toEqual([{ status: 'rejected', reason: error }]);
    }
  });

  it('is tried at once, however long the last failure was to be waited for; nobody waits for it to be fought', async () => {
    const { clock, key, last } = await warm();
    clock.advance(60 * MINUTE - 10);
    await Promise.all([key(), last().fail(down())]);
    clock.advance(10);
    const first = key();
    expect(last().asked).toEqual({ awaited: false, first: false });
    await last().fail(down());
    expect(await first).toBe('KEY1');
  });

  it('a failure that is final is repeated without asking, for at most 5 s', async () => {
    const { clock, calls, key, last } = await warm();
    clock.advance(60 * MINUTE);
    const outcome = Promise.allSettled([key()]);
    const broken = new RangeError('hub role broken');
    await last().fail(broken);
    await outcome;
    await expect(key()).rejects.toBe(broken);
    expect(calls).toHaveLength(2);
    clock.advance(5 * SECOND);
    const again = key();
    expect(calls).toHaveLength(3);
    await last().succeed();
    expect(await again).toBe('KEY3');
  });
});

describe('what was never had', () => {
  it('is asked for again by whoever comes, unless its failure says that this would be in vain for a while', async () => {
    const { clock, record, calls, key, last, state } = setUp();
    for (const restMs of [0, 5 * SECOND]) {
      state.restMs = restMs;
      const outcome = Promise.allSettled([key()]);
      await last().fail(down());
      await outcome;
      expect(record.blank).toBe(restMs === 0);
    }
    expect(calls).toHaveLength(2);
    await expect(key()).rejects.toMatchObject({ code: 'STS_UNAVAILABLE' });
    expect(calls).toHaveLength(2);
    clock.advance(5 * SECOND);
    void key();
    expect(calls).toHaveLength(3);
    await last().succeed();
  });

  it('is asked for at once by who wants it fresh', async () => {
    const { record, calls, key, last, state } = setUp();
    state.restMs = 5 * SECOND;
    const outcome = Promise.allSettled([key()]);
    await last().fail(down());
    await outcome;
    const fresh = record.get({ fresh: true });
    await last().succeed();
    expect((await fresh).accessKeyId).toBe('KEY2');
    expect(calls).toHaveLength(2);
  });
});

describe('what was held before', () => {
  it('is not fallen back to when a service has refused it while its renewal failed', async () => {
    for (const refresh of ['background', 'on-demand'] as const) {
      const { clock, record, key, last } = await warm({ refresh });
      clock.advance(refresh === 'background' ? 59 * MINUTE + 1 : 50 * MINUTE);
      const waiting = Promise.allSettled([key()]);
      record.reject('KEY1', 'expired');
      await last().fail(down());
      expect(await waiting).toMatchObject([{ status: 'rejected', reason: { message: 'refused' } }]);
    }
  });

  it('is not dropped for two denials in a row that come faster than a confirmation may', async () => {
    const { record, last } = await warm();
    for (let time = 0; time < 3; time += 1) {
      const outcome = Promise.allSettled([record.get({ fresh: true })]);
      await last().fail(denied());
      expect(await outcome).toMatchObject([{ reason: { code: 'ASSUME_ROLE_DENIED' } }]);
    }
    expect(record.current?.accessKeyId).toBe('KEY1');
  });

  it('is replaced at once when a service does not know it, whatever the last failure was to be waited for', async () => {
    const { clock, record, calls, key, last } = await warm();
    clock.advance(50 * MINUTE);
    await key();
    await last().fail(down());
    record.reject('KEY1', 'unknown');
    void key();
    expect(calls).toHaveLength(3);
    await last().succeed();
  });
});

describe('clocks', () => {
  it('that jumped while the machine slept count against the validity that is asked for', async () => {
    const { clock, record, calls, last } = await warm();
    clock.jump(2 * 60 * MINUTE);
    const needed = record.get({ minValidMs: 15 * MINUTE });
    expect(calls).toHaveLength(2);
    await last().succeed();
    expect((await needed).accessKeyId).toBe('KEY2');
  });

  it('that jump ahead, or a machine that slept, make one renewal due, and nobody waits for it', async () => {
    const { clock, calls, key, last } = await warm();
    clock.jump(8 * 60 * MINUTE);
    expect(await Promise.all([key(), key()])).toEqual(['KEY1', 'KEY1']);
    expect(calls).toHaveLength(2);
    await last().succeed();
    expect(await key()).toBe('KEY2');
    clock.advance(30 * MINUTE);
    expect(await key()).toBe('KEY2');
    expect(calls).toHaveLength(2);
  });

  it('that are set back change nothing', async () => {
    const { clock, calls, key } = await warm();
    clock.jump(-8 * 60 * MINUTE);
    clock.advance(30 * MINUTE);
    expect(await key()).toBe('KEY1');
    expect(calls).toHaveLength(1);
  });

  it('a renewal that failed while the machine slept is tried again at once', async () => {
    const { clock, calls, key, last } = await warm();
    clock.advance(46 * MINUTE);
    await key();
    clock.jump(60 * MINUTE);
    await last().fail(down());
    expect(calls).toHaveLength(3);
    await last().succeed();
    expect(await key()).toBe('KEY3');
  });
});
