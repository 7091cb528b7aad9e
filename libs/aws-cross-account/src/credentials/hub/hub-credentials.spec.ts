import { describe, expect, it } from '@jest/globals';
import type { AwsCredentialIdentity } from '@smithy/types';
import { renewalSettings } from '../renewal/renewal-settings.js';
import { ServerTime } from '../server-time.js';
import { HubCredentials } from './hub-credentials.js';
import { ManualClock } from '../testing/manual-clock.js';

const MINUTE = 60_000;

/** A provider that answers, in turn, keys with these lives in minutes (undefined: for ever), or throws. */
function setUp(...answers: (number | undefined | Error | object)[]): {
  clock: ManualClock;
  asked: () => number;
  key: () => Promise<string>;
} {
  const clock = new ManualClock();
  let asked = 0;
  const provider = async (): Promise<AwsCredentialIdentity> => {
    const answer = answers[asked];
    asked += 1;
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'object') return answer as AwsCredentialIdentity;
    const expiration = answer === undefined ? {} : { expiration: new Date(clock.now() + answer * MINUTE) };
    return { accessKeyId: `AKIA${asked}`, secretAccessKey: 'x', ...expiration };
  };
  const hub = hubOf(provider, clock);
  return { clock, asked: () => asked, key: async () => (await hub.get()).accessKeyId };
}

const hubOf = (ask: () => Promise<AwsCredentialIdentity>, clock: ManualClock): HubCredentials =>
  new HubCredentials(ask, clock, new ServerTime(clock), renewalSettings({}, {}));

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe("the hub role's credentials", () => {
  it('are asked for once, however many need them', async () => {
    const { asked, key } = setUp(60);
    expect(await Promise.all([key(), key(), key()])).toEqual(['AKIA1', 'AKIA1', 'AKIA1']);
    expect(await key()).toBe('AKIA1');
    expect(asked()).toBe(1);
  });

  it('without an expiration are never asked for again', async () => {
    const { clock, asked, key } = setUp(undefined);
    await key();
    clock.advance(9_999 * MINUTE);
    await key();
    expect(asked()).toBe(1);
  });

  it('are renewed ahead of their expiry while nobody waits', async () => {
    const { clock, asked, key } = setUp(60, 60);
    await key();
    clock.advance(50 * MINUTE);
    expect(await key()).toBe('AKIA1');
    await settled();
    expect(await key()).toBe('AKIA2');
    expect(asked()).toBe(2);
  });

  it('stay in use while they are valid, when renewing them fails', async () => {
    const { clock, key } = setUp(60, new RangeError('down'), new RangeError('down'), new RangeError('down'));
    await key();
    clock.advance(50 * MINUTE);
    expect(await key()).toBe('AKIA1');
    await settled();
    clock.advance(9 * MINUTE + 1);
    expect(await key()).toBe('AKIA1');
    clock.advance(MINUTE);
    await expect(key()).rejects.toMatchObject({ code: 'HUB_CREDENTIALS' });
  });

  it.each([
    [{ accessKeyId: '', secretAccessKey: 'x' }],
    [{ accessKeyId: 'AKIA', secretAccessKey: 'x', expiration: new Date(0) }],
    [{ accessKeyId: 'AKIA', secretAccessKey: 'x', expiration: new Date('never') }],
    [{ accessKeyId: 'AKIA', secretAccessKey: 'x', expiration: '2030-01-01' }],
  ])('that cannot be used are refused, and asked for again after a second: %p', async (broken) => {
    const { clock, key } = setUp(broken, 60);
    await expect(key()).rejects.toMatchObject({ code: 'HUB_CREDENTIALS' });
    await expect(key()).rejects.toMatchObject({ code: 'HUB_CREDENTIALS' });
    clock.advance(1_000);
    expect(await key()).toBe('AKIA2');
  });

  it('do not hold everyone for ever when their provider never answers', async () => {
    const clock = new ManualClock();
    const waiting = hubOf(() => new Promise(() => undefined), clock).get();
    const outcome = Promise.allSettled([waiting]);
    clock.tick(600);
    expect(await outcome).toMatchObject([
      { reason: { code: 'HUB_CREDENTIALS', message: expect.stringContaining('within 60 s') } },
    ]);
  });

  it('that STS has refused are not tried again for 30 s, and then they are: STS may have been wrong', async () => {
    const clock = new ManualClock();
    const hub = hubOf(async () => ({ accessKeyId: 'AKIA1', secretAccessKey: 'x' }), clock);
    await hub.get();
    hub.reject('AKIA1');
    for (let second = 0; second < 29; second += 1) {
      await expect(hub.get()).rejects.toMatchObject({ code: 'HUB_CREDENTIALS' });
      clock.advance(1_000);
    }
    clock.advance(6_000);
    expect((await hub.get()).accessKeyId).toBe('AKIA1');
  });
});
