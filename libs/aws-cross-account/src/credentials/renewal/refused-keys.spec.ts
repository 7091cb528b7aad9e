import { describe, expect, it } from '@jest/globals';
import { denied, down, MINUTE, SECOND, warm } from '../testing/scripted-record.js';

describe('a denial of a session in use', () => {
  it('is confirmed by one more try after 30 s, before the session is dropped', async () => {
    const { clock, calls, key, last, record } = await warm();
    clock.advance(46 * MINUTE);
    await key();
    await last().fail(denied());
    clock.advance(29 * SECOND);
    expect(await key()).toBe('KEY1');
    expect(calls).toHaveLength(2);
    clock.advance(SECOND);
    expect(await key()).toBe('KEY1');
    await last().fail(denied());
    expect(record.current).toBeUndefined();
  });

  it('drops nothing while most roles are denied, or when sessions are to be kept', async () => {
    for (const keep of [true, false]) {
      const { clock, key, last, record, state } = await warm({ keepDeniedSessions: keep });
      state.believesDenials = keep;
      clock.advance(46 * MINUTE);
      for (let denials = 0; denials < 3; denials += 1) {
        await key();
        await last().fail(denied());
        clock.advance(30 * SECOND);
      }
      expect(record.current).toBeDefined();
      expect(await key()).toBe('KEY1');
    }
  });

  it('that was followed by a success does not count later', async () => {
    const { clock, key, last, record } = await warm();
    clock.advance(46 * MINUTE);
    await key();
    await last().fail(denied());
    clock.advance(30 * SECOND);
    await key();
    await last().succeed();
    clock.advance(46 * MINUTE);
    await key();
    await last().fail(denied());
    expect(record.current?.accessKeyId).toBe('KEY3');
  });
});

describe('a key that a service refused', () => {
  it('is never handed out again, and replaced once for all', async () => {
    const { clock, record, calls, key, last } = await warm();
    clock.advance(30 * MINUTE);
    expect(record.reject('KEY1', 'expired')).toBe('replaced');
    expect(record.reject('KEY1', 'expired')).toBe('replaced-before');
    const waiting = [key(), key()];
    await last().succeed();
    expect(await Promise.all(waiting)).toEqual(['KEY2', 'KEY2']);
    expect(calls).toHaveLength(2);
    expect(record.reject('KEY1', 'expired')).toBe('replaced-before');
    expect(await key()).toBe('KEY2');
  });

  it('while STS cannot be reached, is an error at once, and asks STS at most once in 5 s', async () => {
    const { clock, record, calls, key, last } = await warm();
    clock.advance(30 * MINUTE);
    record.reject('KEY1', 'expired');
    const first = Promise.allSettled([key()]);
    await last().fail(down());
    expect(await first).toMatchObject([
      { reason: { message: 'refused', cause: { code: 'STS_UNAVAILABLE' } } },
    ]);
    await expect(key()).rejects.toThrow('refused');
    expect(calls).toHaveLength(2);
    clock.advance(5 * SECOND);
    const again = key();
    expect(last().asked.awaited).toBe(false);
    await last().succeed();
    expect(await again).toBe('KEY3');
  });

  it('and whose successor is refused at once is not replaced again within 5 s: each request would cost a call', async () => {
    const { clock, record, calls, key, last } = await warm();
    record.reject('KEY1', 'expired');
    const second = key();
    await last().succeed();
    expect(await second).toBe('KEY2');
    record.reject('KEY2', 'expired');
    await expect(key()).rejects.toThrow('refused');
    clock.advance(5 * SECOND);
    void key();
    expect(calls).toHaveLength(3);
  });

  it('that the service does not know is replaced at most once in five minutes, then kept', async () => {
    const { clock, record, calls, key, last } = await warm();
    clock.advance(MINUTE);
    expect(record.reject('KEY1', 'unknown')).toBe('replaced');
    const renewed = key();
    await last().succeed();
    expect(await renewed).toBe('KEY2');
    expect(record.reject('KEY2', 'unknown')).toBe('kept');
    expect(await key()).toBe('KEY2');
    expect(calls).toHaveLength(2);
    clock.advance(5 * MINUTE);
    expect(record.reject('KEY2', 'unknown')).toBe('replaced');
  });

  it('that the service does not know is used on while STS cannot be reached for another', async () => {
    const { clock, record, calls, key, last } = await warm();
    expect(record.reject('KEY1', 'unknown')).toBe('replaced');
    expect(record.fresh(clock.monotonic(), clock.now())).toBeUndefined();
    const waiting = [key(), key()];
    expect(record.reject('KEY1', 'unknown')).toBe('replaced-before');
    await last().fail(down());
    expect(await Promise.all(waiting)).toEqual(['KEY1', 'KEY1']);
    expect(record.reject('KEY1', 'unknown')).toBe('kept');
    expect(await key()).toBe('KEY1');
    expect(calls).toHaveLength(2);
  });

  it('that the service does not know, and that is the only one its provider has, is used on', async () => {
    const { record, calls, key, last } = await warm();
    record.reject('KEY1', 'unknown');
    const again = key();
    await last().succeed(60, 'KEY1');
    expect(await again).toBe('KEY1');
    expect(record.reject('KEY1', 'unknown')).toBe('kept');
    expect(calls).toHaveLength(2);
  });

  it('as expired, and that its provider answers again, is not taken for 30 s; then it is tried once more', async () => {
    const { clock, record, calls, key, last } = await warm();
    record.reject('KEY1', 'expired');
    for (let seconds = 0; seconds < 30; seconds += 5) {
      const outcome = Promise.allSettled([key()]);
      await last().succeed(60, 'KEY1');
      expect(await outcome).toMatchObject([{ reason: { message: 'refused' } }]);
      await expect(key()).rejects.toThrow('refused');
      clock.advance(5 * SECOND);
    }
    expect(calls).toHaveLength(7);
    const taken = key();
    await last().succeed(60, 'KEY1');
    expect(await taken).toBe('KEY1');
  });
});
