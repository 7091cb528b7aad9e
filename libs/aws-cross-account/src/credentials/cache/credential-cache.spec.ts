import { describe, expect, it } from '@jest/globals';
import { type AccountSession, sessionKey } from '../../target/role-session.js';
import { FactoryClosedError } from '../../errors/client.errors.js';
import {
  AccountCredentialsError,
  AssumeRoleDeniedError,
  StsUnavailableError,
  WrongAccountError,
} from '../../errors/credential.errors.js';
import { CrossAccountError } from '../../errors/cross-account.error.js';
import { type CredentialEventName, CredentialEvents } from '../events.js';
import { renewalSettings } from '../renewal/renewal-settings.js';
import type { CacheOptions } from './cache-settings.js';
import { CredentialCache } from './credential-cache.js';
import { ManualClock } from '../testing/manual-clock.js';
import { ScriptedSource } from '../testing/scripted-source.js';

const MINUTE = 60_000;
const session: AccountSession = {
  kind: 'assume-role',
  accountId: '111122223333',
  partition: 'aws',
  roleArn: 'arn:aws:iam::111122223333:role/reader',
  sessionName: 'app@host',
};
const key = sessionKey(session);

const place = { accountId: session.accountId, roleArn: session.roleArn };

function setUp(limits: CacheOptions = {}): {
  clock: ManualClock;
  sts: ScriptedSource;
  events: CredentialEventName[];
  cache: CredentialCache;
  accessKey: () => Promise<string>;
} {
  const clock = new ManualClock();
  const sts = new ScriptedSource(clock);
  const published = new CredentialEvents();
  const events: CredentialEventName[] = [];
  published.publish = (event) => void events.push(event);
  const cache = new CredentialCache({
    source: sts.source,
    clock,
    events: published,
    limits,
    renewal: renewalSettings({}, {}),
    recoveries: () => 0,
  });
  const accessKey = async (): Promise<string> => (await cache.get(key, session)).accessKeyId;
  return { clock, sts, events, cache, accessKey };
}

async function warm(): Promise<ReturnType<typeof setUp>> {
  const parts = setUp();
  const first = parts.accessKey();
  await parts.sts.last.succeed();
  await first;
  return parts;
}

