import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CredentialEventMap,
  type CredentialEventName,
  CredentialEvents,
  CREDENTIAL_EVENT_NAMES,
  eventChannelName,
} from '../credentials/events.js';
import { channel } from 'node:diagnostics_channel';
import { ManualClock } from '../credentials/testing/manual-clock.js';
import { CredentialEventLogger } from './credential-event-logger.js';

const ROLE = 'arn:aws:iam::111122223333:role/reader';
const session = { accountId: '111122223333', roleArn: ROLE };
const failed = { ...session, code: 'STS_UNAVAILABLE', message: 'No answer. Try again.' } as const;
const ADVICE =
  'Should it last, look at the network path to STS and at the AWS Health Dashboard, and consider sts.fallbackRegions.';
const payloads: CredentialEventMap = {
  assumed: { ...session, expiration: new Date(0), durationMs: 5 },
  refreshed: { ...session, expiration: new Date(0), durationMs: 5 },
  refreshFailed: { ...failed, validForMs: 299_600 },
  servedStale: { ...session, expiredForMs: 61_000 },
  denied: { ...failed, code: 'ASSUME_ROLE_DENIED', message: 'Denied.', rememberedForMs: 30_000 },
  hubRoleSuspected: { deniedRoles: 6, triedRoles: 9 },
  wrongAccount: { ...failed, code: 'WRONG_ACCOUNT', message: 'Not theirs.' },
  rejected: { ...session, answer: 'unknown' },
  evicted: session,
  breakerOpened: { region: 'eu-west-1' },
  breakerClosed: { region: 'eu-west-1' },
  throttled: { callsPerSecond: 5.625 },
  clockWrong: { offsetMs: -600_400 },
  listingFailed: { code: 'ACCOUNT_LISTING', message: 'Not now.', accounts: 7, ageMs: 900_400 },
};

class Application {
  readonly lines: string[] = [];
  readonly clock = new ManualClock();
  readonly events = new CredentialEvents();
  readonly logger = new CredentialEventLogger(this.events, this.clock, {
    error: (line) => void this.lines.push(`error ${line.message}`),
    warn: (line) => void this.lines.push(`warn ${line.message}`),
    log: (line) => void this.lines.push(`log ${line.message}`),
    debug: (line) => void this.lines.push(`debug ${line.message}`),
  });

  publish<E extends CredentialEventName>(event: E, change: Partial<CredentialEventMap[E]> = {}): this {
    this.events.publish(event, { ...payloads[event], ...change });
    return this;
  }
}

let app: Application;

beforeEach(() => {
  app = new Application();
  app.logger.onModuleInit();
});

afterEach(() => app.logger.onApplicationShutdown());

