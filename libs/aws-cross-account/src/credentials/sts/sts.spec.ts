import { describe, expect, it } from '@jest/globals';
import { type HttpHandler, HttpResponse } from '@smithy/core/protocols';
import type { RoleSession } from '../../target/role-session.js';
import { CredentialEvents } from '../events.js';
import { DEFAULT_WINDOWS } from '../renewal/refresh-policy.js';
import { ServerTime } from '../server-time.js';
import { Pace } from './pace.js';
import { Sts } from './sts.js';
import { StsClient } from './sts-client.js';
import { StsCaller } from './sts-caller.js';
import { StsEndpoints } from './sts-endpoints.js';
import { stsSettings } from './sts-settings.js';
import { ManualClock } from '../testing/manual-clock.js';

const ACCOUNT = '111122223333';
const session: RoleSession = {
  kind: 'assume-role',
  accountId: ACCOUNT,
  partition: 'aws',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/reader`,
  sessionName: 'app@host',
};
const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const iso = (offsetMs: number): string => new Date(NOW + offsetMs).toISOString();

const COMPLETE = {
  AccessKeyId: 'ASIACANARY',
  SecretAccessKey: 'CANARY-secret',
  SessionToken: 'CANARY-token',
  Expiration: iso(HOUR),
};

const hub = {
  get: async () => ({ accessKeyId: 'AKIAHUB', secretAccessKey: 'hub' }),
  reject: () => false,
};
const once = { awaited: false, first: true };

function stsAnswering(handle: HttpHandler['handle'], clock = new ManualClock(NOW)): Sts {
  const handler: HttpHandler = {
    handle,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  const time = new ServerTime(clock);
  const { pace, limits } = stsSettings();
  const client = new StsClient({ region: 'eu-west-1', requestHandler: handler }, time);
  const endpoints = new StsEndpoints([{ region: 'eu-west-1', client }], clock);
  const caller = new StsCaller({
    endpoints,
    pace: new Pace(pace, clock),
    limits,
    clock,
    events: new CredentialEvents(),
  });
  return new Sts({ caller, clock, time, windows: DEFAULT_WINDOWS });
}

function answer(statusCode: number, body: string): HttpHandler['handle'] {
  return async () => ({
    response: new HttpResponse({
      statusCode,
      headers: { 'content-type': 'text/xml' },
      body: new Blob([body]).stream(),
    }),
  });
}

function assumed(credentials: Record<string, string>): string {
  const fields = Object.entries(credentials).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
    <Credentials>${fields.join('')}</Credentials>
    <AssumedRoleUser><Arn>arn:aws:sts::${ACCOUNT}:assumed-role/reader/app@host</Arn><AssumedRoleId>A:b</AssumedRoleId></AssumedRoleUser>
  </AssumeRoleResult></AssumeRoleResponse>`;
}

function without(field: keyof typeof COMPLETE): Record<string, string> {
  return Object.fromEntries(Object.entries(COMPLETE).filter(([name]) => name !== field));
}

describe('an answer of AssumeRole', () => {
  it('that is complete gives credentials', async () => {
    const credentials = await stsAnswering(answer(200, assumed(COMPLETE))).assumeRole(session, once, hub);
    expect(credentials).toMatchObject({ accountId: ACCOUNT });
    expect(credentials.toIdentity(new ManualClock(NOW).monotonic(), NOW)).toMatchObject({
      expiration: new Date(NOW + HOUR),
      accessKeyId: 'ASIACANARY',
      sessionToken: 'CANARY-token',
    });
  });

  it.each([
    ['has no expiration', assumed(without('Expiration'))],
    ['expires in the past', assumed({ ...COMPLETE, Expiration: iso(-1_000) })],
    ['expires after the longest session that there is', assumed({ ...COMPLETE, Expiration: iso(14 * HOUR) })],
    ['has an expiration that is no date', assumed({ ...COMPLETE, Expiration: 'tomorrow' })],
    ['has no session token', assumed(without('SessionToken'))],
    ['has no key', assumed(without('AccessKeyId'))],
    ['is empty', ''],
    ['is a page of HTML', '<html><body>Welcome</body></html>'],
    ['breaks off', assumed(COMPLETE).slice(0, 300)],
  ])('that %s is no answer, and its secrets are not in the error', async (_, body) => {
    const failure = stsAnswering(answer(200, body)).assumeRole(session, once, hub);
    await expect(failure).rejects.toMatchObject({ code: 'STS_UNAVAILABLE', retryable: true });
    await expect(failure).rejects.not.toThrow(/CANARY/);
  });

  it('with a page of HTML and 503 is none either; with 404 something else stands at the endpoint', async () => {
    for (const status of [503, 404]) {
      const failure = stsAnswering(answer(status, '<html>no</html>')).assumeRole(session, once, hub);
      await expect(failure).rejects.toMatchObject({ code: 'STS_UNAVAILABLE' });
    }
  });
});

describe('a call of STS that hangs', () => {
  it('is aborted after 3 s, and says so', async () => {
    const clock = new ManualClock(NOW);
    let sent = (): void => undefined;
    const underWay = new Promise<void>((resolve) => {
      sent = resolve;
    });
    let signal: AbortSignal | undefined;
    const sts = stsAnswering((_, options) => {
      signal = options?.abortSignal as AbortSignal;
      sent();
      return new Promise(() => undefined);
    }, clock);
    const call = sts.assumeRole(session, once, hub);
    await underWay;
    clock.tick(29);
    expect(signal?.aborted).toBe(false);
    clock.tick(1);
    expect(signal?.aborted).toBe(true);
    await expect(call).rejects.toThrow('no answer within 3 s');
  });
});