describe('the credential cache', () => {
  it('asks once, however many callers wait', async () => {
    const { sts, accessKey } = setUp();
    const waiting = Promise.all(Array.from({ length: 1_000 }, accessKey));
    await sts.last.succeed();
    expect(new Set(await waiting)).toEqual(new Set(['ASIA1']));
    expect(sts.calls).toHaveLength(1);
  });

  it('answers from memory as long as credentials are fresh', async () => {
    const { clock, sts, accessKey } = await warm();
    clock.advance(48 * MINUTE);
    expect(await accessKey()).toBe('ASIA1');
    expect(sts.calls).toHaveLength(1);
  });

  it('answers a warm read without a timer, a call or a turn of the event loop', async () => {
    const { clock, sts, cache } = await warm();
    let turned = false;
    setImmediate(() => (turned = true));
    for (let read = 0; read < 10_000; read += 1) await cache.identity(key, session);
    expect(turned).toBe(false);
    expect(clock.timers).toBe(0);
    expect(sts.calls).toHaveLength(1);
  });

  it('renews ahead of need, once, while nobody waits', async () => {
    const { clock, sts, accessKey } = await warm();
    clock.advance(49 * MINUTE);
    expect(await Promise.all([accessKey(), accessKey(), accessKey()])).toEqual(['ASIA1', 'ASIA1', 'ASIA1']);
    expect(sts.calls).toHaveLength(2);
    await sts.last.succeed();
    expect(await accessKey()).toBe('ASIA2');
  });

  it('keeps valid credentials when a renewal fails, and leaves the source alone for five seconds', async () => {
    const { clock, sts, accessKey } = await warm();
    clock.advance(49 * MINUTE);
    await accessKey();
    await sts.last.fail(new RangeError('down'));
    expect(await accessKey()).toBe('ASIA1');
    expect(sts.calls).toHaveLength(2);
    clock.advance(5_000);
    expect(await accessKey()).toBe('ASIA1');
    expect(sts.calls).toHaveLength(3);
    await sts.last.succeed();
  });

  it('lets callers wait in the last minute, and falls back to what is still valid', async () => {
    const { clock, sts, accessKey } = await warm();
    clock.advance(59 * MINUTE + 1);
    const waiting = accessKey();
    await sts.last.fail(new RangeError('down'));
    expect(await waiting).toBe('ASIA1');
    expect(await accessKey()).toBe('ASIA1');
    expect(sts.calls).toHaveLength(2);
  });

  it('never hands out expired credentials', async () => {
    const { clock, sts, accessKey } = await warm();
    clock.advance(60 * MINUTE);
    const waiting = accessKey();
    await sts.last.succeed();
    expect(await waiting).toBe('ASIA2');
  });

  it('rejects everyone who waits with the error of the one call, and asks anew next time', async () => {
    const { sts, accessKey } = setUp();
    const waiting = Promise.allSettled([accessKey(), accessKey()]);
    const down = new RangeError('down');
    await sts.last.fail(down);
    expect(await waiting).toEqual([
      { status: 'rejected', reason: down },
      { status: 'rejected', reason: down },
    ]);
    const again = accessKey();
    await sts.last.succeed();
    expect(await again).toBe('ASIA2');
  });

  it.each([
    ['another account was answered', 5_000, () => new WrongAccountError('444455556666', place)],
    [
      'only a fallback region denied it',
      5_000,
      () => new AssumeRoleDeniedError('sts:AssumeRole', 'unknown', { place, conclusive: false }),
    ],
    ['its provider failed', 1_000, () => new AccountCredentialsError(session.accountId, 'none')],
  ])('asks for a session that nobody had once in some seconds after %s', async (_, restMs, error) => {
    const { clock, sts, accessKey } = setUp();
    for (let round = 1; round <= 3; round += 1) {
      const outcome = Promise.allSettled([accessKey(), accessKey()]);
      await sts.last.fail(error());
      await outcome;
      await expect(accessKey()).rejects.toBeInstanceOf(CrossAccountError);
      clock.advance(restMs - 1);
      await expect(accessKey()).rejects.toBeInstanceOf(CrossAccountError);
      expect(sts.calls).toHaveLength(round);
      clock.advance(1);
    }
    const taken = accessKey();
    await sts.last.succeed();
    expect(await taken).toBe('ASIA4');
  });

  it('keeps no place for sessions that could not be had: those in use are not evicted for them', async () => {
    const { sts, cache, accessKey } = setUp({ credentials: 2 });
    const first = accessKey();
    await sts.last.succeed();
    await first;
    for (let index = 0; index < 10; index += 1) {
      const other = { ...session, roleArn: `${session.roleArn}-${index}` };
      const outcome = Promise.allSettled([cache.get(sessionKey(other), other)]);
      await sts.last.fail(new StsUnavailableError('down', { place }));
      await outcome;
    }
    expect(await accessKey()).toBe('ASIA1');
    expect(sts.calls).toHaveLength(11);
  });

  it('says nothing of a renewal that was cut because the factory closes', async () => {
    const { clock, sts, events, accessKey } = await warm();
    clock.advance(49 * MINUTE);
    await accessKey();
    await sts.last.fail(new FactoryClosedError());
    expect(events).not.toContain('refreshFailed');
    expect(sts.calls).toHaveLength(2);
  });

  it('forgets a session: a call in flight is answered to its waiters and not kept', async () => {
    const { cache, sts, accessKey } = setUp();
    const before = accessKey();
    const [first] = sts.calls;
    cache.forget(key);
    const after = accessKey();
    expect(sts.calls).toHaveLength(2);
    await first?.succeed();
    await sts.last.succeed();
    expect(await before).toBe('ASIA1');
    expect(await after).toBe('ASIA2');
    expect(await accessKey()).toBe('ASIA2');
  });

  it('forgets all sessions of an account, and no other', async () => {
    const { cache, sts } = await warm();
    const other: AccountSession = {
      ...session,
      accountId: '444455556666',
      roleArn: 'arn:aws:iam::444455556666:role/reader',
    };
    const waiting = cache.get(sessionKey(other), other);
    await sts.last.succeed();
    await waiting;
    cache.forgetAccount('111122223333');
    expect(cache.stats()).toMatchObject({ cached: 1 });
    await cache.get(sessionKey(other), other);
    expect(sts.calls).toHaveLength(2);
  });

  it('forgets an account while a call for it is in flight: it is answered, and not kept', async () => {
    const { cache, sts, accessKey } = setUp();
    const before = accessKey();
    cache.forgetAccount(session.accountId);
    await sts.last.succeed();
    expect(await before).toBe('ASIA1');
    const after = accessKey();
    await sts.last.succeed();
    expect(await after).toBe('ASIA2');
  });

  it('does not hand out what expired while its renewal failed', async () => {
    const { clock, sts, accessKey } = await warm();
    clock.advance(59 * MINUTE + 1);
    const outcome = Promise.allSettled([accessKey()]);
    clock.advance(MINUTE);
    const down = new RangeError('down');
    await sts.last.fail(down);
    expect(await outcome).toEqual([{ status: 'rejected', reason: down }]);
  });

  it('renews ahead of need again as soon as a renewal has succeeded after a failure', async () => {
    const { clock, sts, accessKey } = await warm();
    clock.advance(60 * MINUTE - 1_000);
    const kept = accessKey();
    await sts.last.fail(new RangeError('down'));
    await kept;
    clock.advance(1_000);
    const renewed = accessKey();
    await sts.last.succeed(3_000);
    await renewed;
    clock.advance(2_100);
    expect(sts.calls).toHaveLength(3);
    const late = accessKey();
    expect(sts.calls).toHaveLength(4);
    await sts.last.succeed();
    await late;
  });

  it('asks anew on demand, once for all who ask at the same time', async () => {
    const { cache, sts } = await warm();
    const fresh = [cache.get(key, session, { fresh: true }), cache.get(key, session, { fresh: true })];
    await sts.last.succeed();
    const keys = (await Promise.all(fresh)).map((credentials) => credentials.accessKeyId);
    expect(keys).toEqual(['ASIA2', 'ASIA2']);
    expect(sts.calls).toHaveLength(2);
  });

  it('renews what is not valid for as long as is needed', async () => {
    const { clock, cache, sts } = await warm();
    clock.advance(10 * MINUTE);
    await cache.get(key, session, { minValidMs: 50 * MINUTE });
    expect(sts.calls).toHaveLength(1);
    const needed = cache.get(key, session, { minValidMs: 51 * MINUTE });
    await sts.last.succeed();
    expect((await needed).accessKeyId).toBe('ASIA2');
  });

  it('says how long it can be, when even new credentials are not valid for as long as is needed', async () => {
    const { cache, sts } = setUp();
    const needed = cache.get(key, session, { minValidMs: 60 * MINUTE });
    const outcome = Promise.allSettled([needed]);
    await sts.last.succeed(15 * MINUTE);
    expect(await outcome).toMatchObject([{ reason: { code: 'SESSION_TOO_SHORT', maximumSeconds: 900 } }]);
  });

  it('counts what it does', async () => {
    const { cache, clock, sts, accessKey } = setUp({ credentials: 1 });
    const none = { refreshed: 0, hits: 0, misses: 0, refused: 0, servedStale: 0, evicted: 0 };
    const waiting = Promise.all([accessKey(), accessKey()]);
    expect(cache.stats()).toEqual({ cached: 0, denied: 0, inFlight: 1, obtained: 0, failed: 0, ...none });
    await sts.last.succeed();
    await waiting;
    expect(cache.stats()).toEqual({
      cached: 1,
      denied: 0,
      inFlight: 0,
      obtained: 1,
      failed: 0,
      ...none,
      misses: 2,
    });
    await Promise.all([accessKey(), cache.identity(key, session)]);
    clock.advance(50 * MINUTE);
    await accessKey();
    await sts.last.succeed();
    expect(cache.stats()).toMatchObject({ obtained: 2, refreshed: 1, hits: 3, misses: 2 });
    const denied = Promise.allSettled([cache.get('other', { ...session, sessionName: 'other' })]);
    await sts.last.fail(new AssumeRoleDeniedError('sts:AssumeRole', 'unknown', { place }));
    await denied;
    await expect(cache.get('other', session)).rejects.toMatchObject({ code: 'ASSUME_ROLE_DENIED' });
    expect(cache.stats()).toMatchObject({ denied: 1, failed: 1, hits: 3, misses: 3, refused: 1, evicted: 1 });
  });
});