describe('the log of credentials', () => {
  it.each([
    [
      'refreshFailed',
      `warn Renewing the session of ${ROLE} failed; its credentials are valid for 300 s more. STS_UNAVAILABLE: No answer. Try again.`,
    ],
    [
      'servedStale',
      `warn The credentials of ${ROLE} expired 61 s ago and are still used, because STS gives no new ones at present. ${ADVICE}`,
    ],
    ['denied', `warn STS refused ${ROLE}, and is not asked again for 30 s. ASSUME_ROLE_DENIED: Denied.`],
    [
      'hubRoleSuspected',
      'error STS denied 6 of the 9 roles that were tried in the last minute: the hub role itself seems to have lost the ' +
        'permission to assume them. Look at its policies, and at those of the organization.',
    ],
    ['wrongAccount', 'error WRONG_ACCOUNT: Not theirs.'],
    [
      'breakerOpened',
      `warn STS in eu-west-1 does not answer, and is left alone but for one try in 5 s; sessions that are held stay in use. ${ADVICE}`,
    ],
    [
      'throttled',
      'warn STS throttles, so this process calls it at most 5.6 times a second for now. Look at who else calls STS in the hub ' +
        'account, and set sts.replicas to the number of processes of this service.',
    ],
    [
      'clockWrong',
      "warn The clock of this machine is 600 s ahead of that of AWS. This concerns every account; requests are signed with AWS's " +
        'time meanwhile. Set the clock: look at its time synchronisation (NTP, chrony).',
    ],
    ['breakerClosed', 'log STS in eu-west-1 answers again.'],
    [
      'evicted',
      `debug The credentials of ${ROLE} made room for others. Should this go on, raise the option cache.credentials.`,
    ],
  ] as const)('has a line for %s', (event, line) => {
    expect(app.publish(event).lines).toEqual([line]);
  });

  it('says nothing of what happens all the time', () => {
    expect(app.publish('assumed').publish('refreshed').publish('rejected').lines).toEqual([]);
  });

  it('says that a renewal failed whose credentials have expired, and names the account where there is no role', () => {
    const change = { validForMs: 0, roleArn: undefined, code: undefined, message: 'An unexpected error.' };
    expect(app.publish('refreshFailed', change).lines).toEqual([
      'warn Renewing the session of account 111122223333 failed; its credentials have expired. An unexpected error.',
    ]);
  });

  it('keeps a message on one line', () => {
    const message = 'one\r\ntwo\u2028three\u001b[2Jfour';
    expect(app.publish('wrongAccount', { message }).lines).toEqual([
      'error WRONG_ACCOUNT: one two three [2Jfour',
    ]);
  });

  it('repeats a line after a minute at the earliest, with the count of those that it kept to itself', () => {
    for (let second = 0; second <= 60; second += 1) {
      app.publish('refreshFailed', { validForMs: 300_000 - second * 1_000 });
      app.clock.advance(1_000);
    }
    expect(app.lines).toHaveLength(2);
    expect(app.lines[1]).toContain('(held back before: 59 more like this)');
  });

  it('takes lines about another role or with another code for different ones', () => {
    app.publish('denied').publish('denied', { roleArn: `${ROLE}-2` });
    app.publish('denied', { code: 'ASSUME_ROLE_REJECTED' }).publish('denied');
    expect(app.lines).toHaveLength(3);
  });

  it('prints a few lines of many in a second, says how many it left out, and hides no error behind warnings', () => {
    for (let role = 0; role < 1_000; role += 1) app.publish('refreshFailed', { roleArn: `${ROLE}-${role}` });
    app.publish('hubRoleSuspected');
    expect(app.lines.map((line) => line.split(' ')[0])).toEqual([
      'warn',
      'warn',
      'warn',
      'warn',
      'warn',
      'error',
    ]);
    expect(app.lines.at(-1)).toContain('(held back before: 995 other lines)');
  });

  it('is not kept from a warning that matters by the denials of a thousand roles', () => {
    for (let role = 0; role < 1_000; role += 1) app.publish('denied', { roleArn: `${ROLE}-${role}` });
    const before = app.lines.length;
    app.publish('throttled').publish('breakerOpened').publish('servedStale').publish('clockWrong');
    expect(app.lines.length - before).toBe(4);
  });

  it('prints once that the cache is too small, however many roles made room', () => {
    for (let role = 0; role < 100; role += 1) app.publish('evicted', { roleArn: `${ROLE}-${role}` });
    expect(app.lines).toHaveLength(1);
  });

  it('holds the lines of its own application, not those of others in the process', () => {
    const other = new Application();
    other.logger.onModuleInit();
    app.publish('breakerOpened');
    other.publish('breakerClosed');
    other.logger.onApplicationShutdown();
    expect([app.lines, other.lines].map((lines) => lines.length)).toEqual([1, 1]);
    expect(other.lines[0]).toMatch(/^log/);
  });

  it('ends with its application, and leaves no listener behind', () => {
    app.logger.onApplicationShutdown();
    expect(app.publish('breakerOpened').lines).toEqual([]);
    const listenedTo = CREDENTIAL_EVENT_NAMES.filter(
      (name) => channel(eventChannelName(name)).hasSubscribers,
    );
    expect(listenedTo).toEqual([]);
  });
});
