import { describe, expect, it } from '@jest/globals';
import type { AccountRow, ConsoleEvent, StatsEvent } from './console-event.js';
import { News } from './news.js';

const STATS = { type: 'stats', stsCallsPerSecond: 0 } as StatsEvent;
const row = (id: string, reach: AccountRow['reach'] = 'unknown'): AccountRow => ({
  id,
  name: '',
  ou: '',
  state: 'ACTIVE',
  reach,
});

function tell(news: News, rows: Parameters<News['of']>[0], stats = STATS): ConsoleEvent[] {
  return [...news.of(rows, stats, undefined)];
}

describe('what is told to a reader of the console', () => {
  it('is everything at first, even if that is nothing', () => {
    expect(tell(new News(), [row('1')])).toEqual([
      { type: 'accounts', accounts: [row('1')], removed: [] },
      STATS,
    ]);
    expect(tell(new News(), [])).toEqual([{ type: 'accounts', accounts: [], removed: [] }, STATS]);
  });

  it('is then what has changed, come and gone', () => {
    const news = new News();
    tell(news, [row('1'), row('2'), row('3')]);
    expect(tell(news, [row('1'), row('3', 'reachable'), row('4')])).toEqual([
      { type: 'accounts', accounts: [row('3', 'reachable'), row('4')], removed: ['2'] },
    ]);
    expect(tell(news, [row('1'), row('3', 'reachable'), row('4')])).toEqual([]);
  });

  it('is a problem once, that it is over, and again when it is back', () => {
    const news = new News();
    tell(news, [row('1')]);
    const problem = { code: 'ACCOUNT_LISTING', message: 'down' };
    expect(tell(news, problem)).toEqual([{ type: 'problem', ...problem }]);
    expect(tell(news, problem)).toEqual([]);
    expect(tell(news, [row('1')])).toEqual([{ type: 'accounts', accounts: [], removed: [] }]);
    expect(tell(news, problem)).toEqual([{ type: 'problem', ...problem }]);
  });

  it('is a sign of life when there was nothing for fifteen seconds', () => {
    const news = new News();
    tell(news, [row('1')]);
    const events = Array.from({ length: 30 }, () => tell(news, [row('1')])).flat();
    expect(events).toEqual([{ type: 'ping' }]);
  });
});
