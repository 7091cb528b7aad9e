import { AsyncLocalStorage } from 'node:async_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { type AccountSession, sessionKey } from '../../target/role-session.js';
import { CredentialEvents } from '../events.js';
import { renewalSettings } from '../renewal/renewal-settings.js';
import { ManualClock, settled } from '../testing/manual-clock.js';
import { ScriptedSource } from '../testing/scripted-source.js';
import { CredentialCache } from './credential-cache.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const requests = new AsyncLocalStorage<object>();
const session: AccountSession = {
  kind: 'assume-role',
  accountId: '111122223333',
  partition: 'aws',
  roleArn: 'arn:aws:iam::111122223333:role/reader',
  sessionName: 'app@host',
};

describe('what the cache does for a request', () => {
  const clock = new ManualClock();
  const sts = new ScriptedSource(clock);
  const stores: unknown[] = [];
  const cache = new CredentialCache({
    clock,
    events: new CredentialEvents(),
    renewal: renewalSettings({}, {}),
    recoveries: () => 0,
    source: (given, asked) => {
      stores.push(requests.getStore());
      return sts.source(given, asked);
    },
  });
  const use = (): Promise<unknown> => cache.get(sessionKey(session), session);

  it("happens outside of the request's context, while the request goes on in its own", async () => {
    const store = { request: 1 };
    const seen = requests.run(store, async () => {
      await use();
      return requests.getStore();
    });
    await sts.last.succeed();
    expect(await seen).toBe(store);
    expect(stores).toEqual([undefined]);
  });

  it("does not keep the request's store alive, even while a renewal that it caused goes on", async () => {
    clock.advance(50 * 60_000);
    const store = new WeakRef({ request: 2 });
    await requests.run(store.deref() ?? {}, use);
    expect(sts.calls).toHaveLength(2);
    await settled();
    collectGarbage();
    expect(store.deref()).toBeUndefined();
    await sts.last.succeed();
  });
});
