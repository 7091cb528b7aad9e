import { describe, expect, it } from '@jest/globals';
import { StsUnavailableError } from '../../errors/credential.errors.js';
import { sessionKey } from '../../target/role-session.js';
import { CredentialCache } from '../cache/credential-cache.js';
import { CredentialEvents } from '../events.js';
import { renewalSettings } from '../renewal/renewal-settings.js';
import { SimulatedEngine } from '../testing/simulated-engine.js';
import { ManualClock } from '../testing/manual-clock.js';
import { ScriptedSource } from '../testing/scripted-source.js';
import type { RoleSessionStatus } from './role-session-status.js';

const MINUTE = 60_000;
const ACCOUNT = '200000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;

const ofEngine = ({ cache }: SimulatedEngine): RoleSessionStatus[] => [...cache.statuses()];
const tried = (use: Promise<unknown>): Promise<unknown> => use.catch(() => undefined);

/** Waits as long as virtual time needs. */
async function used(engine: SimulatedEngine, accountId = ACCOUNT): Promise<void> {
  const use = tried(engine.use(accountId));
  await engine.clock.pass(15_000);
  await use;
}

describe('the status of a role session', () => {
  it('is obtaining, fresh, due, renewing and fresh again in the course of its life', async () => {
    const clock = new ManualClock();
    const sts = new ScriptedSource(clock);
    const cache = new CredentialCache({
      source: sts.source,
      clock,
      events: new CredentialEvents(),
      renewal: renewalSettings({}, {}),
      recoveries: () => 0,
    });
    const session = {
      kind: 'assume-role',
      accountId: ACCOUNT,
      partition: 'aws',
      roleArn: ROLE,
      sessionName: 'app@host',
      externalId: 'a secret',
      via: {
        kind: 'assume-role',
        accountId: ACCOUNT,
        partition: 'aws',
        roleArn: `${ROLE}-on-the-way`,
        sessionName: 'app@host',
        externalId: 'another secret',
      },
    } as const;
    const status = (): RoleSessionStatus | undefined => [...cache.statuses()][0];
    const states: unknown[] = [];
    const note = (): void => void states.push(status()?.state);

    const first = cache.get(sessionKey(session), session);
    note();
    await sts.last.succeed();
    await first;
    note();
    const startedAt = clock.now();
    clock.advance(MINUTE);
    expect(status()).toEqual({
      id: 1,
      accountId: ACCOUNT,
      roleArn: ROLE,
      sessionName: 'app@host',
      via: `${ROLE}-on-the-way`,
      state: 'fresh',
      ageMs: MINUTE,
      expiresAt: new Date(startedAt + 60 * MINUTE),
      nextRefreshAt: new Date(startedAt + 48.75 * MINUTE),
      lastError: undefined,
      failures: 0,
    });
    expect(JSON.stringify(status())).not.toContain('secret');
    clock.advance(50 * MINUTE);
    note();
    await cache.get(sessionKey(session), session);
    note();
    await sts.last.succeed();
    note();
    clock.advance(61 * MINUTE);
    note();
    expect(states).toEqual(['obtaining', 'fresh', 'due', 'renewing', 'fresh', 'expired']);
  });

  it('is failing with the last error while its credentials last, and says when the next try may be', async () => {
    const engine = new SimulatedEngine();
    await used(engine);
    engine.sts = 'down';
    engine.clock.advance(54 * MINUTE);
    await used(engine);
    const [status] = ofEngine(engine);
    expect(status).toMatchObject({ state: 'failing', failures: 1 });
    expect(status?.lastError).toMatchObject({
      code: 'STS_UNAVAILABLE',
      message: expect.stringContaining(ROLE),
    });
    expect(status?.lastError?.at.getTime()).toBeLessThanOrEqual(engine.clock.now());
    expect(status?.expiresAt?.getTime()).toBeGreaterThan(engine.clock.now());
  });

  it('is stale once expired credentials are handed out, and fresh without an error when STS is back', async () => {
    const engine = new SimulatedEngine();
    await used(engine);
    engine.sts = 'down';
    engine.clock.advance(61 * MINUTE);
    await used(engine);
    await used(engine);
    expect(ofEngine(engine)).toMatchObject([{ state: 'stale' }]);
    engine.sts = 'up';
    await engine.clock.pass(MINUTE);
    await used(engine);
    await used(engine);
    expect(ofEngine(engine)).toMatchObject([{ state: 'fresh', lastError: undefined, failures: 0 }]);
  });

  it('is denied for as long as that counts, keeps its number when it is asked for anew, and is listed once', async () => {
    const engine = new SimulatedEngine();
    engine.denied.add(ACCOUNT);
    await used(engine);
    expect(ofEngine(engine)).toMatchObject([
      { id: 1, state: 'denied', failures: 1, lastError: { code: 'ASSUME_ROLE_DENIED' } },
    ]);
    const again = tried(engine.use(ACCOUNT, { fresh: true }));
    expect(ofEngine(engine)).toMatchObject([{ id: 1, state: 'obtaining' }]);
    await engine.clock.pass(15_000);
    await again;
    expect(ofEngine(engine)).toMatchObject([{ id: 1, state: 'denied', failures: 2 }]);
    engine.denied.clear();
    await tried(engine.use(ACCOUNT, { fresh: true }));
    await used(engine, '200000000001');
    expect(ofEngine(engine).map(({ id, state }) => [id, state])).toEqual([
      [2, 'fresh'],
      [1, 'fresh'],
    ]);
  });

  it('says nothing of what an error that is not ours says', async () => {
    const clock = new ManualClock();
    const sts = new ScriptedSource(clock);
    const parts = { source: sts.source, clock, events: new CredentialEvents(), recoveries: () => 0 };
    const cache = new CredentialCache({ ...parts, renewal: renewalSettings({}, {}) });
    const session = { kind: 'provided', accountId: ACCOUNT, partition: 'aws' } as const;
    const use = (): Promise<unknown> => tried(cache.get('key', session));
    const first = use();
    await sts.last.succeed();
    await first;
    clock.advance(55 * MINUTE);
    await use();
    await sts.last.fail(new RangeError('a secret'));
    const ours = new StsUnavailableError('down', { place: {} });
    expect([...cache.statuses()]).toMatchObject([
      { state: 'failing', lastError: { code: undefined, message: 'an unexpected error' } },
    ]);
    clock.advance(4.5 * MINUTE);
    const last = use();
    await sts.last.fail(ours);
    await last;
    expect([...cache.statuses()]).toMatchObject([{ lastError: { code: ours.code, message: ours.message } }]);
  });
});
