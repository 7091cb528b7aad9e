import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ManualClock } from './testing/manual-clock.js';
import { credentials } from './testing/scripted-source.js';

const SECRETS = /secret-1|token-1|ASIA1/;

describe('the credentials of a session', () => {
  const clock = new ManualClock(0);
  const held = credentials(1, '111122223333', clock);

  it('cannot be printed by accident, nor can a copy that was handed out', () => {
    for (const value of [
      held,
      { nested: [held] },
      held.toIdentity(clock.monotonic(), clock.now()),
      { nested: [held.toIdentity(clock.monotonic(), clock.now())] },
    ]) {
      expect(inspect(value, { showHidden: true, depth: 9 })).not.toMatch(SECRETS);
      expect(JSON.stringify(value)).not.toMatch(SECRETS);
    }
  });

  it('are handed out as a new object each time, complete when spread, and open to additions', () => {
    const identity = held.toIdentity(clock.monotonic(), clock.now());
    expect({ ...identity }).toEqual({
      accessKeyId: 'ASIA1',
      secretAccessKey: 'secret-1',
      sessionToken: 'token-1',
      expiration: new Date(3_600_000),
      accountId: '111122223333',
    });
    expect(held.toIdentity(clock.monotonic(), clock.now())).not.toBe(identity);
    expect(Object.isExtensible(identity)).toBe(true);
  });

  it('tell their expiration by the clock of this machine, also when that has been set since', () => {
    clock.advance(600_000);
    clock.jump(-3_600_000);
    expect(held.expiration(clock.monotonic(), clock.now())).toEqual(new Date(0));
    expect(held.toIdentity(clock.monotonic(), clock.now()).expiration).toEqual(new Date(0));
  });
});
