import { describe, expect, it } from '@jest/globals';
import { AssumeRoleDeniedError } from '../../errors/credential.errors.js';
import { ManualClock } from '../testing/manual-clock.js';
import { Denials } from './denials.js';

const ACCOUNT = '111122223333';
const NAME = { roleArn: undefined, sessionName: undefined, via: undefined };
const error = new AssumeRoleDeniedError('sts:AssumeRole', 'unknown', { place: { accountId: ACCOUNT } });

function setUp(max = 10): {
  clock: ManualClock;
  denials: Denials;
  remember: (key: string, accountId?: string) => number;
  known: (...keys: string[]) => string[];
} {
  const clock = new ManualClock();
  const denials = new Denials(max, clock);
  const remember = (key: string, accountId = ACCOUNT): number =>
    denials.remember(key, { id: 1, worked: false, name: { ...NAME, accountId } }, error);
  const known = (...keys: string[]): string[] => keys.filter((key) => denials.of(key) === error);
  return { clock, denials, remember, known };
}

describe('a denial', () => {
  it('is remembered for 30 s', () => {
    const { clock, denials, remember, known } = setUp();
    expect(remember('a')).toBe(30_000);
    clock.advance(29_999);
    expect([known('a', 'b'), denials.size]).toEqual([['a'], 1]);
    clock.advance(1);
    expect([known('a', 'b'), denials.size]).toEqual([[], 0]);
  });

  it('is remembered twice as long each time, up to ten minutes, however much later it comes again', () => {
    const { clock, remember, known } = setUp();
    const times = Array.from({ length: 8 }, () => {
      const forMs = remember('a');
      clock.advance(forMs - 1);
      expect(known('a')).toEqual(['a']);
      clock.advance(3_600_000);
      return forMs / 1_000;
    });
    expect(times).toEqual([30, 60, 120, 240, 480, 600, 600, 600]);
  });

  it('counts as the first again once it is forgotten', () => {
    const { denials, remember, known } = setUp();
    remember('a');
    remember('a');
    denials.forget('a');
    expect(known('a')).toEqual([]);
    expect(remember('a')).toBe(30_000);
  });

  it('is forgotten with all others of its account', () => {
    const { denials, remember, known } = setUp();
    remember('a');
    remember('b');
    remember('c', '444455556666');
    denials.forgetAccount(ACCOUNT);
    expect([known('a', 'b', 'c'), denials.size]).toEqual([['c'], 1]);
  });

  it('makes room for others when it is the one that was asked for least lately', () => {
    const { remember, known } = setUp(2);
    remember('a');
    remember('b');
    expect(known('a')).toEqual(['a']);
    remember('c');
    expect(known('a', 'b', 'c')).toEqual(['a', 'c']);
  });
});
